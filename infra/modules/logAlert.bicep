import { tags as resourceTags } from '../types.bicep'

@description('Required. The name of the rule.')
param name string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

@description('Required. The title that those who are told read.')
param title string

@description('Required. What has happened.')
param meaning string

@description('Required. From 0, all is down, to 4, only told.')
param severity (0 | 1 | 2 | 3 | 4)

@description('Required. The resource whose logs are searched.')
param scopeId string

@description('Required. How often, as PT5M.')
param frequency string

@description('Required. How far back, as PT1H.')
param window string

@description('Required. The query, in the language Kusto, which gives one row.')
param query string

@description('Required. The column that is looked at.')
param column string

@description('Required. How it is compared.')
param operator ('GreaterThan' | 'LessThan')

@description('Required. The threshold, as a decimal number.')
param threshold string

@description('Required. The group that is told.')
param actionGroupId string

resource rule 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: title
    description: meaning
    severity: severity
    enabled: true
    autoMitigate: true
    scopes: [scopeId]
    evaluationFrequency: frequency
    windowSize: window
    // Tables are not there before the first telemetry.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: query
          metricMeasureColumn: column
          timeAggregation: 'Maximum'
          operator: operator
          threshold: json(threshold)
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
  }
}
