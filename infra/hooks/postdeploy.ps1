# Waits until the deployed API answers, refreshes the baseline where the admin key is at hand, and says where to look.
# The same for a POSIX shell: postdeploy.sh.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$ProgressPreference = 'SilentlyContinue'

function Fail([string] $text) {
    [Console]::Error.WriteLine($text)
    exit 1
}

if (-not $env:SERVICE_API_URI) { Fail 'SERVICE_API_URI is not set; the provisioning sets it' }
$tries = if ($env:POSTDEPLOY_TRIES) { [int] $env:POSTDEPLOY_TRIES } else { 30 }
$seconds = if ($env:POSTDEPLOY_SECONDS) { [int] $env:POSTDEPLOY_SECONDS } else { 10 }
$answers = $false
while (-not $answers) {
    try {
        $null = Invoke-WebRequest -Uri "$env:SERVICE_API_URI/health" -TimeoutSec 60
        $answers = $true
    }
    catch {
        $tries--
        if ($tries -le 0) {
            $app = if ($env:SERVICE_API_NAME) { $env:SERVICE_API_NAME } else { 'the function app' }
            Fail "$env:SERVICE_API_URI/health did not answer: look into the log stream of $app."
        }
        Start-Sleep -Seconds $seconds
    }
}

if ($env:FORECAST_ADMIN_KEY) {
    try {
        $null = Invoke-WebRequest -Method Post -Uri "$env:SERVICE_API_URI/refreshes" -TimeoutSec 300 -Headers @{ 'x-functions-key' = $env:FORECAST_ADMIN_KEY }
    }
    catch {
        Fail $_.Exception.Message
    }
    Write-Output 'The baseline is refreshed.'
}
else {
    Write-Output 'Refresh the baseline now, rather than at five in the morning: set FORECAST_ADMIN_KEY to the admin key, and azd hooks run postdeploy'
}
Write-Output "The explorer: $($env:SERVICE_API_URI -creplace '/v1$', '')/explorer"
