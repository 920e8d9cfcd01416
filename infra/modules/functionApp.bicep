import { scale as scaleOfApp, settings, tags as resourceTags } from '../types.bicep'

@description('Required. The name of the function app. Beyond 32 characters, two apps could take each other for one.')
@minLength(2)
@maxLength(32)
param name string

@description('Required. The name of the plan.')
param planName string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

@description('Required. The identity that the app has.')
param identityName string

@description('Required. The storage account of host and app.')
param storageAccountName string

@description('Required. The container that the deployed code is kept in.')
param deploymentContainerName string

@description('Required. The container that backups are written to.')
param backupContainerName string

@description('Required. Where telemetry is sent to.')
param applicationInsightsName string

@description('Optional. The subnet that the app calls out through.')
param subnetId string?

@description('Required. How the app scales.')
param scale scaleOfApp

@description('Required. What the app reads, but for what stands here')
param appSettings settings

@description('Required. The SHA-256 of the first admin key, or nothing.')
@secure()
param adminKeyHash string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: scale.zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    // Nobody reaches /admin from outside, also not with a master key. The property is documented, and absent from the published type.
    #disable-next-line BCP037
    functionsRuntimeAdminIsolationEnabled: true
    virtualNetworkSubnetId: subnetId
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${storageAccountName}.blob.${environment().suffixes.storage}/${deploymentContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: scale.maximumInstanceCount
        instanceMemoryMB: scale.instanceMemoryMB
        alwaysReady: scale.alwaysReadyInstances > 0 ? [{ name: 'http', instanceCount: scale.alwaysReadyInstances }] : []
        triggers: {
          http: { perInstanceConcurrency: scale.httpConcurrency }
        }
      }
      // Absent from the published type, as the platform has it in preview.
      #disable-next-line BCP037
      siteUpdateStrategy: { type: scale.rollingUpdates ? 'RollingUpdate' : 'Recreate' }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      appSettings: [
        { name: 'AzureWebJobsStorage__accountName', value: storageAccountName }
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'AzureWebJobsStorage__clientId', value: identity.properties.clientId }
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: applicationInsights.properties.ConnectionString }
        {
          name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
          value: 'ClientId=${identity.properties.clientId};Authorization=AAD'
        }
        // Just above the largest body that a resource takes: the host reads a body, at up to 70 times its size in memory,
        // before the app can ask for a key.
        { name: 'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT', value: '2621440' }
        { name: 'Tables__ServiceUri', value: 'https://${storageAccountName}.table.${environment().suffixes.storage}' }
        { name: 'Tables__ClientId', value: identity.properties.clientId }
        { name: 'Queues__ServiceUri', value: 'https://${storageAccountName}.queue.${environment().suffixes.storage}' }
        { name: 'Queues__ClientId', value: identity.properties.clientId }
        { name: 'Backups__ServiceUri', value: 'https://${storageAccountName}.blob.${environment().suffixes.storage}' }
        { name: 'Backups__ClientId', value: identity.properties.clientId }
        { name: 'Backups__Container', value: backupContainerName }
        { name: 'Keys__AdminHash', value: adminKeyHash }
        ...map(items(appSettings), setting => { name: setting.key, value: setting.value })
      ]
    }
  }

  // Code is deployed with a token of Entra ID; names and passwords for publishing are switched off.
  resource ftpPublishing 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scmPublishing 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('Where the app answers.')
output address string = 'https://${app.properties.defaultHostName}'
