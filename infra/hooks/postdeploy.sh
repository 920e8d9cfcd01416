#!/bin/sh
# Waits until the deployed API answers, refreshes the baseline where the admin key is at hand, and says where to look.
# The same in PowerShell: postdeploy.ps1.
set -eu

: "${SERVICE_API_URI:?is not set; the provisioning sets it}"
tries=${POSTDEPLOY_TRIES:-30}
while ! curl --fail --silent --output /dev/null --max-time 60 "$SERVICE_API_URI/health"; do
  tries=$((tries - 1))
  if [ "$tries" -le 0 ]; then
    echo "$SERVICE_API_URI/health did not answer: look into the log stream of ${SERVICE_API_NAME:-the function app}." >&2
    exit 1
  fi
  sleep "${POSTDEPLOY_SECONDS:-10}"
done

if [ -n "${FORECAST_ADMIN_KEY:-}" ]; then
  # By standard input, since a command line can be read by others.
  printf 'x-functions-key: %s\n' "$FORECAST_ADMIN_KEY" \
    | curl --fail-with-body --silent --show-error --max-time 300 --output /dev/null --request POST --header @- "$SERVICE_API_URI/refreshes"
  echo 'The baseline is refreshed.'
else
  echo 'Refresh the baseline now, rather than at five in the morning: set FORECAST_ADMIN_KEY to the admin key, and azd hooks run postdeploy'
fi
echo "The explorer: ${SERVICE_API_URI%/v1}/explorer"
