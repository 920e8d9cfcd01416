import { tags as resourceTags, zones as dnsZones } from '../types.bicep'

@description('Required. The storage account that is reached.')
param storageAccountName string

@description('Required. The subnet that the endpoints stand in.')
param subnetId string

@description('Optional. The zones that the endpoints are entered into; nothing where a policy does that.')
param zones dnsZones?

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

// What is asked of the storage.
var services = ['blob', 'table', 'queue']

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName
}

resource endpoints 'Microsoft.Network/privateEndpoints@2025-01-01' = [
  for service in services: {
    name: 'pe-${storageAccountName}-${service}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: service
          properties: {
            privateLinkServiceId: account.id
            groupIds: [service]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-01-01' = [
  for (service, index) in services: if (zones != null) {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: service
          properties: { privateDnsZoneId: zones![service] }
        }
      ]
    }
  }
]
