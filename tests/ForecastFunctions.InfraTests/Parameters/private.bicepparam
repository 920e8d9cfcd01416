using '../../../infra/main.bicep'

// The storage behind private endpoints; else nothing is said but as many requests as an instance admits.
param environmentName = 'private'
param location = 'westeurope'
param httpConcurrency = 9
param vnetEnabled = true
