#!/bin/sh
# Says what is lost, and how to keep it, before everything is deleted. The same in PowerShell: predown.ps1.
set -eu

account=${STORAGE_ACCOUNT_NAME:-the storage account}
echo "This deletes ${AZURE_RESOURCE_GROUP:-the resource group} with the keys of all partners, their scenarios, the baselines and the backups of these."
echo "To keep the backups: az storage blob download-batch --auth-mode login --account-name $account --source backups --destination backups"
if [ "${STORAGE_LOCKED:-}" = true ]; then
  echo "A lock keeps $account. To delete it all the same: az lock delete --name keep --resource-group ${AZURE_RESOURCE_GROUP:-GROUP} --resource-type Microsoft.Storage/storageAccounts --resource $account, then azd env set STORAGE_LOCKED false" >&2
  exit 1
fi
