import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  getImport,
  listImportLines,
  listImports,
  startImport,
  undoImport,
  uploadImport,
} from '#modules/imports/contract.ts'
import { startTestApp, type TestApp } from '../../../../testing.ts'
import { getMetric } from '../../../metrics/contract.ts'
import { readTruth, sampleFiles } from '../register/testing.ts'
import {
  countsOfTruth,
  dumpOfStore,
  type ImportStore,
  makeImportStore,
  sampleFile,
} from './testing.ts'

let kit: TestApp
const truth = await readTruth()
const expected = countsOfTruth(truth)

beforeAll(async () => {
  kit = await startTestApp({ now: '2026-10-08T02:00:00Z' })
})
afterAll(() => kit.close())

async function importSample(at: ImportStore, name: string) {
  const file = await sampleFile(name)
  const preview = await kit.call(at.clerk, uploadImport, {}, { file })
  expect(preview.status).toBe(200)
  const { id, version } = preview.body
  expect(
    (await kit.call(at.clerk, startImport, { params: { id }, body: { version } })).status,
  ).toBe(200)
  await kit.settle(at.store)
  return (await kit.call(at.clerk, getImport, { params: { id } })).body
}

async function metric(at: ImportStore, key: string, by?: 'day' | 'consultant') {
  const manager = await at.group.addPerson('sales_manager')
  const { body } = await kit.call(manager, getMetric, {
    params: { key },
    query: { from: '2026-09-01', to: '2026-09-30', ...(by ? { by } : {}) },
  })
  return body
}

describe.each(sampleFiles)('importing the sample register %s', (name) => {
  it('[000-18] takes 439 lines, names 7 typed twice and 17 refused, and changes nothing when done again', async () => {
    const at = await makeImportStore(kit)
    const empty = await dumpOfStore(kit, at.store)
    const done = await importSample(at, name)
    expect(done).toMatchObject({
      state: 'done',
      counts: {
        lines: 463,
        taken: 439,
        updated: 0,
        unchanged: 0,
        typedTwice: 7,
        refused: 17,
        newlyFiled: expected.newlyFiled,
        repeat: expected.repeat,
        unfiled: expected.unfiled,
      },
    })
    const refused = await kit.call(at.clerk, listImportLines, {
      params: { id: done.id },
      query: { outcome: 'refused' },
    })
    expect(refused.body.items).toHaveLength(17)
    expect(refused.body.items.every((line) => line.reasons.length > 0)).toBe(true)

    const traffic = await metric(at, 'traffic')
    expect(traffic.total).toBe(expected.unfiled + expected.newlyFiled)
    const byDay = await metric(at, 'traffic', 'day')
    for (const row of byDay.rows) expect(row.value ?? 0).toBe(expected.byDay.get(row.key) ?? 0)
    for (const [key, kind] of [
      ['newly_filed', 'newlyFiled'],
      ['repeat_visits', 'repeat'],
      ['unfiled_visits', 'unfiled'],
    ] as const) {
      const { rows } = await metric(at, key, 'consultant')
      for (const [consultant, counts] of expected.byConsultant)
        expect(rows.find((row) => row.label === consultant)?.value ?? 0).toBe(counts[kind])
    }
    const after = await dumpOfStore(kit, at.store)

    const other = sampleFiles[(sampleFiles.indexOf(name) + 1) % sampleFiles.length] as string
    for (const file of [name, other]) {
      const again = await importSample(at, file)
      expect(again.counts).toMatchObject({ taken: 0, updated: 0, unchanged: 439, refused: 17 })
    }
    expect(await dumpOfStore(kit, at.store)).toEqual(after)

    const undone = await kit.call(at.clerk, undoImport, {
      params: { id: done.id },
      body: { touched: 'keep' },
    })
    expect(undone.body).toMatchObject({ state: 'undone', takenBack: { kept: 0 } })
    expect(await dumpOfStore(kit, at.store)).toEqual(empty)
    expect((await metric(at, 'traffic')).total).toBe(0)
    const list = await kit.call(at.clerk, listImports, {})
    expect(list.body.items.map((one) => one.state)).toEqual(['done', 'done', 'undone'])
  })
})
