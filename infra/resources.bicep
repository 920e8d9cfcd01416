import {
  budget
  durability as durabilityOfStorage
  network as existing
  receivers as whoIsTold
  scale as scaleOfApp
  settings
  tags as resourceTags
  thresholds as whenIsTold
} from 'types.bicep'

@description('Required. The region.')
param location string

@description('Required. The tags that every resource has.')
param tags resourceTags

@description('Required. What makes names unique.')
@minLength(13)
@maxLength(13)
param token string

@description('Required. How the app scales.')
param scale scaleOfApp

@description('Required. How the storage keeps what it is given.')
param durability durabilityOfStorage

@description('Required. What the app reads, but for what only this deployment knows')
param appSettings settings

@description('Required. The SHA-256 of the first admin key, or nothing.')
@secure()
param adminKeyHash string

@description('Required. When somebody is told.')
param thresholds whenIsTold

@description('Required. Who is told.')
param receivers whoIsTold

@description('Optional. What may be spent in a month before somebody is told.')
param monthlyBudget budget?

@description('Required. Days for which telemetry is kept.')
param telemetryDays int

@description('Required. The most telemetry that is taken in a day, in GB.')
param telemetryDailyGB int

@description('Required. Who may look into the installation, or nothing.')
param operatorPrincipalId string

@description('Optional. The addresses of a virtual network, if one is made.')
param vnetAddressPrefix string?

@description('Required. Whether the network that is made has a NAT gateway.')
param natGatewayEnabled bool

@description('Optional. A network that exists.')
param existingNetwork existing?

// Names are decided here and passed down: a name that came out of a module would be unknown to a prediction.

// The host id is made of the first 32 characters of the app's name, and two apps with one host id share the lock that
// keeps a timer to one instance.
var functionAppName = 'func-forecast-${token}'
var planName = 'plan-forecast-${token}'
var storageAccountName = 'stforecast${token}'
var identityName = 'id-forecast-${token}'
var workspaceName = 'log-forecast-${token}'
var applicationInsightsName = 'appi-forecast-${token}'
var virtualNetworkName = 'vnet-forecast-${token}'
var appSubnetName = 'app'
var endpointSubnetName = 'storage'
var deploymentContainerName = 'deployment'
var backupContainerName = 'backups'
var storageSuffix = environment().suffixes.storage

var makesNetwork = vnetAddressPrefix != null
var isPrivate = makesNetwork || existingNetwork != null
var networkInUse = makesNetwork
  ? {
      appSubnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', virtualNetworkName, appSubnetName)
      endpointSubnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', virtualNetworkName, endpointSubnetName)
      zones: {
        blob: resourceId('Microsoft.Network/privateDnsZones', 'privatelink.blob.${storageSuffix}')
        table: resourceId('Microsoft.Network/privateDnsZones', 'privatelink.table.${storageSuffix}')
        queue: resourceId('Microsoft.Network/privateDnsZones', 'privatelink.queue.${storageSuffix}')
      }
    }
  : existingNetwork

module identity 'modules/identity.bicep' = {
  params: {
    name: identityName
    location: location
    tags: tags
  }
}

module observability 'modules/observability.bicep' = {
  params: {
    workspaceName: workspaceName
    applicationInsightsName: applicationInsightsName
    location: location
    tags: tags
    retentionDays: telemetryDays
    dailyGB: telemetryDailyGB
  }
}

module workbook 'modules/workbook.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    applicationInsightsName: applicationInsightsName
    instanceMemoryMB: scale.instanceMemoryMB
  }
  dependsOn: [observability]
}

module storage 'modules/storage.bicep' = {
  params: {
    name: storageAccountName
    location: location
    tags: tags
    deploymentContainerName: deploymentContainerName
    backupContainerName: backupContainerName
    workspaceName: workspaceName
    durability: durability
    isPrivate: isPrivate
  }
  dependsOn: [observability]
}

module network 'modules/network.bicep' = if (makesNetwork) {
  params: {
    name: virtualNetworkName
    addressPrefix: vnetAddressPrefix!
    appSubnetName: appSubnetName
    endpointSubnetName: endpointSubnetName
    natGatewayEnabled: natGatewayEnabled
    token: token
    location: location
    tags: tags
  }
}

module endpoints 'modules/endpoints.bicep' = if (isPrivate) {
  params: {
    storageAccountName: storageAccountName
    subnetId: networkInUse!.endpointSubnetId
    zones: networkInUse!.?zones
    location: location
    tags: tags
  }
  dependsOn: [network, storage]
}

module roles 'modules/roles.bicep' = {
  params: {
    identityName: identityName
    principalId: identity.outputs.principalId
    storageAccountName: storageAccountName
    applicationInsightsName: applicationInsightsName
    operatorPrincipalId: operatorPrincipalId
  }
  dependsOn: [observability, storage]
}

module functionApp 'modules/functionApp.bicep' = {
  params: {
    name: functionAppName
    planName: planName
    location: location
    tags: tags
    identityName: identityName
    storageAccountName: storageAccountName
    deploymentContainerName: deploymentContainerName
    backupContainerName: backupContainerName
    applicationInsightsName: applicationInsightsName
    subnetId: networkInUse.?appSubnetId
    scale: scale
    appSettings: appSettings
    adminKeyHash: adminKeyHash
  }
  // The host reads and writes the storage when it starts, so it must be allowed to before.
  dependsOn: [roles, endpoints]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    workspaceName: workspaceName
    applicationInsightsName: applicationInsightsName
    storageAccountName: storageAccountName
    functionAppName: functionAppName
    healthAddress: '${functionApp.outputs.address}/api/v1/health'
    thresholds: thresholds
    receivers: receivers
    monthlyBudget: monthlyBudget
  }
  dependsOn: [observability, storage]
}

@description('The name of the function app.')
output functionAppName string = functionAppName

@description('Where the API answers.')
output apiAddress string = '${functionApp.outputs.address}/api/v1'

@description('The name of the storage account.')
output storageAccountName string = storageAccountName
