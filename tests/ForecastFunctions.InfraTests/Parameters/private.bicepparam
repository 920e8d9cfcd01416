using '../../../infra/main.bicep'

// The storage behind private endpoints, and nothing else said.
param environmentName = 'private'
param location = 'westeurope'
param vnetEnabled = true
