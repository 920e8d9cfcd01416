@description('Required. The name of the identity.')
param identityName string

@description('Required. The principal of the identity.')
param principalId string

@description('Required. The storage account that it may use.')
param storageAccountName string

@description('Required. Where it may send telemetry to.')
param applicationInsightsName string

// Blobs are the host's: it locks timers and singletons with leases, which only an owner may break, keeps the function
// keys, and fetches the deployment package.
var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'

// Tables are the app's: baselines, runs, refresh reports, keys, saved scenarios and what was read of filings are
// read, written and, when absent, created.
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

// Queues are the host's and the app's: operations and their blocks are put there, taken, and when absent the queues created.
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

// Telemetry is refused without it, since keys are switched off. It covers traces and requests too, whatever its name.
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource storageRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [storageBlobDataOwner, storageTableDataContributor, storageQueueDataContributor]: {
    name: guid(account.id, identity.id, role)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource telemetryRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, identity.id, monitoringMetricsPublisher)
  scope: applicationInsights
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}
