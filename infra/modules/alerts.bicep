import { budget, receivers as whoIsTold, tags as resourceTags, thresholds as whenIsTold } from '../types.bicep'

@description('Required. What makes names unique.')
param token string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

@description('Required. The workspace whose daily cap is watched.')
param workspaceName string

@description('Required. The Application Insights component that is watched.')
param applicationInsightsName string

@description('Required. The storage account that is watched.')
param storageAccountName string

@description('Required. The function app that is watched.')
param functionAppName string

@description('Required. The address that tells whether the app is alive.')
param healthAddress string

@description('Required. When somebody is told.')
param thresholds whenIsTold

@description('Required. Who is told.')
param receivers whoIsTold

@description('Optional. What may be spent in a month before somebody is told.')
param monthlyBudget budget?

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName

  resource tables 'tableServices' existing = {
    name: 'default'
  }
}

resource recipients 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-forecast-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'forecast'
    enabled: true
    emailReceivers: empty(receivers.email)
      ? []
      : [
          {
            name: 'email'
            emailAddress: receivers.email
            useCommonAlertSchema: true
          }
        ]
    webhookReceivers: empty(receivers.webhook)
      ? []
      : [
          {
            name: 'webhook'
            serviceUri: receivers.webhook
            useCommonAlertSchema: true
          }
        ]
  }
}

// The objective is that 99.5 % of the answers in 28 days are no server errors. A burn of 1 uses that up in exactly these days;
// 14.4 in one hour uses 2 % of it, 6 in six hours 5 % (Google SRE workbook, 2018, chapter 5). A second, short window ends an alert soon
// after what raised it, and from five errors on, so that one failure in a quiet night wakes nobody.
var logAlerts = [
  {
    name: 'burn-fast'
    title: 'Forecast API: server errors use up the error budget fast'
    description: 'In the last hour and the last five minutes, more than 7.2 % of the answers were 5xx.'
    severity: 1
    scopeId: applicationInsights.id
    frequency: 'PT5M'
    window: 'PT1H'
    query: loadTextContent('../queries/burn-fast.kql')
    column: 'Burn'
    operator: 'GreaterThan'
    threshold: '14.4'
  }
  {
    name: 'burn-slow'
    title: 'Forecast API: server errors use up the error budget'
    description: 'In the last six hours and the last half hour, more than 3 % of the answers were 5xx.'
    severity: 2
    scopeId: applicationInsights.id
    frequency: 'PT15M'
    window: 'PT6H'
    query: loadTextContent('../queries/burn-slow.kql')
    column: 'Burn'
    operator: 'GreaterThan'
    threshold: '6'
  }
  {
    name: 'slow'
    title: 'Forecast API: answers are slow'
    description: 'Of at least twenty answers in an hour, more than one in twenty took longer than five seconds.'
    severity: 3
    scopeId: applicationInsights.id
    frequency: 'PT15M'
    window: 'PT1H'
    query: loadTextContent('../queries/slow.kql')
    column: 'Seconds'
    operator: 'GreaterThan'
    threshold: '5'
  }
  // A timer can die without an error, so what is watched is that refreshes and backups happen, and not that they fail.
  {
    name: 'refresh-missing'
    title: 'Forecast API: the baseline is not refreshed'
    description: 'No refresh succeeded in ${thresholds.refreshHours} hours.'
    severity: 2
    scopeId: applicationInsights.id
    frequency: 'PT1H'
    window: 'P2D'
    query: replace(loadTextContent('../queries/refresh-missing.kql'), '{hours}', string(thresholds.refreshHours))
    column: 'Refreshes'
    operator: 'LessThan'
    threshold: '1'
  }
  {
    name: 'backup-missing'
    title: 'Forecast API: nothing is backed up'
    description: 'No backup was written in ${thresholds.backupHours} hours.'
    severity: 2
    scopeId: applicationInsights.id
    frequency: 'PT1H'
    window: 'P2D'
    query: replace(loadTextContent('../queries/backup-missing.kql'), '{hours}', string(thresholds.backupHours))
    column: 'Backups'
    operator: 'LessThan'
    threshold: '1'
  }
  // Refreshes can go well for months and bring nothing, where a source has moved or its company tells less.
  {
    name: 'baseline-old'
    title: 'Forecast API: the baseline is old'
    description: 'The newest quarter that the current baseline knows of ended more than ${thresholds.baselineDays} days ago.'
    severity: 3
    scopeId: applicationInsights.id
    frequency: 'PT6H'
    window: 'P2D'
    query: loadTextContent('../queries/baseline-old.kql')
    column: 'Days'
    operator: 'GreaterThan'
    threshold: string(thresholds.baselineDays)
  }
  {
    name: 'operation-failed'
    title: 'Forecast API: work larger than a request fails'
    description: 'A message of an operation came ten times and was put aside; its operation has failed.'
    severity: 2
    scopeId: applicationInsights.id
    frequency: 'PT15M'
    window: 'PT1H'
    query: loadTextContent('../queries/operation-failed.kql')
    column: 'Messages'
    operator: 'GreaterThan'
    threshold: '0'
  }
  {
    name: 'queue-old'
    title: 'Forecast API: work larger than a request waits'
    description: 'The oldest message of a queue has waited for more than an hour.'
    severity: 3
    scopeId: applicationInsights.id
    frequency: 'PT15M'
    window: 'PT1H'
    query: loadTextContent('../queries/queue-old.kql')
    column: 'Seconds'
    operator: 'GreaterThan'
    threshold: '3600'
  }
  {
    name: 'daily-cap'
    title: 'Forecast API: telemetry has reached its daily cap'
    description: 'No more telemetry is taken today. The alerts on requests, refreshes and backups are blind until tomorrow.'
    severity: 2
    scopeId: workspace.id
    frequency: 'PT1H'
    window: 'PT1H'
    query: loadTextContent('../queries/daily-cap.kql')
    column: 'Reached'
    operator: 'GreaterThan'
    threshold: '0'
  }
]

module logAlertRules 'logAlert.bicep' = [
  for alert in logAlerts: {
    params: {
      name: 'alert-${alert.name}-${token}'
      location: location
      tags: tags
      title: alert.title
      meaning: alert.description
      severity: alert.severity
      scopeId: alert.scopeId
      frequency: alert.frequency
      window: alert.window
      query: alert.query
      column: alert.column
      operator: alert.operator
      threshold: alert.threshold
      actionGroupId: recipients.id
    }
  }
]

// Counted by the platform, so that it is seen also when no telemetry is taken, or none is sent.
resource platformErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-platform-errors-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The platform counted more than twenty answers 5xx in a quarter of an hour.'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [app.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'errors'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 20
          skipMetricValidation: true
        }
      ]
    }
    actions: [{ actionGroupId: recipients.id }]
  }
}

resource tableThrottling 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-table-throttling-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The table service turned away more than ten requests in a quarter of an hour, being busy.'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [account::tables.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts/tableServices'
          metricName: 'Transactions'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
          // The values of the dimension are not known before the first such answer.
          skipMetricValidation: true
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: ['ServerBusyError', 'ServerTimeoutError', 'ClientThrottlingError']
            }
          ]
        }
      ]
    }
    actions: [{ actionGroupId: recipients.id }]
  }
}

resource availabilityTest 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'test-health-${token}'
  location: location
  // The portal finds the component of a test by this tag.
  tags: union(tags, { 'hidden-link:${applicationInsights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: 'Health'
    SyntheticMonitorId: 'test-health-${token}'
    Kind: 'standard'
    Enabled: true
    Frequency: thresholds.testSeconds
    // A cold start is no failure.
    Timeout: 60
    RetryEnabled: true
    Locations: [
      { Id: 'emea-nl-ams-azr' }
      { Id: 'us-va-ash-azr' }
      { Id: 'apac-sg-sin-azr' }
    ]
    Request: {
      RequestUrl: healthAddress
      HttpVerb: 'GET'
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource unavailable 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-unavailable-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The health address did not answer from two of three places.'
    severity: 0
    enabled: true
    autoMitigate: true
    scopes: [availabilityTest.id, applicationInsights.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: availabilityTest.id
      componentId: applicationInsights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: recipients.id }]
  }
}

resource groupBudget 'Microsoft.Consumption/budgets@2026-06-01' = if (monthlyBudget != null) {
  name: 'budget-forecast-${token}'
  properties: {
    category: 'Cost'
    timeGrain: 'Monthly'
    amount: monthlyBudget!.amount
    timePeriod: { startDate: monthlyBudget!.startDate }
    notifications: {
      nearlySpent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [recipients.id]
      }
      willBeExceeded: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [recipients.id]
      }
    }
  }
}
