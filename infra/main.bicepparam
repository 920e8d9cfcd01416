using 'main.bicep'

// Every value comes from the environment, which azd fills with `azd env set NAME value`. What is absent has the
// default here, so that a plain deployment predicts the same on every machine.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'forecast')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

param maximumInstanceCount = int(readEnvironmentVariable('MAXIMUM_INSTANCE_COUNT', '40'))
param instanceMemoryMB = any(int(readEnvironmentVariable('INSTANCE_MEMORY_MB', '2048')))
param alwaysReadyInstances = int(readEnvironmentVariable('ALWAYS_READY_INSTANCES', '0'))
param httpConcurrency = readEnvironmentVariable('HTTP_CONCURRENCY', '') == ''
  ? null
  : int(readEnvironmentVariable('HTTP_CONCURRENCY', '0'))
param zoneRedundant = bool(readEnvironmentVariable('ZONE_REDUNDANT', 'false'))
param rollingUpdates = bool(readEnvironmentVariable('ROLLING_UPDATES', 'false'))

param storageRedundancy = readEnvironmentVariable('STORAGE_REDUNDANCY', '') == ''
  ? null
  : readEnvironmentVariable('STORAGE_REDUNDANCY', '')
param storageLocked = bool(readEnvironmentVariable('STORAGE_LOCKED', 'false'))
param storageLogged = bool(readEnvironmentVariable('STORAGE_LOGGED', 'false'))
param softDeleteDays = int(readEnvironmentVariable('SOFT_DELETE_DAYS', '14'))
param backupSchedule = readEnvironmentVariable('BACKUP_SCHEDULE', '0 30 3 * * *')
param backupDays = int(readEnvironmentVariable('BACKUP_DAYS', '35'))
param backupAlertHours = int(readEnvironmentVariable('BACKUP_ALERT_HOURS', '26'))

param refreshSchedule = readEnvironmentVariable('REFRESH_SCHEDULE', '0 0 5 * * *')
param pruneSchedule = readEnvironmentVariable('PRUNE_SCHEDULE', '0 0 4 * * 0')
param refreshAlertHours = int(readEnvironmentVariable('REFRESH_ALERT_HOURS', '26'))
param baselineAlertDays = int(readEnvironmentVariable('BASELINE_ALERT_DAYS', '150'))
param corsAllowedOrigins = readEnvironmentVariable('CORS_ALLOWED_ORIGINS', '')
param secEdgarContact = readEnvironmentVariable('SEC_EDGAR_CONTACT', '')
param epochAiEnabled = bool(readEnvironmentVariable('EPOCH_AI_ENABLED', 'false'))
param extraAppSettings = json(readEnvironmentVariable('EXTRA_APP_SETTINGS', '{}'))

param adminKeyHash = readEnvironmentVariable('ADMIN_KEY_HASH', '')
param entraTenantId = readEnvironmentVariable('ENTRA_TENANT_ID', '')
param entraAudience = readEnvironmentVariable('ENTRA_AUDIENCE', '')
param operatorPrincipalId = readEnvironmentVariable('OPERATOR_PRINCIPAL_ID', '')

param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
param monthlyBudget = readEnvironmentVariable('BUDGET_AMOUNT', '') == ''
  ? null
  : {
      amount: int(readEnvironmentVariable('BUDGET_AMOUNT', '0'))
      startDate: readEnvironmentVariable('BUDGET_START', '')
    }
param availabilityTestSeconds = any(int(readEnvironmentVariable('AVAILABILITY_TEST_SECONDS', '900')))
param telemetryDays = int(readEnvironmentVariable('TELEMETRY_DAYS', '30'))
param telemetryDailyGB = int(readEnvironmentVariable('TELEMETRY_DAILY_GB', '1'))

param vnetEnabled = bool(readEnvironmentVariable('VNET_ENABLED', 'false'))
param vnetAddressPrefix = readEnvironmentVariable('VNET_ADDRESS_PREFIX', '10.0.0.0/24')
param natGatewayEnabled = bool(readEnvironmentVariable('NAT_GATEWAY_ENABLED', 'true'))
param existingNetwork = readEnvironmentVariable('EXISTING_APP_SUBNET_ID', '') == ''
  ? null
  : {
      appSubnetId: readEnvironmentVariable('EXISTING_APP_SUBNET_ID', '')
      endpointSubnetId: readEnvironmentVariable('EXISTING_ENDPOINT_SUBNET_ID', '')
      zones: readEnvironmentVariable('EXISTING_BLOB_ZONE_ID', '') == ''
        ? null
        : {
            blob: readEnvironmentVariable('EXISTING_BLOB_ZONE_ID', '')
            table: readEnvironmentVariable('EXISTING_TABLE_ZONE_ID', '')
            queue: readEnvironmentVariable('EXISTING_QUEUE_ZONE_ID', '')
          }
    }
