targetScope = 'subscription'

import { isFirstOfMonth, isGuid, isHashes, isSchedule } from 'checks.bicep'
import { budget, network, settings } from 'types.bicep'

@description('Required. The name of the installation. It names the resource group, and everything else is derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Required. The region.')
@minLength(1)
param location string

@description('Optional. The most instances that may run at once, in each group of functions that scales by itself: HTTP, and each timer.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Optional. The memory of an instance in MB: 2048 with one core, or 4096 with two.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('Optional. Instances that are kept running for HTTP, for answers without a cold start. They are billed while idle.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Optional. The requests that one instance answers at once, before another is started: 4 with one core, 8 with two, unless said.')
@minValue(1)
@maxValue(18)
param httpConcurrency int?

@description('Optional. Whether instances and storage are spread over availability zones, where the region has them.')
param zoneRedundant bool = false

@description('Optional. Whether a deployment drains instances one after the other, rather than restart all at once. The platform has it in preview.')
param rollingUpdates bool = false

@description('Optional. How the storage is replicated: LRS, ZRS, GRS or GZRS. Unless said, over zones where instances are, else locally.')
@allowed(['LRS', 'ZRS', 'GRS', 'GZRS'])
param storageRedundancy string?

@description('Optional. Whether a lock keeps the storage from being deleted. To make one takes an owner; azd down asks to remove it first.')
param storageLocked bool = false

@description('Optional. Whether each change of the storage is logged: a row for every write, which costs more than the writes.')
param storageLogged bool = false

@description('Optional. Days for which a blob can be had back after it was deleted or overwritten.')
@minValue(7)
@maxValue(365)
param softDeleteDays int = 14

@description('Optional. When keys, scenarios and baselines are written to a blob: six fields, in UTC.')
@minLength(11)
param backupSchedule string = '0 30 3 * * *'

@description('Optional. Days for which backups are kept.')
@minValue(7)
@maxValue(3650)
param backupDays int = 35

@description('Optional. Hours without a backup after which an alert is raised: the schedule, plus a grace.')
@minValue(1)
@maxValue(48)
param backupAlertHours int = 26

@description('Optional. When baselines are refreshed: six fields, in UTC.')
@minLength(11)
param refreshSchedule string = '0 0 5 * * *'

@description('Optional. When runs that are no longer asked for are removed: six fields, in UTC.')
@minLength(11)
param pruneSchedule string = '0 0 4 * * 0'

@description('Optional. Hours without a successful refresh after which an alert is raised: the schedule, plus a grace.')
@minValue(1)
@maxValue(48)
param refreshAlertHours int = 26

@description('Optional. Days since the end of the newest quarter that is known, after which the baseline is told to be old: the next quarter, and up to 53 days to report it.')
@minValue(1)
@maxValue(3650)
param baselineAlertDays int = 150

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

@description('Optional. Further settings of the app by their names, such as Runs__PruneAfterDays; those that have a parameter here are set by it.')
param extraAppSettings settings = {}

@description('Optional. The object id of who may look into the installation, its tables and its backups: a user, a group, or an application.')
param operatorPrincipalId string = ''

@description('Optional. Who is told of alerts, by e-mail. Without it and without a webhook they show in the portal only.')
param alertEmail string = ''

@description('Optional. Where alerts are posted to in the common alert schema: an https address.')
@secure()
param alertWebhook string = ''

@description('Optional. A monthly budget, of which the receivers of alerts are told at 80 % and at 100 %. It stops nothing.')
param monthlyBudget budget?

@description('Optional. Seconds between two availability tests from each of three places. Every test is billed.')
@allowed([300, 600, 900])
param availabilityTestSeconds int = 900

@description('Optional. Days for which telemetry is kept, as the platform offers them.')
@allowed([30, 31, 60, 90, 120, 180, 270, 365, 550, 730])
param telemetryDays int = 30

@description('Optional. The most telemetry that is taken in a day, in GB. What comes after is lost until the next day, and an alert says so.')
@minValue(1)
@maxValue(4000)
param telemetryDailyGB int = 1

@description('Optional. Whether the storage is closed to the internet, and reached through a virtual network that is made for it.')
param vnetEnabled bool = false

@description('Optional. The addresses of that network: a range of 256 or more.')
@minLength(9)
@maxLength(18)
param vnetAddressPrefix string = '10.0.0.0/24'

@description('Optional. Whether that network has a NAT gateway. Without one, and without another way out, no source and no telemetry can be reached.')
param natGatewayEnabled bool = true

@description('Optional. A network that exists, instead of one that is made; the storage is closed to the internet then too.')
param existingNetwork network?

// The gate of an instance admits nine requests for each of its cores; beyond that it answers 503, before the platform starts another instance.
var cores = instanceMemoryMB == 4096 ? 2 : 1
var concurrency = httpConcurrency ?? 4 * cores
var redundancy = storageRedundancy ?? (zoneRedundant ? 'ZRS' : 'LRS')
var taken = intersection(objectKeys(extraAppSettings), objectKeys(ownSettings))
var refused = filter(
  objectKeys(extraAppSettings),
  name =>
    startsWith(name, 'WEBSITE_') || startsWith(name, 'FUNCTIONS_') || startsWith(name, 'AzureWebJobsStorage') || startsWith(
      name,
      'APPLICATIONINSIGHTS_'
    ) || startsWith(name, 'Tables__') || name == 'Keys__AdminHash' || startsWith(name, 'Queues__') || name == 'Backups__ServiceUri' || name == 'Backups__ClientId'
)
var faults = filter(
  [
    concurrency > 9 * cores
      ? 'HTTP_CONCURRENCY is ${concurrency}; an instance of ${instanceMemoryMB} MB admits ${9 * cores} requests, so it is at most that.'
      : ''
    alwaysReadyInstances > maximumInstanceCount
      ? 'ALWAYS_READY_INSTANCES is ${alwaysReadyInstances}; it is at most MAXIMUM_INSTANCE_COUNT, which is ${maximumInstanceCount}.'
      : ''
    zoneRedundant && (redundancy == 'LRS' || redundancy == 'GRS')
      ? 'STORAGE_REDUNDANCY is ${redundancy}; with ZONE_REDUNDANT it is ZRS or GZRS.'
      : ''
    isSchedule(refreshSchedule)
      ? ''
      : 'REFRESH_SCHEDULE is \'${refreshSchedule}\'; it has six fields, such as 0 0 5 * * *.'
    isSchedule(pruneSchedule) ? '' : 'PRUNE_SCHEDULE is \'${pruneSchedule}\'; it has six fields, such as 0 0 4 * * 0.'
    isSchedule(backupSchedule)
      ? ''
      : 'BACKUP_SCHEDULE is \'${backupSchedule}\'; it has six fields, such as 0 30 3 * * *.'
    empty(entraTenantId) || isGuid(entraTenantId) ? '' : 'ENTRA_TENANT_ID is \'${entraTenantId}\'; it is a GUID.'
    empty(entraTenantId) == empty(entraAudience)
      ? ''
      : 'ENTRA_TENANT_ID and ENTRA_AUDIENCE go together; one of them is not set.'
    empty(operatorPrincipalId) || isGuid(operatorPrincipalId)
      ? ''
      : 'OPERATOR_PRINCIPAL_ID is \'${operatorPrincipalId}\'; it is the GUID of an object.'
    monthlyBudget == null || isFirstOfMonth(monthlyBudget!.startDate)
      ? ''
      : 'BUDGET_START is \'${monthlyBudget!.startDate}\'; it is the first day of a month, such as 2026-12-01.'
    vnetEnabled && existingNetwork != null
      ? 'VNET_ENABLED makes a network, and EXISTING_APP_SUBNET_ID names one that exists: set one of them.'
      : ''
    empty(taken)
      ? ''
      : 'EXTRA_APP_SETTINGS has ${join(taken, ', ')}, which the template sets; use the variable that it has for this.'
    empty(refused)
      ? ''
      : 'EXTRA_APP_SETTINGS has ${join(refused, ', ')}, which is the platform\'s or the template\'s to set.'
  ],
  fault => !empty(fault)
)

// Before anything is created: this is what the resource group is called. What is secret may be in no name, and is checked where it is passed on.
var name = empty(faults) ? environmentName : fail(join(faults, ' '))
var tags = { 'azd-env-name': environmentName }

// What the app reads, but for what only the deployment knows.
var ownSettings = union(
  {
    RefreshSchedule: refreshSchedule
    PruneSchedule: pruneSchedule
    BackupSchedule: backupSchedule
    SweepSchedule: '0 */5 * * * *'
    PlanQueue: 'forecast-plans'
    BlockQueue: 'forecast-blocks'
    Keys__Mode: 'closed'
  },
  empty(entraTenantId) ? {} : { Keys__Entra__TenantId: entraTenantId, Keys__Entra__Audience: entraAudience },
  // The app answers preflights itself; the site's own CORS would answer them in its place, without regard to who may ask.
  empty(corsAllowedOrigins) ? {} : { Cors__AllowedOrigins: corsAllowedOrigins },
  empty(secEdgarContact) ? {} : { Sources__SecEdgar__Contact: secEdgarContact },
  epochAiEnabled ? { Sources__EpochAi__Enabled: 'true' } : {}
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${name}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: toLower(uniqueString(subscription().id, environmentName, location))
    scale: {
      maximumInstanceCount: maximumInstanceCount
      instanceMemoryMB: instanceMemoryMB
      alwaysReadyInstances: alwaysReadyInstances
      httpConcurrency: concurrency
      zoneRedundant: zoneRedundant
      rollingUpdates: rollingUpdates
    }
    durability: {
      redundancy: redundancy
      locked: storageLocked
      softDeleteDays: softDeleteDays
      backupDays: backupDays
      logged: storageLogged
    }
    appSettings: union(extraAppSettings, ownSettings)
    adminKeyHash: empty(adminKeyHash) || isHashes(adminKeyHash)
      ? adminKeyHash
      : fail('ADMIN_KEY_HASH is not a SHA-256 in 64 hexadecimal digits, or two with a comma between.')
    thresholds: {
      refreshHours: refreshAlertHours
      backupHours: backupAlertHours
      baselineDays: baselineAlertDays
      testSeconds: availabilityTestSeconds
    }
    receivers: {
      email: alertEmail
      webhook: empty(alertWebhook) || startsWith(alertWebhook, 'https://')
        ? alertWebhook
        : fail('ALERT_WEBHOOK is not an https address.')
    }
    monthlyBudget: monthlyBudget
    telemetryDays: telemetryDays
    telemetryDailyGB: telemetryDailyGB
    operatorPrincipalId: operatorPrincipalId
    vnetAddressPrefix: vnetEnabled ? vnetAddressPrefix : null
    natGatewayEnabled: natGatewayEnabled
    existingNetwork: existingNetwork
  }
}

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The function app, for the deployment of the code.')
output SERVICE_API_NAME string = resources.outputs.functionAppName

@description('Where the API answers.')
output SERVICE_API_URI string = resources.outputs.apiAddress

@description('The storage account with the tables and the backups.')
output STORAGE_ACCOUNT_NAME string = resources.outputs.storageAccountName
