import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listExports } from '#modules/lists/contract.ts'
import { getMetric, listMetricRecords } from '#modules/metrics/contract.ts'
import { addNames } from '#modules/metrics/testing.ts'
import { addDays, daysFromTo } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../testing.ts'
import {
  exportReading,
  getReading,
  keepEvaluation,
  questions,
  type ReadingTable,
  restoreEvaluation,
  withdrawEvaluation,
} from './contract.ts'
import { computePeers } from './server/peers.ts'
import { addFiled, addParties } from './testing.ts'

let kit: TestApp
// Tuesday 15 September 2026, 10:00.
const today = '2026-09-15'
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())

const told = (reading: { findings: { text: string }[] }) =>
  reading.findings.map((one) => one.text).join('\n')
const column = (table: ReadingTable | undefined, header: string) => {
  const place = table?.columns.findIndex((one) => one.header === header) ?? -1
  return table?.rows.map((row) => row.cells[place])
}

async function makeStore(): Promise<TestGroup & { manager: TestPerson }> {
  const group = await makeGroup(kit.app)
  return { ...group, manager: await group.addPerson('sales_manager') }
}

describe('a store with nothing yet', () => {
  test.each(questions)('%s says what is missing, in both languages', async (question) => {
    const { manager } = await makeStore()
    for (const lang of ['zh', 'en'] as const) {
      const { status, body } = await kit.call(manager, getReading, {
        params: { question },
        query: { lang },
      })
      expect(status).toBe(200)
      expect(body.missing ?? told(body)).not.toBe('')
      expect(JSON.stringify(body)).not.toMatch(/\{[a-zA-Z]+\}|undefined|NaN/)
    }
  })
})

describe('media', () => {
  let group: Awaited<ReturnType<typeof makeStore>>
  const day = '2026-08-10'
  beforeAll(async () => {
    group = await makeStore()
    // Ten a day; the seven days from the fourth day after the decision have sixteen.
    await addParties(
      kit.app,
      group.store,
      daysFromTo(addDays(day, -120), '2026-09-10').map((one) => ({
        day: one,
        unfiled: one >= addDays(day, 3) && one < addDays(day, 10) ? 16 : 10,
      })),
    )
  })
  const ask = (query: Record<string, unknown>) =>
    kit.call(group.manager, getReading, {
      params: { question: 'media' },
      query: { lang: 'en', ...query },
    })

  test('[000-31] growth of the N days from the chosen day over the N days before, to the digit', async () => {
    const { body } = await ask({ day, days: 7 })
    // Before 70; after 3 × 10 + 4 × 16 = 94.
    expect(column(body.tables[0], 'Traffic')?.slice(0, 3)).toEqual([70, 94, '+34%'])
    const source = uuidv7()
    const narrowed = await ask({ day, days: 7, source, channel: 'walk-in' })
    expect(narrowed.body.tables[0]?.rows[0]?.link).toBe(
      `/numbers/traffic/records?from=2026-08-03&to=2026-08-09&by=source&value=${source}&by2=channel&value2=walk-in`,
    )
    const shifted = await ask({ day, days: 7, lag: 3 })
    expect(column(shifted.body.tables[0], 'Traffic')?.slice(0, 3)).toEqual([70, 112, '+60%'])
    expect(told(shifted.body)).toContain('clearly up +60%')
    expect(shifted.body.tables[0]?.rows[0]?.link).toBe(
      `/numbers/traffic/records?from=2026-08-03&to=2026-08-09`,
    )
  })

  test('[000-31] nothing before, days not over, or too little history: cannot tell', async () => {
    expect(told((await ask({ day: '2026-04-01', days: 7 })).body)).toContain(
      'No growth can be told',
    )
    expect(told((await ask({ day: '2026-09-12', days: 7 })).body)).toContain('not over yet')
    expect(told((await ask({ day: addDays(day, -115), days: 3 })).body)).toContain(
      'fewer than three weeks',
    )
  })

  test('[000-32] the delay with the clearest lift is named, with its caution', async () => {
    const { body } = await kit.call(group.manager, getReading, {
      params: { question: 'lag' },
      query: { lang: 'en', day, days: 7 },
    })
    expect(told(body)).toContain('clearest after 3 days')
    expect(told(body)).toContain('confirm the delay')
    expect(body.charts[0]?.categories).toHaveLength(15)
  })

  test('[000-32] where no delay shows a clear lift, none is named', async () => {
    const own = await makeStore()
    await addParties(
      kit.app,
      own.store,
      daysFromTo(addDays(day, -120), '2026-09-10').map((one) => ({ day: one, unfiled: 10 })),
    )
    const { body } = await kit.call(own.manager, getReading, {
      params: { question: 'lag' },
      query: { lang: 'en', day, days: 7 },
    })
    expect(told(body)).toContain('None of 15 delays shows a clear lift')
    expect(body.tables[0]?.rows.every(({ mark }) => mark === null)).toBe(true)
  })

  test('[000-31] an evaluation is kept once, taken back and brought back', async () => {
    const id = uuidv7()
    const body = { id, name: '晚报广告 13912345678', day, days: 7, lag: 3 }
    const kept = await kit.call(group.manager, keepEvaluation, { body })
    expect(kept.status).toBe(201)
    const again = await kit.call(group.manager, keepEvaluation, { body: { ...body, name: 'x' } })
    expect(again.body.name).toBe(kept.body.name)
    const table = async () =>
      (await ask({ day, days: 7 })).body.tables.find((one) => one.title === 'Evaluations kept')
    expect(column(await table(), 'After')).toEqual([112])
    const stale = await kit.call(group.manager, withdrawEvaluation, {
      params: { id },
      query: { version: 9 },
    })
    expect(stale.code).toBe('core.stale_version')
    const both = await Promise.all(
      [1, 2].map(() =>
        kit.call(group.manager, withdrawEvaluation, { params: { id }, query: { version: 1 } }),
      ),
    )
    expect(both.map((one) => one.status).sort()).toEqual([200, 409])
    expect(await table()).toBeUndefined()
    await kit.call(group.manager, restoreEvaluation, { params: { id } })
    expect(column(await table(), 'After')).toEqual([112])
  })
})

test('[000-35] a consultant who files clearly less is named with n; noise and few parties are not', async () => {
  const group = await makeStore()
  const [weak, good, fine, fresh] = await Promise.all(
    ['弱', '好', '中', '新'].map((name) => group.addPerson('consultant', { name })),
  )
  const days = daysFromTo('2026-06-01', '2026-08-31')
  const each = (by: string | undefined, filed: number, unfiled: number, n = days.length) =>
    days.slice(0, n).map((day) => ({ day, by: by ?? '', filed, unfiled }))
  await addParties(kit.app, group.store, [
    ...each(weak?.id, 1, 2),
    ...each(good?.id, 2, 1),
    ...each(fine?.id, 2, 1),
    ...each(fresh?.id, 0, 1, 4),
  ])
  const query = { lang: 'zh' as const, from: '2026-06-01', to: '2026-08-31' }
  const { body } = await kit.call(group.manager, getReading, {
    params: { question: 'people' },
    query,
  })
  expect(told(body)).toContain('弱的留档率明显低于其他：33.3%（n=276）')
  expect(told(body)).not.toContain('新的留档率')
  expect(body.tables[0]?.rows.map((row) => [row.cells[0], row.mark])).toEqual(
    expect.arrayContaining([
      ['弱', 'low'],
      ['新', 'few'],
    ]),
  )
  // The same number as on the board.
  const board = await kit.call(group.manager, getMetric, {
    params: { key: 'filing_rate' },
    query: { from: query.from, to: query.to, by: 'consultant' },
  })
  const ofBoard = board.body.rows.find((row) => row.key === weak?.id)
  expect([ofBoard?.numerator, ofBoard?.denominator]).toEqual(
    body.tables[0]?.rows.find((row) => row.cells[0] === '弱')?.cells.slice(1, 3),
  )
})

test('[000-36] the slack weekday is found in the daily series with its weekdays', async () => {
  const group = await makeStore()
  await addParties(
    kit.app,
    group.store,
    daysFromTo('2026-06-01', '2026-08-30').map((day, i) => ({
      day,
      filed: i % 7 === 4 ? 2 : 5,
      unfiled: i % 7 === 4 ? 8 : 5,
    })),
  )
  const { body } = await kit.call(group.manager, getReading, {
    params: { question: 'weekdays' },
    query: { lang: 'zh', from: '2026-06-01', to: '2026-08-30' },
  })
  expect(told(body)).toContain('周五的留档率明显低于其他：20.0%（n=130）')
  const daily = body.tables[1]
  expect(
    daily?.rows.filter((row) => row.mark === 'low').every((row) => row.cells[1] === '周五'),
  ).toBe(true)
})

test('[000-27] [000-28] the planner uses the three whole months before, and 60 deals at 40 % and 15 % need 1,000', async () => {
  const group = await makeStore()
  const owner = await group.addPerson('consultant')
  const opened = daysFromTo('2026-06-01', '2026-06-20')
  await addFiled(
    kit.app,
    group.store,
    opened.map((openedOn, i) => ({
      openedOn,
      owner: owner.id,
      ...(i < 3 ? { signedOn: '2026-08-31' } : {}),
    })),
  )
  await addParties(kit.app, group.store, [
    { day: '2026-07-10', unfiled: 30 },
    { day: '2026-09-01', unfiled: 500 },
  ])
  const { body } = await kit.call(group.manager, getReading, {
    params: { question: 'targets' },
    query: { lang: 'en', volume: 60 },
  })
  expect([body.from, body.to]).toEqual(['2026-06-01', '2026-08-31'])
  expect(body.tables[0]?.rows.map((row) => row.cells.slice(1, 4))).toEqual([
    [20, 50, 0.4],
    [3, 20, 0.15],
    [3, 50, 0.06],
  ])
  expect(told(body)).toContain('need 1000 visiting parties')
  const typed = await kit.call(group.manager, getReading, {
    params: { question: 'targets' },
    query: { lang: 'en', volume: 60, filing: 50, closing: 15 },
  })
  expect(told(typed.body)).toContain('need 800 visiting parties')
})

test('[000-33] quarters and weekdays carry their marks and add up to the number', async () => {
  const group = await makeStore()
  await inStores(kit.app.db, [], (tx) =>
    tx
      .insertInto('calendar_marks')
      .values({
        group_id: group.groupId,
        day: '2026-05-01',
        kind: 'holiday',
        name: '劳动节',
        name_en: 'Labour Day',
      })
      .onConflict((c) => c.doNothing())
      .execute(),
  )
  await addParties(kit.app, group.store, [
    { day: '2026-05-01', unfiled: 5, filed: 5 },
    { day: '2026-08-03', unfiled: 7 },
  ])
  const { body } = await kit.call(group.manager, getReading, {
    params: { question: 'traffic' },
    query: { lang: 'zh', step: 'quarter', from: '2026-04-01', to: today },
  })
  const [table] = body.tables
  expect(column(table, '集客量')).toEqual([10, 7, 17])
  expect(table?.rows[0]?.cells[1]).toContain('劳动节')
  const daily = await kit.call(group.manager, getReading, {
    params: { question: 'traffic' },
    query: { lang: 'zh', step: 'day', from: '2026-05-01', to: '2026-05-02' },
  })
  expect(daily.body.tables[0]?.rows[0]?.cells[0]).toBe('5/1 周五 劳动节')
})

test('[000-44] [000-45] the cohort of filing and the month of closing are two reports', async () => {
  const group = await makeStore()
  const owner = await group.addPerson('consultant')
  const filed = (openedOn: string, signedOn?: string) => ({
    openedOn,
    owner: owner.id,
    ...(signedOn ? { signedOn } : {}),
  })
  await addFiled(kit.app, group.store, [
    ...Array.from({ length: 12 }, () => filed('2026-01-05', '2026-01-20')),
    ...Array.from({ length: 8 }, () => filed('2026-01-06', '2026-07-02')),
    filed('2026-01-07'),
    ...Array.from({ length: 2 }, () => filed('2026-08-10', '2026-08-12')),
  ])
  const query = { lang: 'en' as const, from: '2026-01-01', to: today }
  const cohort = (
    await kit.call(group.manager, getReading, { params: { question: 'cycle-filed' }, query })
  ).body
  expect(cohort.tables[0]?.rows.map((row) => row.cells)).toEqual([
    [
      '2026-01',
      21,
      '12 (57.1%)',
      '0 (0.0%)',
      '0 (0.0%)',
      '0 (0.0%)',
      '0 (0.0%)',
      '0 (0.0%)',
      '8 (38.1%)',
      0,
      20,
      0,
      1,
      20 / 21,
      'Six months over',
    ],
    [
      '2026-08',
      2,
      '2',
      'not over yet',
      'not over yet',
      'not over yet',
      'not over yet',
      'not over yet',
      'not over yet',
      0,
      2,
      0,
      0,
      1,
      'not over yet',
    ],
  ])
  expect(told(cohort)).toContain('60.0% closed in the same month and 40.0% after half a year')
  const closing = (
    await kit.call(group.manager, getReading, { params: { question: 'cycle-closed' }, query })
  ).body
  expect(closing.tables[0]?.rows.map((row) => row.cells.slice(0, 4))).toEqual([
    ['2026-01', 12, 12, 1],
    ['2026-07', 8, 0, 0],
    ['2026-08', 2, 2, 1],
  ])
  expect(told(closing)).toContain('In 2026-01 more than 90% of deals were filed the same month')
  const cohortRate = await kit.call(group.manager, getMetric, {
    params: { key: 'cohort_close_rate' },
    query: { from: query.from, to: query.to, by: 'month' },
  })
  expect(
    cohortRate.body.rows.filter((row) => row.n > 0).map((row) => [row.key, row.numerator, row.n]),
  ).toEqual([
    ['2026-01', 20, 21],
    ['2026-08', 2, 2],
  ])
})

test('[000-41] a reason that stands out for a model is marked; a model with few losses is left out', async () => {
  const group = await makeStore()
  const owner = await group.addPerson('consultant')
  const { series: bora } = await addNames(kit.app, group.groupId)
  const [price, trim] = await addReasons(group.groupId, ['价格', '配置'])
  const others = await otherSeries(group.groupId)
  const lost = (seriesId: string | undefined, reasonId: string | undefined, n: number) =>
    Array.from({ length: n }, () => ({
      openedOn: '2026-05-01',
      owner: owner.id,
      seriesId: seriesId ?? '',
      lost: { on: '2026-06-10', reasonId: reasonId ?? '' },
    }))
  await addFiled(kit.app, group.store, [
    ...lost(bora, trim, 24),
    ...lost(bora, price, 6),
    ...lost(others[0], price, 28),
    ...lost(others[0], trim, 6),
    ...lost(others[1], trim, 3),
  ])
  const { body } = await kit.call(group.manager, getReading, {
    params: { question: 'losses' },
    query: { lang: 'zh', from: '2026-06-01', to: '2026-06-30' },
  })
  expect(told(body)).toContain(`速腾因“配置”流失明显多于其他车系：80.0%（n=30）`)
  expect(told(body)).toContain('样本太少、不作判断的车系（n 少于 10）：迈腾 (n=3)')
  expect(body.tables[0]?.rows.map((row) => row.cells[1])).toEqual([34, 30, 3])
})

async function addReasons(groupId: number, labels: readonly string[]): Promise<string[]> {
  const ids = labels.map(() => uuidv7())
  await inStores(kit.app.db, [], (tx) =>
    tx
      .insertInto('options')
      .values(
        labels.map((label, i) => ({
          group_id: groupId,
          id: ids[i] as string,
          kind: 'loss_reason',
          code: `reason-${i}`,
          label,
          label_en: label,
        })),
      )
      .execute(),
  )
  return ids
}

async function otherSeries(groupId: number): Promise<string[]> {
  return inStores(kit.app.db, [], async (tx) => {
    const brand = await tx
      .selectFrom('brands')
      .select('id')
      .where('group_id', '=', groupId)
      .executeTakeFirstOrThrow()
    const ids = [uuidv7(), uuidv7()]
    await tx
      .insertInto('series')
      .values(
        ['宝来', '迈腾'].map((name, i) => ({
          group_id: groupId,
          id: ids[i] as string,
          brand_id: brand.id,
          name,
          name_en: name,
        })),
      )
      .execute()
    return ids
  })
}

test('[000-34] consultants needed at the peak follow from arrivals, minutes and the waiting limit', async () => {
  const group = await makeStore()
  const [one, two] = [await group.addPerson('consultant'), await group.addPerson('consultant')]
  await addParties(
    kit.app,
    group.store,
    daysFromTo('2026-08-17', '2026-09-13').flatMap((day) => [
      { day, by: one.id, unfiled: 3, hour: 2, minutes: 40 },
      { day, by: two.id, unfiled: 3, hour: 2, minutes: 40 },
      { day, by: two.id, filed: 1, hour: 6, minutes: 40 },
    ]),
  )
  const { body } = await kit.call(group.manager, getReading, {
    params: { question: 'staffing' },
    query: { lang: 'en', from: '2026-08-17', to: '2026-09-13' },
  })
  // Six an hour of 40.5 minutes: load 4.05; six would let 23 % wait beyond 5 minutes.
  expect(told(body)).toContain('10:00–11:00 with 6 parties an hour')
  expect(told(body)).toContain('7 consultants are needed on the floor; 2 received')
  expect(body.tables[0]?.rows.map((row) => row.cells.slice(1, 5))).toEqual([
    [28, 112, 4, 4],
    [28, 84, 3, 3],
    [56, 196, 3.5, 3],
  ])
})

describe('[000-29] benchmarks', () => {
  test('a store sees the average of at least five others, never their names; with fewer: too few', async () => {
    const group = await makeStore()
    const others = [
      group.otherStore,
      await group.addStore(),
      await group.addStore(2),
      await group.addStore(2),
    ]
    const add = (store: typeof group.store, n: number) =>
      addParties(kit.app, store, [{ day: '2026-08-03', unfiled: n }])
    await add(group.store, 900)
    for (const [i, store] of others.entries()) await add(store, 10 * (i + 1))
    const ask = async () => {
      await computePeers(kit.app, group.store)
      return (
        await kit.call(group.manager, getReading, {
          params: { question: 'benchmarks' },
          query: { lang: 'en' },
        })
      ).body
    }
    expect(told(await ask())).toMatch(/ewer than 5 other stores/)
    await add(await group.addStore(2), 50)
    const body = await ask()
    expect(told(body)).toContain('Traffic in 2026-08: 900 here, 30 on average elsewhere.')
    // Stores with traffic and without a deal have none, which is a value too.
    expect(told(body)).toContain('Deals in 2026-08: 0 here, 0 on average elsewhere.')
    expect(JSON.stringify(body)).not.toMatch(/Test store|测试\d店/)
    const consultant = await group.addPerson('consultant')
    expect(
      (await kit.call(consultant, getReading, { params: { question: 'benchmarks' } })).status,
    ).toBe(403)
    const asked = await kit.call(group.manager, getReading, {
      params: { question: 'benchmarks' },
      query: { stores: String(group.otherStore.id) },
    })
    expect(asked.status).toBe(404)
  })

  test('[000-40] a regional manager compares the stores of the region; parts add up to the whole', async () => {
    const group = await makeStore()
    const regional = await group.addPerson('regional_manager')
    const far = await group.addStore(2)
    await addParties(kit.app, group.store, [{ day: '2026-08-03', unfiled: 60, filed: 40 }])
    await addParties(kit.app, group.otherStore, [{ day: '2026-08-04', unfiled: 90, filed: 10 }])
    await addParties(kit.app, far, [{ day: '2026-08-04', unfiled: 77 }])
    const { body } = await kit.call(regional, getReading, {
      params: { question: 'benchmarks' },
      query: { lang: 'zh' },
    })
    expect(body.stores).toBe(2)
    expect(column(body.tables[0], '集客量')).toEqual([200, 200])
    expect(told(body)).toContain('明显低于其他：10.0%（n=100）')
    expect(JSON.stringify(body)).not.toContain('77')
  })
})

test('[000-30] a holiday is set against the comparable days around it; few parties cannot tell', async () => {
  const group = await makeStore()
  const holidays = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05']
  await inStores(kit.app.db, [], (tx) =>
    tx
      .insertInto('calendar_marks')
      .values(
        holidays.map((day) => ({
          group_id: group.groupId,
          day,
          kind: 'holiday',
          name: '劳动节',
          name_en: 'Labour Day',
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute(),
  )
  await addParties(
    kit.app,
    group.store,
    daysFromTo('2026-03-20', '2026-06-15').map((day) => ({
      day,
      unfiled: holidays.includes(day) ? 5 : 10,
    })),
  )
  const { body } = await kit.call(group.manager, getReading, {
    params: { question: 'holidays' },
    query: { lang: 'zh', from: '2026-03-20', to: '2026-06-15' },
  })
  expect(told(body)).toContain('2026 劳动节集客明显下降 −50%')
  const row = body.tables[0]?.rows.find((one) => one.cells[1] === '劳动节')
  expect(row?.cells.slice(3, 7)).toEqual([5, expect.any(Number), 25, expect.closeTo(50, 0)])
})

test('days nobody can mean, and periods turned round or too long, are refused with their place', async () => {
  const group = await makeStore()
  const ask = (query: Record<string, string>) =>
    kit.call(group.manager, getReading, { params: { question: 'media' }, query })
  expect((await ask({ day: '0001-01-02' })).status).toBe(422)
  expect((await ask({ day: '9999-12-31' })).status).toBe(422)
  expect((await ask({ from: '2026-09-01', to: '2026-08-01' })).code).toBe('analysis.too_long')
  expect((await ask({ from: '2006-09-01', to: '2026-08-01' })).code).toBe('analysis.too_long')
})

describe('days that say nothing yet', () => {
  let group: Awaited<ReturnType<typeof makeStore>>
  beforeAll(async () => {
    group = await makeStore()
    const consultant = await group.addPerson('consultant')
    await addParties(
      kit.app,
      group.store,
      daysFromTo('2026-06-01', '2026-09-14').map((day) => ({
        day,
        by: consultant.id,
        unfiled: 6,
        filed: 4,
      })),
    )
  })
  const ask = async (question: (typeof questions)[number], query: Record<string, unknown>) =>
    (
      await kit.call(group.manager, getReading, {
        params: { question },
        query: { lang: 'en', ...query },
      })
    ).body

  test('[000-33] days to come are no days without traffic', async () => {
    const body = await ask('rhythm', { from: '2026-06-01', to: '2026-12-31' })
    expect(body.to).toBe(today)
    expect(column(body.tables[0], 'Per day')).toEqual([10, 10, 10, 10, 10, 10, 10])
    const weeks = await ask('traffic', { step: 'week', from: '2026-08-31', to: '2026-12-31' })
    // The week of today has one whole day so far: it is shown, and is no measure of a week.
    expect(column(weeks.tables[0], 'Traffic')).toEqual([70, 70, 10, 150])
    expect(column(weeks.tables[0], 'Marks')).toEqual(['', '', 'part only', ''])
    expect(told(weeks)).toContain('70 on average over 2 whole weeks')
  })

  test('[000-33] the days of a kept campaign are no part of the usual rhythm', async () => {
    const own = await makeStore()
    const campaign = daysFromTo('2026-08-10', '2026-08-19')
    await addParties(
      kit.app,
      own.store,
      daysFromTo('2026-07-01', '2026-09-14').map((day) => ({
        day,
        unfiled: campaign.includes(day) ? 40 : 10,
      })),
    )
    const perDay = async () => {
      const { body } = await kit.call(own.manager, getReading, {
        params: { question: 'rhythm' },
        query: { lang: 'en', from: '2026-07-01', to: '2026-09-14' },
      })
      return column(body.tables[0], 'Per day') as number[]
    }
    expect(Math.min(...(await perDay()))).toBeGreaterThan(10)
    const kept = await kit.call(own.manager, keepEvaluation, {
      body: { name: 'Radio', day: '2026-08-10', days: 10, lag: 0 },
    })
    expect(kept.status).toBe(201)
    expect(await perDay()).toEqual([10, 10, 10, 10, 10, 10, 10])
  })

  test('[000-35] [000-37] closing is not read of prospects all younger than two months', async () => {
    const people = await ask('people', { from: '2026-08-15', to: '2026-09-14' })
    expect(told(people)).toContain('closing is not compared yet')
    expect(people.tables).toHaveLength(1)
    const sources = await ask('sources', { from: '2026-08-15', to: '2026-09-14' })
    expect(sources.missing).toContain('closing is not compared yet')
  })

  test('[000-31] no growth is told before the days after are over; a second campaign on them is said', async () => {
    const open = await ask('media', { day: '2026-09-12', days: 7 })
    expect(told(open)).toContain('are not over: no growth is told yet')
    expect(open.tables[0]?.rows[1]?.link).toBe(
      '/numbers/traffic/records?from=2026-09-12&to=2026-09-14',
    )
    await kit.call(group.manager, keepEvaluation, {
      body: { name: 'Radio', day: '2026-08-12', days: 10, lag: 0 },
    })
    const both = await ask('media', { day: '2026-08-10', days: 7 })
    expect(told(both)).toContain('Other kept campaigns ran on the same days (Radio)')
  })

  test('[000-34] staffing is of the own store, whatever stores are asked for', async () => {
    const regional = await group.addPerson('regional_manager')
    const { body } = await kit.call(regional, getReading, {
      params: { question: 'staffing' },
      query: { stores: 'all' },
    })
    expect(body.stores).toBe(1)
    // What a consultant received opens to exactly those parties.
    const { cells, link } = body.tables[0]?.rows[0] ?? { cells: [], link: '' }
    const query = Object.fromEntries(new URLSearchParams(link?.split('?')[1]))
    const records = await kit.call(regional, listMetricRecords, {
      params: { key: 'walk_ins' },
      query,
    })
    expect(records.body.numerator).toBe(cells[2])
  })
})

test('the file has the findings and every line of the tables; it is logged', async () => {
  const group = await makeStore()
  await addParties(kit.app, group.store, [{ day: '2026-09-01', unfiled: 12, filed: 8 }])
  const answer = await kit.call(group.manager, exportReading, {
    params: { question: 'traffic' },
    query: { lang: 'en', from: '2026-09-01', to: '2026-09-02' },
  })
  expect(answer.status).toBe(200)
  const logged = await inStores(kit.app.db, [group.store.id], (tx) =>
    tx
      .selectFrom('audit_entries')
      .select('action')
      .where('store_id', '=', group.store.id)
      .where('action', '=', 'analysis.exported')
      .execute(),
  )
  expect(logged).toHaveLength(1)
  const exports = await kit.call(group.manager, listExports, { query: { list: 'analysis' } })
  expect(exports.body.items).toMatchObject([{ format: 'xlsx', title: '决策分析' }])
})
