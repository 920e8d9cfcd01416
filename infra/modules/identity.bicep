import { tags as resourceTags } from '../types.bicep'

@description('Required. The name of the identity.')
param name string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

// One identity for storage, telemetry and the deployment package. It is not the app's own, so that roles can be given
// before the app exists, and outlive it.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Whom roles are given to.')
output principalId string = identity.properties.principalId
