# Says what is lost, and how to keep it, before everything is deleted. The same for a POSIX shell: predown.sh.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$account = if ($env:STORAGE_ACCOUNT_NAME) { $env:STORAGE_ACCOUNT_NAME } else { 'the storage account' }
$group = if ($env:AZURE_RESOURCE_GROUP) { $env:AZURE_RESOURCE_GROUP } else { 'the resource group' }
Write-Output "This deletes $group with the keys of all partners, their scenarios, the baselines and the backups of these."
Write-Output "To keep the backups: az storage blob download-batch --auth-mode login --account-name $account --source backups --destination backups"
if ($env:STORAGE_LOCKED -ceq 'true') {
    $named = if ($env:AZURE_RESOURCE_GROUP) { $env:AZURE_RESOURCE_GROUP } else { 'GROUP' }
    [Console]::Error.WriteLine("A lock keeps $account. To delete it all the same: az lock delete --name keep --resource-group $named --resource-type Microsoft.Storage/storageAccounts --resource $account, then azd env set STORAGE_LOCKED false")
    exit 1
}
