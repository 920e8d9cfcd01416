targetScope = 'subscription'

import { budget } from 'types.bicep'

@description('Required. The name of the installation. It names the resource group, and everything else is derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Required. The region.')
@minLength(1)
param location string

@description('Optional. The most instances that may run at once: the ceiling of what a load can cost. 40 is the lowest that the platform takes.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Optional. The memory of an instance in MB: 2048, or 4096.')
@minValue(2048)
@maxValue(4096)
param instanceMemoryMB int = 2048

@description('Optional. Instances that are kept running for HTTP, for answers without a cold start. They are billed while idle.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Optional. The requests that one instance answers at once, before another is started.')
@minValue(1)
@maxValue(100)
param httpConcurrency int = 16

@description('Optional. Whether instances and storage are spread over availability zones, where the region has them.')
param zoneRedundant bool = false

@description('Optional. When baselines are refreshed: six fields, in UTC.')
param refreshSchedule string = '0 0 5 * * *'

@description('Optional. When runs that are no longer asked for are removed: six fields, in UTC.')
param pruneSchedule string = '0 0 4 * * 0'

@description('Optional. Hours without a successful refresh after which an alert is raised: the schedule, plus a grace.')
@minValue(1)
@maxValue(48)
param refreshAlertHours int = 26

@description('Optional. Days without a new figure after which the baseline is told to be old: a quarter, and the time to report it.')
@minValue(1)
param baselineAlertDays int = 120

@description('Optional. Whom the SEC may write to, a name and an e-mail address: with it, company filings are read.')
param secEdgarContact string = ''

@description('Optional. The sites whose pages may read answers: origins with commas between them, or * for all. Without it, none.')
param corsAllowedOrigins string = ''

@description('Optional. Whether the chip counts of Epoch AI are read.')
param epochAiEnabled bool = false

@description('Optional. The SHA-256 of the first admin key, in hexadecimal digits. Without it, and without tokens, nobody can issue keys.')
@secure()
param adminKeyHash string = ''

@description('Optional. The tenant whose tokens of Microsoft Entra ID are taken beside keys: its id.')
param entraTenantId string = ''

@description('Optional. The audience of these tokens: the id or the URI of the application that stands for this API.')
param entraAudience string = ''

@description('Optional. Who is told of alerts, by e-mail. Without it they show in the portal only.')
param alertEmail string = ''

@description('Optional. A monthly budget, of which the e-mail address is told at 80 % and at 100 %. It stops nothing.')
param monthlyBudget budget?

@description('Optional. Seconds between two availability tests from each of three places: 300, 600 or 900. Every test is billed.')
@minValue(300)
@maxValue(900)
param availabilityTestSeconds int = 900

@description('Optional. Days for which telemetry is kept.')
@minValue(30)
@maxValue(730)
param telemetryDays int = 30

@description('Optional. The most telemetry that is taken in a day, in GB. What comes after is lost until the next day.')
@minValue(1)
param telemetryDailyGB int = 1

@description('Optional. Whether the storage is closed to the internet, and reached through a virtual network.')
param vnetEnabled bool = false

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: toLower(uniqueString(subscription().id, environmentName, location))
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyInstances: alwaysReadyInstances
    httpConcurrency: httpConcurrency
    zoneRedundant: zoneRedundant
    refreshSchedule: refreshSchedule
    pruneSchedule: pruneSchedule
    refreshAlertHours: refreshAlertHours
    baselineAlertDays: baselineAlertDays
    secEdgarContact: secEdgarContact
    corsAllowedOrigins: corsAllowedOrigins
    epochAiEnabled: epochAiEnabled
    adminKeyHash: adminKeyHash
    entraTenantId: entraTenantId
    entraAudience: entraAudience
    alertEmail: alertEmail
    monthlyBudget: monthlyBudget
    availabilityTestSeconds: availabilityTestSeconds
    telemetryDays: telemetryDays
    telemetryDailyGB: telemetryDailyGB
    vnetEnabled: vnetEnabled
  }
}

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The function app, for the deployment of the code.')
output SERVICE_API_NAME string = resources.outputs.functionAppName

@description('Where the API answers.')
output SERVICE_API_URI string = resources.outputs.apiAddress
