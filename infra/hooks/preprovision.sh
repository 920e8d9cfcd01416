#!/bin/sh
# Says all that is wrong with the variables of a deployment before it begins, and makes the first admin key where there is none.
# The same in PowerShell: preprovision.ps1.
set -eu

faults=''
fault() { faults="$faults$1
"; }

value_of() { eval "printf '%s' \"\${$1:-}\""; }

is_number() { case $1 in '' | *[!0-9]* | ??????????*) return 1 ;; esac; }

between() { # NAME least most
  value=$(value_of "$1")
  [ -z "$value" ] && return 0
  is_number "$value" && [ "$value" -ge "$2" ] && [ "$value" -le "$3" ] || fault "$1 is '$value'; it is a whole number from $2 to $3."
}

one_of() { # NAME 'words'
  value=$(value_of "$1")
  [ -z "$value" ] && return 0
  case " $2 " in *" $value "*) ;; *) fault "$1 is '$value'; it is one of: $2." ;; esac
}

matches() { printf '%s\n' "$1" | grep -Eqx "$2"; }

like() { # NAME pattern what
  value=$(value_of "$1")
  [ -z "$value" ] && return 0
  matches "$value" "$2" || fault "$1 is '$value'; it is $3."
}

schedule() { # NAME example
  value=$(value_of "$1")
  [ -z "$value" ] && return 0
  printf '%s\n' "$value" | awk '
    function known(word, field,   i, names, n) {
      if (word ~ /^[0-9]+$/ && length(word) <= 2) return word + 0
      n = split(field == 5 ? "jan feb mar apr may jun jul aug sep oct nov dec" : field == 6 ? "sun mon tue wed thu fri sat" : "", names, " ")
      for (i = 1; i <= n; i++) if (tolower(word) == names[i]) return field == 5 ? i : i - 1
      return -1
    }
    function good(item, field,   parts, n, ends, m, from, to) {
      n = split(item, parts, "/")
      if (n > 2 || (n == 2 && (parts[2] !~ /^[0-9]+$/ || parts[2] + 0 < 1))) return 0
      if (parts[1] == "*") return 1
      m = split(parts[1], ends, "-")
      if (m < 1 || m > 2) return 0
      from = known(ends[1], field); to = m == 2 ? known(ends[2], field) : from
      return from >= least[field] && to <= most[field] && from <= to
    }
    BEGIN { split("0 0 0 1 1 0", least, " "); split("59 59 23 31 12 6", most, " ") }
    { ok = NF == 6
      for (f = 1; f <= NF && ok; f++) { k = split($f, items, ","); for (i = 1; i <= k; i++) if (!good(items[i], f)) ok = 0 } }
    END { exit ok ? 0 : 1 }' || fault "$1 is '$value'; it is a schedule of six fields in UTC, such as $2."
}

like AZURE_ENV_NAME '[A-Za-z0-9][A-Za-z0-9-]{0,63}' 'up to 64 letters, digits and hyphens, and begins with no hyphen'
between MAXIMUM_INSTANCE_COUNT 1 1000
one_of INSTANCE_MEMORY_MB '2048 4096'
between ALWAYS_READY_INSTANCES 0 20
case ${INSTANCE_MEMORY_MB:-2048} in 4096) admitted=18 ;; *) admitted=9 ;; esac
between HTTP_CONCURRENCY 1 "$admitted"
if is_number "${ALWAYS_READY_INSTANCES:-0}" && is_number "${MAXIMUM_INSTANCE_COUNT:-40}" \
  && [ "${ALWAYS_READY_INSTANCES:-0}" -gt "${MAXIMUM_INSTANCE_COUNT:-40}" ]; then
  fault "ALWAYS_READY_INSTANCES is '$ALWAYS_READY_INSTANCES'; it is at most MAXIMUM_INSTANCE_COUNT, which is ${MAXIMUM_INSTANCE_COUNT:-40}."
fi
for name in ZONE_REDUNDANT ROLLING_UPDATES STORAGE_LOCKED STORAGE_LOGGED EPOCH_AI_ENABLED VNET_ENABLED NAT_GATEWAY_ENABLED; do
  one_of "$name" 'true false'
done
one_of STORAGE_REDUNDANCY 'LRS ZRS GRS GZRS'
if [ "${ZONE_REDUNDANT:-}" = true ]; then
  case ${STORAGE_REDUNDANCY:-} in LRS | GRS) fault "STORAGE_REDUNDANCY is '$STORAGE_REDUNDANCY'; with ZONE_REDUNDANT it is ZRS or GZRS." ;; esac
fi
between SOFT_DELETE_DAYS 7 365
between BACKUP_DAYS 7 3650
between BACKUP_ALERT_HOURS 1 48
between REFRESH_ALERT_HOURS 1 48
between BASELINE_ALERT_DAYS 1 3650
schedule BACKUP_SCHEDULE '0 30 3 * * *'
schedule REFRESH_SCHEDULE '0 0 5 * * *'
schedule PRUNE_SCHEDULE '0 0 4 * * 0'
like CORS_ALLOWED_ORIGINS '\*|https?://[^,/ ]+(,https?://[^,/ ]+)*' "origins such as https://app.example.com with commas between them, or *"
like SEC_EDGAR_CONTACT '.*[^ @]+@[^ @]+\.[^ @]+.*' 'a name and an e-mail address, such as Forecast Team forecast@example.com'
like EXTRA_APP_SETTINGS '\{.*\}' 'an object of JSON, such as {"Runs__PruneAfterDays":"30"}'
guid='[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'
like ENTRA_TENANT_ID "$guid" 'the GUID of a tenant'
like OPERATOR_PRINCIPAL_ID "$guid" 'the GUID of a user, a group or an application'
if [ -n "${ENTRA_TENANT_ID:-}" ] && [ -z "${ENTRA_AUDIENCE:-}" ]; then fault 'ENTRA_AUDIENCE is not set; it goes with ENTRA_TENANT_ID.'; fi
if [ -z "${ENTRA_TENANT_ID:-}" ] && [ -n "${ENTRA_AUDIENCE:-}" ]; then fault 'ENTRA_TENANT_ID is not set; it goes with ENTRA_AUDIENCE.'; fi
like ADMIN_KEY_HASH '[0-9A-Fa-f]{64}(,[0-9A-Fa-f]{64})*' 'the SHA-256 of a key in 64 hexadecimal digits, or two with a comma between'
like ALERT_EMAIL '[^ @]+@[^ @]+\.[^ @]+' 'an e-mail address'
like ALERT_WEBHOOK 'https://[^ ]+' 'an https address'
between BUDGET_AMOUNT 1 999999999
like BUDGET_START '[0-9]{4}-(0[1-9]|1[0-2])-01' 'the first day of a month, such as 2026-12-01'
if [ -n "${BUDGET_AMOUNT:-}" ] && [ -z "${BUDGET_START:-}" ]; then fault 'BUDGET_START is not set; it goes with BUDGET_AMOUNT.'; fi
one_of AVAILABILITY_TEST_SECONDS '300 600 900'
one_of TELEMETRY_DAYS '30 31 60 90 120 180 270 365 550 730'
between TELEMETRY_DAILY_GB 1 4000
like VNET_ADDRESS_PREFIX '([0-9]{1,3}\.){3}[0-9]{1,3}/(8|9|1[0-9]|2[0-4])' 'a range of at least 256 addresses, such as 10.0.0.0/24'
subnet='/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+'
zone='/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateDnsZones/[^/]+'
like EXISTING_APP_SUBNET_ID "$subnet" 'the id of a subnet'
like EXISTING_ENDPOINT_SUBNET_ID "$subnet" 'the id of a subnet'
like EXISTING_BLOB_ZONE_ID "$zone" 'the id of a private DNS zone'
like EXISTING_TABLE_ZONE_ID "$zone" 'the id of a private DNS zone'
like EXISTING_QUEUE_ZONE_ID "$zone" 'the id of a private DNS zone'
if [ -n "${EXISTING_APP_SUBNET_ID:-}" ] && [ -z "${EXISTING_ENDPOINT_SUBNET_ID:-}" ]; then
  fault 'EXISTING_ENDPOINT_SUBNET_ID is not set; it goes with EXISTING_APP_SUBNET_ID.'
fi
if [ -n "${EXISTING_APP_SUBNET_ID:-}" ] && [ "${VNET_ENABLED:-}" = true ]; then
  fault 'VNET_ENABLED makes a network, and EXISTING_APP_SUBNET_ID names one that exists; set one of them.'
fi

region=$(printf '%s' "${AZURE_LOCATION:-}" | tr '[:upper:]' '[:lower:]' | tr -d ' ')
if [ -n "$region" ]; then
  zones=''
  [ "${ZONE_REDUNDANT:-}" = true ] && zones='--zone-redundant true'
  # shellcheck disable=SC2086 # two words, or none
  if regions=$(az functionapp list-flexconsumption-locations $zones --query '[].name' --output tsv 2>/dev/null) && [ -n "$regions" ]; then
    if printf '%s\n' "$regions" | tr '[:upper:]' '[:lower:]' | tr -d ' \r' | grep -Fqx "$region"; then
      versions=$(az functionapp list-flexconsumption-runtimes --location "$region" --runtime dotnet-isolated --query '[].version' --output tsv 2>/dev/null) || versions=''
      if [ -n "$versions" ] && ! printf '%s\n' "$versions" | tr -d '\r' | grep -Eqx '10(\.0)?'; then
        fault "AZURE_LOCATION is '$AZURE_LOCATION'; Flex Consumption has no .NET 10 there."
      fi
    else
      fault "AZURE_LOCATION is '$AZURE_LOCATION'; it is a region that has Flex Consumption${zones:+ over zones}, such as $(printf '%s\n' "$regions" | head -n 1 | tr -d '\r')."
    fi
  else
    echo "Whether $region has Flex Consumption was not checked: the Azure CLI is not here, or not signed in."
  fi
fi

if [ -z "${ADMIN_KEY_HASH:-}" ] && [ -z "${ENTRA_TENANT_ID:-}" ] && [ -n "${CI:-}" ]; then
  fault 'ADMIN_KEY_HASH is not set; make a key on a machine of your own, since one made here would stand in the log.'
fi

if [ -n "$faults" ]; then
  printf '%s' "$faults" >&2
  echo 'Nothing was created. Set a variable by: azd env set NAME value' >&2
  exit 1
fi

if [ -z "${ADMIN_KEY_HASH:-}" ] && [ -z "${ENTRA_TENANT_ID:-}" ]; then
  key="ff_admin_$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')"
  hash=$(printf '%s' "$key" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d ' ' -f 1)
  azd env set ADMIN_KEY_HASH "$hash"
  echo 'The first admin key. It is shown this once and kept nowhere: put it into your password store.'
  echo "  $key"
fi
