using '../../../infra/main.bicep'

// Everything at once, at its upper bounds.
param environmentName = 'long-name-long-name-long-name-long-name-long-name-long-name-long'
param location = 'westeurope'
param maximumInstanceCount = 1000
param instanceMemoryMB = 4096
param alwaysReadyInstances = 20
param httpConcurrency = 100
param zoneRedundant = true
param refreshSchedule = '0 0 */6 * * *'
param refreshAlertHours = 8
param baselineAlertDays = 400
param secEdgarContact = 'Forecast Team forecast@example.com'
param epochAiEnabled = true
param alertEmail = 'forecast@example.com'
param monthlyBudget = {
  amount: 100
  startDate: '2026-12-01'
}
param availabilityTestSeconds = 300
param telemetryDays = 730
param telemetryDailyGB = 10
param vnetEnabled = true
