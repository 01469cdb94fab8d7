import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { getMetric, listMetricRecords, listMetrics } from '../contract.ts'

let kit: TestApp
let group: TestGroup
let boss: TestPerson
beforeAll(async () => {
  kit = await startTestApp()
  group = await makeGroup(kit.app)
  boss = await group.addPerson('sales_manager')
})
afterAll(() => kit.close())

test('every number answers every breakdown', async () => {
  const { body } = await kit.call(boss, listMetrics, {})
  for (const { key, breakdowns } of body.metrics)
    for (const by of breakdowns) {
      const answer = await kit.call(boss, getMetric, { params: { key }, query: { by } })
      expect(answer.status, `${key} by ${by}: ${JSON.stringify(answer.body)}`).toBe(200)
      const opened = await kit.call(boss, listMetricRecords, { params: { key }, query: { by } })
      expect(opened.status, `${key} by ${by}: ${JSON.stringify(opened.body)}`).toBe(200)
    }
})
