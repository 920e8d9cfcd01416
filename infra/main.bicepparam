using 'main.bicep'

// Every value comes from the environment, which azd fills with `azd env set NAME value`. What is absent has the
// default here, so that a plain deployment predicts the same on every machine.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'forecast')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

param maximumInstanceCount = int(readEnvironmentVariable('MAXIMUM_INSTANCE_COUNT', '40'))
param instanceMemoryMB = int(readEnvironmentVariable('INSTANCE_MEMORY_MB', '2048'))
param alwaysReadyInstances = int(readEnvironmentVariable('ALWAYS_READY_INSTANCES', '0'))
param httpConcurrency = int(readEnvironmentVariable('HTTP_CONCURRENCY', '16'))
param zoneRedundant = bool(readEnvironmentVariable('ZONE_REDUNDANT', 'false'))

param refreshSchedule = readEnvironmentVariable('REFRESH_SCHEDULE', '0 0 5 * * *')
param pruneSchedule = readEnvironmentVariable('PRUNE_SCHEDULE', '0 0 4 * * 0')
param refreshAlertHours = int(readEnvironmentVariable('REFRESH_ALERT_HOURS', '26'))
param baselineAlertDays = int(readEnvironmentVariable('BASELINE_ALERT_DAYS', '120'))
param corsAllowedOrigins = readEnvironmentVariable('CORS_ALLOWED_ORIGINS', '')
param secEdgarContact = readEnvironmentVariable('SEC_EDGAR_CONTACT', '')
param epochAiEnabled = bool(readEnvironmentVariable('EPOCH_AI_ENABLED', 'false'))

param adminKeyHash = readEnvironmentVariable('ADMIN_KEY_HASH', '')
param entraTenantId = readEnvironmentVariable('ENTRA_TENANT_ID', '')
param entraAudience = readEnvironmentVariable('ENTRA_AUDIENCE', '')

param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param monthlyBudget = readEnvironmentVariable('BUDGET_AMOUNT', '') == ''
  ? null
  : {
      amount: int(readEnvironmentVariable('BUDGET_AMOUNT', '0'))
      startDate: readEnvironmentVariable('BUDGET_START', '')
    }
param availabilityTestSeconds = int(readEnvironmentVariable('AVAILABILITY_TEST_SECONDS', '900'))
param telemetryDays = int(readEnvironmentVariable('TELEMETRY_DAYS', '30'))
param telemetryDailyGB = int(readEnvironmentVariable('TELEMETRY_DAILY_GB', '1'))

param vnetEnabled = bool(readEnvironmentVariable('VNET_ENABLED', 'false'))
