using '../../../infra/main.bicep'

// Everything at once, at its upper bounds.
param environmentName = 'long-name-long-name-long-name-long-name-long-name-long-name-long'
param location = 'westeurope'
param maximumInstanceCount = 1000
param instanceMemoryMB = 4096
param alwaysReadyInstances = 20
param httpConcurrency = 18
param zoneRedundant = true
param rollingUpdates = true
param storageRedundancy = 'GZRS'
param storageLocked = true
param storageLogged = true
param softDeleteDays = 365
param backupSchedule = '0 0 */6 * * *'
param backupDays = 3650
param backupAlertHours = 8
param operatorPrincipalId = '22222222-3333-4444-5555-666666666666'
param alertWebhook = 'https://alerts.example.com/forecast'
param vnetAddressPrefix = '10.20.0.0/16'
param extraAppSettings = {
  Runs__PruneAfterDays: '30'
}
param refreshSchedule = '0 0 */6 * * *'
param refreshAlertHours = 8
param baselineAlertDays = 400
param corsAllowedOrigins = 'https://app.example.com,https://partner.example.com:8443'
param secEdgarContact = 'Forecast Team forecast@example.com'
param epochAiEnabled = true
param adminKeyHash = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
param entraTenantId = '11111111-2222-3333-4444-555555555555'
param entraAudience = 'api://forecast'
param alertEmail = 'forecast@example.com'
param monthlyBudget = {
  amount: 100
  startDate: '2026-12-01'
}
param availabilityTestSeconds = 300
param telemetryDays = 730
param telemetryDailyGB = 10
param vnetEnabled = true
