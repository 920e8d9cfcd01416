import { durability as durabilityOfStorage, tags as resourceTags } from '../types.bicep'

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

@description('Required. The container that backups are written to.')
param backupContainerName string

@description('Required. The workspace that changes are logged to, if they are.')
param workspaceName string

@description('Required. How the account keeps what it is given.')
param durability durabilityOfStorage

@description('Required. Whether the account is reached by private endpoints only.')
param isPrivate bool

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_${durability.redundancy}' }
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
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: durability.softDeleteDays }
      containerDeleteRetentionPolicy: { enabled: true, days: durability.softDeleteDays }
    }

    resource containers 'containers' = [
      for container in [deploymentContainerName, backupContainerName]: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  // Old backups go, and so does what was overwritten: the host rewrites its state of timers all the time.
  resource retention 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'backups'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${backupContainerName}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: durability.backupDays } } }
            }
          }
          {
            name: 'versions'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'] }
              actions: { version: { delete: { daysAfterCreationGreaterThan: durability.softDeleteDays } } }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
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
        'forecastcatalogues'
      ]: {
        name: table
      }
    ]
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'

  // Beside them, the platform keeps those of messages that came too often.
  resource forecastQueues 'queues' = [
    for queue in ['forecast-plans', 'forecast-blocks']: {
      name: queue
    }
  ]
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (durability.locked) {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Partners\' keys, their scenarios and the baselines are in here, and cannot be made again.'
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

// What changes is recorded, where that is asked for. Reads never are: there is one for every request.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (durability.logged) {
  name: 'changes'
  scope: account::blobs
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (durability.logged) {
  name: 'changes'
  scope: account::tables
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (durability.logged) {
  name: 'changes'
  scope: queues
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}
