import { budget, tags as resourceTags } from 'types.bicep'

@description('Required. The region.')
param location string

@description('Required. The tags that every resource has.')
param tags resourceTags

@description('Required. What makes names unique.')
@minLength(13)
@maxLength(13)
param token string

@description('Required. The most instances that may run at once.')
param maximumInstanceCount int

@description('Required. The memory of an instance, in MB.')
param instanceMemoryMB int

@description('Required. Instances that are kept running for HTTP.')
param alwaysReadyInstances int

@description('Required. The requests that one instance answers at once.')
param httpConcurrency int

@description('Required. Whether instances and storage are spread over availability zones.')
param zoneRedundant bool

@description('Required. When baselines are refreshed.')
param refreshSchedule string

@description('Required. When runs are pruned.')
param pruneSchedule string

@description('Required. Hours without a successful refresh after which an alert is raised.')
param refreshAlertHours int

@description('Required. Days without a new figure after which the baseline is told to be old.')
param baselineAlertDays int

@description('Required. Whom the SEC may write to, or nothing.')
param secEdgarContact string

@description('Required. The sites whose pages may read answers, or nothing.')
param corsAllowedOrigins string

@description('Required. Whether the chip counts of Epoch AI are read.')
param epochAiEnabled bool

@description('Required. The SHA-256 of the first admin key, or nothing.')
@secure()
param adminKeyHash string

@description('Required. The tenant whose tokens are taken, or nothing.')
param entraTenantId string

@description('Required. The audience of these tokens, or nothing.')
param entraAudience string

@description('Required. Who is told of alerts, or nothing.')
param alertEmail string

@description('Optional. What may be spent in a month before somebody is told.')
param monthlyBudget budget?

@description('Required. Seconds between two availability tests.')
param availabilityTestSeconds int

@description('Required. Days for which telemetry is kept.')
param telemetryDays int

@description('Required. The most telemetry that is taken in a day, in GB.')
param telemetryDailyGB int

@description('Required. Whether the storage is reached through a virtual network only.')
param vnetEnabled bool

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
var deploymentContainerName = 'deployment'

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

module storage 'modules/storage.bicep' = {
  params: {
    name: storageAccountName
    location: location
    tags: tags
    deploymentContainerName: deploymentContainerName
    workspaceId: observability.outputs.workspaceId
    zoneRedundant: zoneRedundant
    isPrivate: vnetEnabled
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  params: {
    name: virtualNetworkName
    appSubnetName: appSubnetName
    storageAccountName: storageAccountName
    location: location
    tags: tags
  }
  dependsOn: [storage]
}

module roles 'modules/roles.bicep' = {
  params: {
    identityName: identityName
    principalId: identity.outputs.principalId
    storageAccountName: storageAccountName
    applicationInsightsName: applicationInsightsName
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
    applicationInsightsName: applicationInsightsName
    subnetId: vnetEnabled
      ? resourceId('Microsoft.Network/virtualNetworks/subnets', virtualNetworkName, appSubnetName)
      : null
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
    zoneRedundant: zoneRedundant
    refreshSchedule: refreshSchedule
    pruneSchedule: pruneSchedule
    secEdgarContact: secEdgarContact
    corsAllowedOrigins: corsAllowedOrigins
    epochAiEnabled: epochAiEnabled
    adminKeyHash: adminKeyHash
    entraTenantId: entraTenantId
    entraAudience: entraAudience
  }
  // The host reads and writes the storage when it starts, so it must be allowed to before.
  dependsOn: [roles, network]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    applicationInsightsName: applicationInsightsName
    storageAccountName: storageAccountName
    healthAddress: '${functionApp.outputs.address}/api/v1/health'
    refreshAlertHours: refreshAlertHours
    baselineAlertDays: baselineAlertDays
    availabilityTestSeconds: availabilityTestSeconds
    email: alertEmail
    monthlyBudget: monthlyBudget
  }
  dependsOn: [observability, storage]
}

@description('The name of the function app.')
output functionAppName string = functionAppName

@description('Where the API answers.')
output apiAddress string = '${functionApp.outputs.address}/api/v1'
