import { tags as resourceTags } from '../types.bicep'

@description('Required. The name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

@description('Required. The container that the deployed code is kept in.')
param deploymentContainerName string

@description('Required. The workspace that diagnostics are sent to.')
param workspaceId string

@description('Required. Whether the account is replicated over availability zones.')
param zoneRedundant bool

@description('Required. Whether the account is reached by private endpoints only.')
param isPrivate bool

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource deployment 'containers' = {
      name: deploymentContainerName
      properties: { publicAccess: 'None' }
    }
  }

  resource tables 'tableServices' = {
    name: 'default'

    // The app creates what is absent; declared, they are seen, and closed by the same template.
    resource forecastTables 'tables' = [
      for table in [
        'forecastbaselines'
        'forecastruns'
        'forecastrefreshes'
        'forecastkeys'
        'forecastscenarios'
        'forecastfilings'
        'forecastoperations'
        'forecastblocks'
      ]: {
        name: table
      }
    ]
  }
}

// What changes is recorded. Reads are not: there is one for every request, and they would cost more than the service.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'changes'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'changes'
  scope: account::tables
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [
      { category: 'Transaction', enabled: true }
    ]
  }
}
