# Says all that is wrong with the variables of a deployment before it begins, and makes the first admin key where there is none.
# The same for a POSIX shell: preprovision.sh.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$faults = [System.Collections.Generic.List[string]]::new()

function ValueOf([string] $name) { [string] [Environment]::GetEnvironmentVariable($name) }

function IsNumber([string] $value) { $value -cmatch '^[0-9]{1,9}$' }

function Between([string] $name, [int] $least, [int] $most) {
    $value = ValueOf $name
    if ($value -and -not ((IsNumber $value) -and [int] $value -ge $least -and [int] $value -le $most)) {
        $faults.Add("$name is '$value'; it is a whole number from $least to $most.")
    }
}

function OneOf([string] $name, [string] $words) {
    $value = ValueOf $name
    if ($value -and $words.Split(' ') -cnotcontains $value) { $faults.Add("$name is '$value'; it is one of: $words.") }
}

function Like([string] $name, [string] $pattern, [string] $what) {
    $value = ValueOf $name
    if ($value -and $value -cnotmatch "^(?:$pattern)`$") { $faults.Add("$name is '$value'; it is $what.") }
}

$least = 0, 0, 0, 1, 1, 0
$most = 59, 59, 23, 31, 12, 6
$names = @{ 4 = 'jan feb mar apr may jun jul aug sep oct nov dec'.Split(' '); 5 = 'sun mon tue wed thu fri sat'.Split(' ') }

function Known([string] $word, [int] $field) {
    if ($word -cmatch '^[0-9]{1,2}$') { return [int] $word }
    if ($names.ContainsKey($field) -and ($place = [array]::IndexOf($names[$field], $word.ToLowerInvariant())) -ge 0) {
        return $place + $least[$field]
    }
    return -1
}

function IsItem([string] $item, [int] $field) {
    $parts = $item.Split('/')
    if ($parts.Count -gt 2 -or ($parts.Count -eq 2 -and -not ((IsNumber $parts[1]) -and [int] $parts[1] -ge 1))) { return $false }
    if ($parts[0] -ceq '*') { return $true }
    $ends = $parts[0].Split('-')
    if ($ends.Count -gt 2) { return $false }
    $from = Known $ends[0] $field
    $to = Known $ends[-1] $field
    return $from -ge $least[$field] -and $to -le $most[$field] -and $from -le $to
}

function Schedule([string] $name, [string] $example) {
    $value = ValueOf $name
    if (-not $value) { return }
    $fields = @($value.Split(' ', [StringSplitOptions]::RemoveEmptyEntries))
    $good = $fields.Count -eq 6
    for ($field = 0; $good -and $field -lt 6; $field++) {
        foreach ($item in $fields[$field].Split(',')) { if (-not (IsItem $item $field)) { $good = $false } }
    }
    if (-not $good) { $faults.Add("$name is '$value'; it is a schedule of six fields in UTC, such as $example.") }
}

Like AZURE_ENV_NAME '[A-Za-z0-9][A-Za-z0-9-]{0,63}' 'up to 64 letters, digits and hyphens, and begins with no hyphen'
Between MAXIMUM_INSTANCE_COUNT 1 1000
OneOf INSTANCE_MEMORY_MB '2048 4096'
Between ALWAYS_READY_INSTANCES 0 20
$admitted = if ((ValueOf INSTANCE_MEMORY_MB) -eq '4096') { 18 } else { 9 }
Between HTTP_CONCURRENCY 1 $admitted
$alwaysReady = ValueOf ALWAYS_READY_INSTANCES
$maximum = if (ValueOf MAXIMUM_INSTANCE_COUNT) { ValueOf MAXIMUM_INSTANCE_COUNT } else { '40' }
if ((IsNumber $alwaysReady) -and (IsNumber $maximum) -and [int] $alwaysReady -gt [int] $maximum) {
    $faults.Add("ALWAYS_READY_INSTANCES is '$alwaysReady'; it is at most MAXIMUM_INSTANCE_COUNT, which is $maximum.")
}
foreach ($name in 'ZONE_REDUNDANT', 'ROLLING_UPDATES', 'STORAGE_LOCKED', 'STORAGE_LOGGED', 'EPOCH_AI_ENABLED', 'VNET_ENABLED', 'NAT_GATEWAY_ENABLED') {
    OneOf $name 'true false'
}
OneOf STORAGE_REDUNDANCY 'LRS ZRS GRS GZRS'
if ((ValueOf ZONE_REDUNDANT) -ceq 'true' -and 'LRS', 'GRS' -ccontains (ValueOf STORAGE_REDUNDANCY)) {
    $faults.Add("STORAGE_REDUNDANCY is '$(ValueOf STORAGE_REDUNDANCY)'; with ZONE_REDUNDANT it is ZRS or GZRS.")
}
Between SOFT_DELETE_DAYS 7 365
Between BACKUP_DAYS 7 3650
Between BACKUP_ALERT_HOURS 1 48
Between REFRESH_ALERT_HOURS 1 48
Between BASELINE_ALERT_DAYS 1 3650
Schedule BACKUP_SCHEDULE '0 30 3 * * *'
Schedule REFRESH_SCHEDULE '0 0 5 * * *'
Schedule PRUNE_SCHEDULE '0 0 4 * * 0'
Like CORS_ALLOWED_ORIGINS '\*|https?://[^,/ ]+(,https?://[^,/ ]+)*' 'origins such as https://app.example.com with commas between them, or *'
Like SEC_EDGAR_CONTACT '.*[^ @]+@[^ @]+\.[^ @]+.*' 'a name and an e-mail address, such as Forecast Team forecast@example.com'
Like EXTRA_APP_SETTINGS '\{.*\}' 'an object of JSON, such as {"Runs__PruneAfterDays":"30"}'
$guid = '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'
Like ENTRA_TENANT_ID $guid 'the GUID of a tenant'
Like OPERATOR_PRINCIPAL_ID $guid 'the GUID of a user, a group or an application'
if ((ValueOf ENTRA_TENANT_ID) -and -not (ValueOf ENTRA_AUDIENCE)) { $faults.Add('ENTRA_AUDIENCE is not set; it goes with ENTRA_TENANT_ID.') }
if (-not (ValueOf ENTRA_TENANT_ID) -and (ValueOf ENTRA_AUDIENCE)) { $faults.Add('ENTRA_TENANT_ID is not set; it goes with ENTRA_AUDIENCE.') }
Like ADMIN_KEY_HASH '[0-9A-Fa-f]{64}(,[0-9A-Fa-f]{64})*' 'the SHA-256 of a key in 64 hexadecimal digits, or two with a comma between'
Like ALERT_EMAIL '[^ @]+@[^ @]+\.[^ @]+' 'an e-mail address'
Like ALERT_WEBHOOK 'https://[^ ]+' 'an https address'
Between BUDGET_AMOUNT 1 999999999
Like BUDGET_START '[0-9]{4}-(0[1-9]|1[0-2])-01' 'the first day of a month, such as 2026-12-01'
if ((ValueOf BUDGET_AMOUNT) -and -not (ValueOf BUDGET_START)) { $faults.Add('BUDGET_START is not set; it goes with BUDGET_AMOUNT.') }
OneOf AVAILABILITY_TEST_SECONDS '300 600 900'
OneOf TELEMETRY_DAYS '30 31 60 90 120 180 270 365 550 730'
Between TELEMETRY_DAILY_GB 1 4000
Like VNET_ADDRESS_PREFIX '([0-9]{1,3}\.){3}[0-9]{1,3}/(8|9|1[0-9]|2[0-4])' 'a range of at least 256 addresses, such as 10.0.0.0/24'
$subnet = '/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+'
$zone = '/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateDnsZones/[^/]+'
Like EXISTING_APP_SUBNET_ID $subnet 'the id of a subnet'
Like EXISTING_ENDPOINT_SUBNET_ID $subnet 'the id of a subnet'
Like EXISTING_BLOB_ZONE_ID $zone 'the id of a private DNS zone'
Like EXISTING_TABLE_ZONE_ID $zone 'the id of a private DNS zone'
Like EXISTING_QUEUE_ZONE_ID $zone 'the id of a private DNS zone'
if ((ValueOf EXISTING_APP_SUBNET_ID) -and -not (ValueOf EXISTING_ENDPOINT_SUBNET_ID)) {
    $faults.Add('EXISTING_ENDPOINT_SUBNET_ID is not set; it goes with EXISTING_APP_SUBNET_ID.')
}
if ((ValueOf EXISTING_APP_SUBNET_ID) -and (ValueOf VNET_ENABLED) -ceq 'true') {
    $faults.Add('VNET_ENABLED makes a network, and EXISTING_APP_SUBNET_ID names one that exists; set one of them.')
}

$region = (ValueOf AZURE_LOCATION).ToLowerInvariant().Replace(' ', '')
if ($region) {
    $isZonal = (ValueOf ZONE_REDUNDANT) -ceq 'true'
    $zones = @(if ($isZonal) { '--zone-redundant', 'true' })
    $regions = @()
    if (Get-Command az -ErrorAction Ignore) {
        $regions = @(az functionapp list-flexconsumption-locations @zones --query '[].name' --output tsv 2>$null | Where-Object { $_ })
        if ($LASTEXITCODE -ne 0) { $regions = @() }
    }
    if (-not $regions) {
        Write-Output "Whether $region has Flex Consumption was not checked: the Azure CLI is not here, or not signed in."
    }
    elseif (@($regions | ForEach-Object { $_.ToLowerInvariant().Replace(' ', '') }) -ccontains $region) {
        $versions = @(az functionapp list-flexconsumption-runtimes --location $region --runtime dotnet-isolated --query '[].version' --output tsv 2>$null | Where-Object { $_ })
        if ($LASTEXITCODE -eq 0 -and $versions -and -not ($versions -match '^10(\.0)?$')) {
            $faults.Add("AZURE_LOCATION is '$(ValueOf AZURE_LOCATION)'; Flex Consumption has no .NET 10 there.")
        }
    }
    else {
        $over = if ($isZonal) { ' over zones' } else { '' }
        $faults.Add("AZURE_LOCATION is '$(ValueOf AZURE_LOCATION)'; it is a region that has Flex Consumption$over, such as $($regions[0]).")
    }
}

$hasNoKey = -not (ValueOf ADMIN_KEY_HASH) -and -not (ValueOf ENTRA_TENANT_ID)
if ($hasNoKey -and (ValueOf CI)) {
    $faults.Add('ADMIN_KEY_HASH is not set; make a key on a machine of your own, since one made here would stand in the log.')
}

if ($faults.Count) {
    foreach ($fault in $faults) { [Console]::Error.WriteLine($fault) }
    [Console]::Error.WriteLine('Nothing was created. Set a variable by: azd env set NAME value')
    exit 1
}

if ($hasNoKey) {
    $bytes = [System.Security.Cryptography.RandomNumberGenerator]::GetBytes(32)
    $key = 'ff_admin_' + [Convert]::ToBase64String($bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=')
    $hash = [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($key))).ToLowerInvariant()
    azd env set ADMIN_KEY_HASH $hash
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    Write-Output 'The first admin key. It is shown this once and kept nowhere: put it into your password store.'
    Write-Output "  $key"
}
