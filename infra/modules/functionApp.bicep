import { tags as resourceTags } from '../types.bicep'

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

@description('Required. Where telemetry is sent to.')
param applicationInsightsName string

@description('Optional. The subnet that the app calls out through.')
param subnetId string?

@description('Required. The most instances that may run at once.')
param maximumInstanceCount int

@description('Required. The memory of an instance, in MB.')
param instanceMemoryMB int

@description('Required. Instances that are kept running for HTTP.')
param alwaysReadyInstances int

@description('Required. The requests that one instance answers at once.')
param httpConcurrency int

@description('Required. Whether instances are spread over availability zones.')
param zoneRedundant bool

@description('Required. When baselines are refreshed.')
param refreshSchedule string

@description('Required. When runs are pruned.')
param pruneSchedule string

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
    zoneRedundant: zoneRedundant
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
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReadyInstances > 0 ? [{ name: 'http', instanceCount: alwaysReadyInstances }] : []
        triggers: {
          http: { perInstanceConcurrency: httpConcurrency }
        }
      }
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
        { name: 'PlanQueue', value: 'forecast-plans' }
        { name: 'BlockQueue', value: 'forecast-blocks' }
        { name: 'SweepSchedule', value: '0 */5 * * * *' }
        { name: 'RefreshSchedule', value: refreshSchedule }
        { name: 'PruneSchedule', value: pruneSchedule }
        { name: 'Keys__Mode', value: 'closed' }
        { name: 'Keys__AdminHash', value: adminKeyHash }
        ...(empty(entraTenantId)
          ? []
          : [
              { name: 'Keys__Entra__TenantId', value: entraTenantId }
              { name: 'Keys__Entra__Audience', value: entraAudience }
            ])
        // The app answers preflights itself; the site's own CORS would answer them in its place, without regard to who may ask.
        ...(empty(corsAllowedOrigins) ? [] : [{ name: 'Cors__AllowedOrigins', value: corsAllowedOrigins }])
        ...(empty(secEdgarContact) ? [] : [{ name: 'Sources__SecEdgar__Contact', value: secEdgarContact }])
        ...(epochAiEnabled ? [{ name: 'Sources__EpochAi__Enabled', value: 'true' }] : [])
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
