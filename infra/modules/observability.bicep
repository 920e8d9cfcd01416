import { tags as resourceTags } from '../types.bicep'

@description('Required. The name of the workspace.')
param workspaceName string

@description('Required. The name of the Application Insights component.')
param applicationInsightsName string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

@description('Required. Days for which telemetry is kept.')
param retentionDays int

@description('Required. The most that is taken in a day, in GB.')
param dailyGB int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    workspaceCapping: { dailyQuotaGb: dailyGB }
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // The connection string alone sends nothing: a token of the identity is needed.
    DisableLocalAuth: true
  }
}
