import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startImport, uploadImport } from '#modules/imports/contract.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { getBoard, getMetric, listMetricRecords } from '../../../metrics/contract.ts'
import { samplePath } from '../register/testing.ts'
import { makeImportStore } from './testing.ts'

interface Truth {
  visits: number
  walkIns: number
  callIns: number
  unfiled: number
  newlyFiled: number
  repeat: number
  traffic: number
  shortPhone: number[]
  leftBeforeArriving: number[]
  perDay: Record<string, { traffic: number; unfiled: number; newlyFiled: number; repeat: number }>
}

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp({ now: '2026-10-08T02:00:00Z' })
})
afterAll(() => kit.close())

const period = { from: '2026-09-01', to: '2026-09-30' }

/** The sample as the clerk would mend it: numbers completed, a leaving time nobody can have dropped. */
async function mendedSample(truth: Truth): Promise<Uint8Array> {
  const bytes = await readFile(samplePath('register-2026-09.gbk.csv'))
  const lines = new TextDecoder('gb18030').decode(bytes).split(/\r?\n/)
  const header = lines.find((line) => line.startsWith('序号'))?.split(',') ?? []
  const [leaves, phone] = [header.indexOf('离店时间'), header.indexOf('联系电话')]
  let digit = 0
  const mended = lines.map((line) => {
    const cells = line.split(',')
    const no = Number(cells[0])
    if (truth.leftBeforeArriving.includes(no)) cells[leaves] = ''
    // One digit short: whatever was written, each becomes a number of its own.
    if (truth.shortPhone.includes(no)) cells[phone] = `1390000100${(digit += 1)}`
    return cells.join(',')
  })
  return new TextEncoder().encode(mended.join('\n'))
}

test('[000-18] [003-59] the sample register, once mended, gives its true totals to the digit, day by day, and opens to them', async () => {
  const truth = JSON.parse(
    await readFile(samplePath('register-2026-09.truth.json'), 'utf8'),
  ) as Truth
  const at = await makeImportStore(kit)
  await at.group.addPerson('consultant', { name: '刘扬' })
  const manager = await at.group.addPerson('sales_manager')
  const file = { name: 'september.csv', bytes: await mendedSample(truth) }
  const preview = await kit.call(at.clerk, uploadImport, {}, { file })
  const { id, version } = preview.body
  await kit.call(at.clerk, startImport, { params: { id }, body: { version } })
  await kit.settle(at.store)

  const { body: board } = await kit.call(manager, getBoard, { query: period })
  const tile = (key: string) => board.tiles.find((one) => one.key === key)
  expect({
    walkIns: tile('walk_ins')?.value,
    callIns: tile('call_ins')?.value,
    unfiled: tile('unfiled_visits')?.value,
    newlyFiled: tile('newly_filed')?.value,
    repeat: tile('repeat_visits')?.value,
    traffic: tile('traffic')?.value,
  }).toEqual({
    walkIns: truth.walkIns,
    callIns: truth.callIns,
    unfiled: truth.unfiled,
    newlyFiled: truth.newlyFiled,
    repeat: truth.repeat,
    traffic: truth.traffic,
  })
  expect(truth).toMatchObject({ visits: 456, unfiled: 233, newlyFiled: 202, traffic: 435 })
  // 202 of 435 parties.
  expect(tile('filing_rate')).toMatchObject({ numerator: 202, denominator: 435, value: 202 / 435 })

  for (const [key, of] of [
    ['traffic', 'traffic'],
    ['unfiled_visits', 'unfiled'],
    ['newly_filed', 'newlyFiled'],
    ['repeat_visits', 'repeat'],
  ] as const) {
    const { body } = await kit.call(manager, getMetric, {
      params: { key },
      query: { ...period, by: 'day' },
    })
    const shown = Object.fromEntries(body.rows.map((row) => [row.key, row.value ?? 0]))
    const expected = Object.fromEntries(
      Object.keys(shown).map((day) => [day, truth.perDay[day]?.[of] ?? 0]),
    )
    expect(shown, key).toEqual(expected)
    let behind = 0
    let cursor: string | undefined
    do {
      const page = await kit.call(manager, listMetricRecords, {
        params: { key },
        query: { ...period, limit: 200, cursor },
      })
      behind += page.body.items.length
      cursor = page.body.nextCursor ?? undefined
    } while (cursor)
    expect(behind, key).toBe(truth[of])
  }
})
