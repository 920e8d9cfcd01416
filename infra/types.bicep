@export()
@description('Tags of a resource, by name.')
type tags = {
  @description('The value of a tag.')
  *: string
}

@export()
@description('Settings of the app, by the name of their environment variable. No secret is among them.')
type settings = {
  @description('The value of a setting.')
  *: string
}

@export()
@description('What may be spent in a month before somebody is told.')
type budget = {
  @description('The amount, in the currency of the billing account.')
  @minValue(1)
  amount: int

  @description('The first day of the month that the budget begins with, as 2026-12-01. It cannot be changed later.')
  @minLength(10)
  @maxLength(10)
  startDate: string
}

@export()
@description('How the app scales.')
type scale = {
  @description('The most instances that may run at once, in each group of functions that scales by itself.')
  @minValue(1)
  @maxValue(1000)
  maximumInstanceCount: int

  @description('The memory of an instance, in MB.')
  instanceMemoryMB: (2048 | 4096)

  @description('Instances that are kept running for HTTP.')
  @minValue(0)
  @maxValue(20)
  alwaysReadyInstances: int

  @description('The requests that one instance answers at once.')
  @minValue(1)
  httpConcurrency: int

  @description('Whether instances are spread over availability zones.')
  zoneRedundant: bool

  @description('Whether a deployment drains instances one after the other, rather than restart all at once.')
  rollingUpdates: bool
}

@export()
@description('How the storage keeps what it is given.')
type durability = {
  @description('Locally redundant, over zones, over regions, or over both.')
  redundancy: ('LRS' | 'ZRS' | 'GRS' | 'GZRS')

  @description('Whether a lock keeps the account from being deleted.')
  locked: bool

  @description('Days for which a blob can be had back after it was deleted or overwritten.')
  @minValue(7)
  @maxValue(365)
  softDeleteDays: int

  @description('Days for which backups are kept.')
  @minValue(7)
  @maxValue(3650)
  backupDays: int

  @description('Whether each change of the storage is logged.')
  logged: bool
}

@export()
@description('Who is told of alerts.')
type receivers = {
  @description('An e-mail address, or nothing.')
  email: string

  @description('An https address that alerts are posted to, or nothing.')
  @secure()
  webhook: string
}

@export()
@description('When somebody is told.')
type thresholds = {
  @description('Hours without a successful refresh.')
  @minValue(1)
  @maxValue(48)
  refreshHours: int

  @description('Hours without a backup.')
  @minValue(1)
  @maxValue(48)
  backupHours: int

  @description('Days since the end of the newest quarter that is known.')
  @minValue(1)
  @maxValue(3650)
  baselineDays: int

  @description('Seconds between two availability tests.')
  testSeconds: (300 | 600 | 900)
}

@export()
@description('A network that exists already, in a landing zone say.')
type network = {
  @description('The id of the subnet that the app calls out through, delegated to Microsoft.App/environments.')
  appSubnetId: string

  @description('The id of the subnet that the private endpoints stand in.')
  endpointSubnetId: string

  @description('The ids of the private DNS zones of blobs, tables and queues; nothing where a policy enters endpoints into zones.')
  zones: zones?
}

@export()
@description('The ids of private DNS zones.')
type zones = {
  @description('The zone of blobs.')
  blob: string

  @description('The zone of tables.')
  table: string

  @description('The zone of queues.')
  queue: string
}
