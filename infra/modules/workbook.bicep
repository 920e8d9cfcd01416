import { tags as resourceTags } from '../types.bicep'

@description('Required. What makes names unique.')
param token string

@description('Required. The region.')
param location string

@description('Required. The tags.')
param tags resourceTags

@description('Required. The Application Insights component that is shown.')
param applicationInsightsName string

@description('Required. The memory of an instance, in MB.')
param instanceMemoryMB int

var charts = [
  { title: 'Latency in ms: p50, p95, p99', query: loadTextContent('../queries/chart-latency.kql') }
  { title: 'Answers 429, 500 and 503', query: loadTextContent('../queries/chart-refusals.kql') }
  { title: 'Computations that wait, by instance', query: loadTextContent('../queries/chart-gate.kql') }
  { title: 'Runs by kind', query: loadTextContent('../queries/chart-runs.kql') }
  { title: 'Refreshes by outcome', query: loadTextContent('../queries/chart-refreshes.kql') }
  { title: 'Age of the baseline in days', query: loadTextContent('../queries/chart-freshness.kql') }
  { title: 'Requests by partner', query: loadTextContent('../queries/chart-partners.kql') }
  {
    title: 'GB-seconds, at most: each request taken for a whole instance'
    query: replace(loadTextContent('../queries/chart-cost.kql'), '{memoryGB}', string(instanceMemoryMB / 1024))
  }
]

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'forecast-workbook', token)
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Forecast API'
    category: 'workbook'
    sourceId: applicationInsights.id
    version: 'Notebook/1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat(
        [
          {
            type: 9
            name: 'time'
            content: {
              version: 'KqlParameterItem/1.0'
              style: 'pills'
              parameters: [
                {
                  version: 'KqlParameterItem/1.0'
                  name: 'Time'
                  type: 4
                  isRequired: true
                  value: { durationMs: 86400000 }
                  typeSettings: {
                    selectableValues: [
                      { durationMs: 3600000 }
                      { durationMs: 86400000 }
                      { durationMs: 604800000 }
                      { durationMs: 2592000000 }
                    ]
                  }
                }
              ]
            }
          }
        ],
        map(charts, chart => {
          type: 3
          name: chart.title
          customWidth: '50'
          content: {
            version: 'KqlItem/1.0'
            title: chart.title
            query: chart.query
            queryType: 0
            resourceType: 'microsoft.insights/components'
            timeContextFromParameter: 'Time'
            visualization: 'timechart'
          }
        })
      )
      fallbackResourceIds: [applicationInsights.id]
    })
  }
}
