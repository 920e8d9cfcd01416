using '../../../infra/main.bicep'

// A landing zone: the network, and who enters endpoints into DNS, are there already; somebody operates it, and another tool is told.
param environmentName = 'landing-zone'
param location = 'westeurope'
param instanceMemoryMB = 4096
param maximumInstanceCount = 1
param storageRedundancy = 'GRS'
param operatorPrincipalId = '22222222-3333-4444-5555-666666666666'
param alertWebhook = 'https://alerts.example.com/forecast'
param extraAppSettings = {
  Runs__PruneAfterDays: '30'
  Service__BaseAddress: 'https://forecast.example.com/api'
}
param existingNetwork = {
  appSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/spoke/subnets/functions'
  endpointSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/spoke/subnets/endpoints'
}
