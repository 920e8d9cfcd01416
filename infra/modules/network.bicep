import { tags as resourceTags } from '../types.bicep'

@description('Required. The name of the virtual network.')
param name string

@description('Required. Its addresses: a range of 256 or more.')
param addressPrefix string

@description('Required. The subnet that the app calls out through.')
param appSubnetName string

@description('Required. The subnet that the private endpoints stand in.')
param endpointSubnetName string

@description('Required. Whether it has a NAT gateway, by which the app reaches its sources and its telemetry.')
param natGatewayEnabled bool

@description('Required. What makes names unique.')
param token string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

var appAddresses = cidrSubnet(addressPrefix, 25, 0)
var endpointAddresses = cidrSubnet(addressPrefix, 28, 8)

// Nobody calls into the app through its subnet: requests come by its public address.
resource appRules 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nsg-forecast-app-${token}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'nothing-in'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// The storage is reached by the app, over TLS, and by nothing else.
resource endpointRules 'Microsoft.Network/networkSecurityGroups@2025-01-01' = {
  name: 'nsg-forecast-storage-${token}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'app-in'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: appAddresses
          sourcePortRange: '*'
          destinationAddressPrefix: endpointAddresses
          destinationPortRange: '443'
        }
      }
      {
        name: 'nothing-else-in'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource outboundAddress 'Microsoft.Network/publicIPAddresses@2025-01-01' = if (natGatewayEnabled) {
  name: 'pip-forecast-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource natGateway 'Microsoft.Network/natGateways@2025-01-01' = if (natGatewayEnabled) {
  name: 'ng-forecast-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIpAddresses: [{ id: outboundAddress.id }]
  }
}

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: appSubnetName
        properties: {
          addressPrefix: appAddresses
          networkSecurityGroup: { id: appRules.id }
          natGateway: natGatewayEnabled ? { id: natGateway.id } : null
          defaultOutboundAccess: false
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: endpointSubnetName
        properties: {
          addressPrefix: endpointAddresses
          networkSecurityGroup: { id: endpointRules.id }
          // Without it the rules above are not applied to private endpoints.
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
          // Nothing in here calls out.
          defaultOutboundAccess: false
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in ['blob', 'table', 'queue']: {
    name: 'privatelink.${service}.${environment().suffixes.storage}'
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for index in range(0, 3): {
    parent: zones[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: virtualNetwork.id }
    }
  }
]
