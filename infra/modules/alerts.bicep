import { budget, tags as resourceTags } from '../types.bicep'

@description('Required. What makes names unique.')
param token string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

@description('Required. The Application Insights component that is watched.')
param applicationInsightsName string

@description('Required. The storage account that is watched.')
param storageAccountName string

@description('Required. The address that tells whether the app is alive.')
param healthAddress string

@description('Required. Hours without a successful refresh after which an alert is raised.')
param refreshAlertHours int

@description('Required. Days without a new figure after which the baseline is told to be old.')
param baselineAlertDays int

@description('Required. Seconds between two availability tests.')
param availabilityTestSeconds int

@description('Required. Who is told, or nothing.')
param email string

@description('Optional. What may be spent in a month before somebody is told.')
param monthlyBudget budget?

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
    emailReceivers: empty(email)
      ? []
      : [
          {
            name: 'email'
            emailAddress: email
            useCommonAlertSchema: true
          }
        ]
  }
}

// A share rather than a count, and from five failures on: one failure in a quiet night wakes nobody.
resource serverErrors 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'alert-server-errors-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Forecast API: more than 5 % of the answers are server errors'
    description: 'At least five requests, and more than 5 % of all, were answered with 5xx in half an hour.'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [applicationInsights.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: '''
requests
| where url !endswith '/api/v1/health'
| summarize Answers = sum(itemCount), Errors = sumif(itemCount, toint(resultCode) between (500 .. 599))
| project Percent = iff(Errors >= 5, 100.0 * Errors / Answers, 0.0)
'''
          metricMeasureColumn: 'Percent'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 5
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: { actionGroups: [recipients.id] }
  }
}

// A timer can die without an error, so what is watched is that refreshes happen, and not that they fail.
resource refreshMissing 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'alert-refresh-missing-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Forecast API: the baseline is not refreshed'
    description: 'No refresh succeeded in ${refreshAlertHours} hours.'
    severity: 2
    enabled: true
    autoMitigate: true
    scopes: [applicationInsights.id]
    evaluationFrequency: 'PT1H'
    windowSize: 'P2D'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: $'''
customMetrics
| where timestamp > ago(${refreshAlertHours}h)
| where name == 'forecast.refreshes'
| where tostring(customDimensions.outcome) in ('Changed', 'Unchanged', 'Overtaken')
| summarize Refreshes = coalesce(sum(valueSum), 0.0)
'''
          metricMeasureColumn: 'Refreshes'
          timeAggregation: 'Total'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: { actionGroups: [recipients.id] }
  }
}

// Refreshes can go well for months and bring nothing, where a source has moved or its company tells less.
resource baselineOld 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'alert-baseline-old-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Forecast API: the baseline is old'
    description: 'The current baseline holds nothing that became known in the last ${baselineAlertDays} days.'
    severity: 3
    enabled: true
    autoMitigate: true
    scopes: [applicationInsights.id]
    evaluationFrequency: 'PT6H'
    windowSize: 'P2D'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: '''
customMetrics
| where name == 'forecast.baseline.age'
| summarize arg_max(timestamp, valueMax)
| project Days = coalesce(valueMax, 0.0)
'''
          metricMeasureColumn: 'Days'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: baselineAlertDays
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: { actionGroups: [recipients.id] }
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
    Frequency: availabilityTestSeconds
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
