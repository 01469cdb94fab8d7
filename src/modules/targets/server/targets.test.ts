import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { testDoor } from '#modules/metrics/testing.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import {
  getPace,
  getStoresPace,
  getTargetHistory,
  getTargets,
  proposeTargets,
  setTargets,
} from '../contract.ts'
import { getLeaderBoard, listCreditedDeals } from '../contracts/leader-board.ts'
import { addDeal } from '../testing.ts'

describe('targets', () => {
  let kit: TestApp
  let group: TestGroup
  let manager: TestPerson
  let anna: TestPerson
  let ben: TestPerson
  beforeAll(async () => {
    kit = await startTestApp()
    group = await makeGroup(kit.app)
    manager = await group.addPerson('sales_manager', { name: '陈经理' })
    anna = await group.addPerson('consultant', { name: '安娜' })
    ben = await group.addPerson('consultant', { name: '本' })
  })
  afterAll(() => kit.close())

  const cell = (change: Partial<Parameters<typeof setOne>[0]> = {}) => ({
    metric: 'deals' as const,
    scope: 'store' as const,
    subject: '',
    period: '2026-09',
    value: 60 as number | null,
    revision: 0,
    ...change,
  })
  function setOne(given: {
    metric: 'deals' | 'traffic'
    scope: 'store' | 'consultant' | 'team' | 'series'
    subject: string
    period: string
    value: number | null
    revision: number
  }) {
    return kit.call(manager, setTargets, { body: { cells: [given] } })
  }

  test('[002-12] a target is kept with who set it and when, and can be asked as of a past time', async () => {
    kit.clock.set('2026-09-01T02:00:00Z')
    expect((await setOne(cell())).body).toEqual({ set: 1, unchanged: 0 })
    kit.clock.set('2026-09-10T02:00:00Z')
    expect((await setOne(cell({ value: 72, revision: 1 }))).status).toBe(200)
    kit.clock.set('2026-09-15T02:00:00Z')
    const month = async (asOf?: string) => {
      const { body } = await kit.call(manager, getTargets, {
        query: { year: 2026, ...(asOf ? { asOf } : {}) },
      })
      return body.rows[0]?.cells.find((one) => one.period === '2026-09')
    }
    expect(await month()).toMatchObject({ value: 72, revision: 2, setBy: '陈经理' })
    expect(await month('2026-09-05T00:00:00Z')).toMatchObject({ value: 60, revision: 1 })
    const { body } = await kit.call(manager, getTargetHistory, {
      query: { metric: 'deals', scope: 'store', period: '2026-09' },
    })
    expect(body.items.map((item) => item.value)).toEqual([72, 60])
  })

  test('[002-12] of two managers who set one target at once one wins, the other is told', async () => {
    const other = await group.addPerson('showroom_manager')
    const body = (value: number) => ({ cells: [cell({ period: '2026-11', value })] })
    const answers = await Promise.all([
      kit.call(manager, setTargets, { body: body(10) }),
      kit.call(other, setTargets, { body: body(20) }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(answers.find((answer) => answer.status === 409)?.code).toBe('targets.stale')
  })

  test('[002-12] a year is spread to months by open days and down to consultants without a remainder', async () => {
    await setOne(cell({ period: '2026', value: 601 }))
    const months = await kit.call(manager, proposeTargets, {
      query: { kind: 'months_evenly', period: '2026' },
    })
    expect(months.body.cells).toHaveLength(12)
    expect(months.body.cells.reduce((sum, one) => sum + one.value, 0)).toBe(601)
    const shares = await kit.call(manager, proposeTargets, {
      query: { kind: 'shares_evenly', scope: 'consultant', period: '2026-09' },
    })
    expect(shares.body.cells.map((one) => [one.name, one.value])).toEqual([
      ['安娜', 36],
      ['本', 36],
    ])
    const adopted = await kit.call(manager, setTargets, {
      body: {
        origin: 'spread',
        cells: shares.body.cells.map(({ subject, period, value, revision }) => ({
          metric: 'deals' as const,
          scope: 'consultant' as const,
          subject,
          period,
          value,
          revision,
        })),
      },
    })
    expect(adopted.body.set).toBe(2)
  })

  test('[002-12] shares by the past are those of the last twelve months, today not among them', async () => {
    const own = await makeGroup(kit.app)
    const boss = await own.addPerson('sales_manager')
    const one = await own.addPerson('consultant', { name: '一' })
    const two = await own.addPerson('consultant', { name: '二' })
    const sell = (owner: TestPerson, ...days: string[]) =>
      Promise.all(
        days.map((signedOn) => addDeal(kit.app, own.store, { owner: owner.id, signedOn })),
      )
    await sell(one, '2025-09-15', '2026-03-10', '2026-09-14')
    await sell(two, '2025-09-14', '2025-09-14', '2026-05-01', '2026-09-15')
    const { body } = await kit.call(boss, proposeTargets, {
      query: { kind: 'shares_by_past', scope: 'consultant', period: '2026-10', total: 40 },
    })
    expect(body.cells.map((cell) => [cell.name, cell.weight, cell.value]).sort()).toEqual([
      ['一', 3, 30],
      ['二', 1, 10],
    ])
  })

  test('[002-12] last year is copied with a per cent added', async () => {
    await setOne(cell({ period: '2025-12', value: 50 }))
    const { body } = await kit.call(manager, proposeTargets, {
      query: { kind: 'copy_targets', period: '2026', percent: 10 },
    })
    expect(body.cells.find((one) => one.period === '2026-12')?.value).toBe(55)
  })

  test('[002-12] 60 deals at 40 % filing and 15 % closing need 1,000 visiting parties', async () => {
    const own = await makeGroup(kit.app)
    const boss = await own.addPerson('sales_manager')
    const seller = await own.addPerson('consultant')
    const door = testDoor(kit.app, own.store)
    await Promise.all(
      Array.from({ length: 50 }, (_, place) =>
        door.add({
          day: '2026-07-10',
          outcome: place < 20 ? 'filed' : 'unfiled',
          receivedBy: seller.id,
        }),
      ),
    )
    for (const day of ['2026-07-11', '2026-07-12', '2026-08-01'])
      await addDeal(kit.app, own.store, { owner: seller.id, signedOn: day })
    await kit.call(boss, setTargets, { body: { cells: [cell({ period: '2026-10' })] } })
    const { body } = await kit.call(boss, proposeTargets, {
      query: { kind: 'traffic_identity', period: '2026-10' },
    })
    expect(body.basis).toMatchObject({ filingRate: 0.4, closeRate: 0.15, traffic: 50 })
    expect(body.cells).toMatchObject([{ period: '2026-10', value: 1000 }])
  })

  test('[002-12] the pace goes by open days; a consultant sees their own alone', async () => {
    const own = await makeGroup(kit.app)
    const boss = await own.addPerson('sales_manager')
    const seller = await own.addPerson('consultant')
    const other = await own.addPerson('consultant')
    await kit.call(boss, setTargets, {
      body: {
        cells: [
          cell({ value: 60 }),
          cell({ scope: 'consultant', subject: seller.id, value: 30 }),
          cell({ scope: 'consultant', subject: other.id, value: 30 }),
        ],
      },
    })
    await inStores(kit.app.db, [own.store.id], (tx) =>
      tx
        .insertInto('closed_days')
        .values(
          [28, 29, 30].map((day) => ({
            store_id: own.store.id,
            day: `2026-09-${day}`,
            reason: '盘点',
            set_at: kit.clock.now(),
          })),
        )
        .execute(),
    )
    for (let place = 0; place < 10; place += 1)
      await addDeal(kit.app, own.store, { owner: seller.id, signedOn: '2026-09-05' })
    const { body } = await kit.call(boss, getPace, {})
    expect(body).toMatchObject({ period: '2026-09', openDays: 27, daysGone: 15 })
    const deals = body.numbers.find((one) => one.metric === 'deals')
    expect(deals?.rows[0]).toMatchObject({
      scope: 'store',
      target: 60,
      done: 10,
      daysLeft: 12,
      missing: 50,
      state: 'behind',
      projected: 18,
    })
    const mine = await kit.call(seller, getPace, {})
    expect(mine.body.numbers.flatMap((one) => one.rows.map((row) => row.subject))).toEqual([
      seller.id,
    ])
    expect((await kit.call(seller, setTargets, { body: { cells: [cell()] } })).status).toBe(403)
  })

  test('[002-12] by weekdays, a day counts as what it brought in the past year', async () => {
    const own = await makeGroup(kit.app)
    const boss = await own.addPerson('sales_manager')
    const seller = await own.addPerson('consultant')
    await kit.call(boss, setTargets, { body: { cells: [cell({ value: 40 })] } })
    // All of the past year's deals came on Saturdays: September has four, two of them gone.
    for (const signedOn of ['2026-08-01', '2026-08-08', '2026-08-15', '2026-08-22'])
      await addDeal(kit.app, own.store, { owner: seller.id, signedOn })
    const paceBy = async (weighting: 'even' | 'weekday') =>
      (await kit.call(boss, getPace, { query: { weighting } })).body.numbers[0]?.rows[0]
    expect(await paceBy('even')).toMatchObject({ expected: 20, daysLeft: 15 })
    expect(await paceBy('weekday')).toMatchObject({ expected: 20, daysLeft: 2, neededPerDay: 20 })
    // Before the first Saturday nothing is asked for yet.
    kit.clock.set('2026-09-04T02:00:00Z')
    expect(await paceBy('weekday')).toMatchObject({ expected: 0, state: 'not_begun' })
    kit.clock.set('2026-09-15T02:00:00Z')
  })

  test('[002-12] a quarter without a target of its own goes by its months once each has one', async () => {
    const own = await makeGroup(kit.app)
    const boss = await own.addPerson('sales_manager')
    const set = (period: string, value: number) =>
      kit.call(boss, setTargets, { body: { cells: [cell({ period, value })] } })
    const quarter = async () => {
      const { body } = await kit.call(boss, getPace, { query: { period: '2026-Q3' } })
      return body.numbers.find((one) => one.metric === 'deals')?.rows[0]
    }
    await set('2026-08', 50)
    await set('2026-09', 60)
    expect(await quarter()).toBeUndefined()
    await set('2026-07', 40)
    expect(await quarter()).toMatchObject({ target: 150, targetFrom: 'sum' })
    await set('2026-Q3', 170)
    expect(await quarter()).toMatchObject({ target: 170, targetFrom: 'set' })
  })

  test("[002-12] a regional manager sees the pace of the region's stores beside each other", async () => {
    const region = await group.addPerson('regional_manager')
    const { body } = await kit.call(region, getStoresPace, { query: { period: '2026-09' } })
    expect(body.stores.map((store) => store.storeId).sort()).toEqual(
      [group.store.id, group.otherStore.id].sort(),
    )
    expect(body.stores.find((store) => store.storeId === group.store.id)?.pace?.target).toBe(72)
    expect(body.stores.find((store) => store.storeId === group.otherStore.id)?.pace).toBeNull()
  })

  test('[002-13] shared deals count by share, ties share a place, a consultant sees ranks only', async () => {
    for (const day of ['2026-09-02', '2026-09-03'])
      await addDeal(kit.app, group.store, { owner: anna.id, signedOn: day })
    await addDeal(kit.app, group.store, {
      owner: anna.id,
      signedOn: '2026-09-04',
      credits: [
        { personId: anna.id, percent: 40 },
        { personId: ben.id, percent: 60 },
      ],
    })
    const cleo = await group.addPerson('consultant', { name: '克利' })
    const dora = await group.addPerson('consultant', { name: '朵拉' })
    const board = await kit.call(manager, getLeaderBoard, { query: { metric: 'deals' } })
    expect(board.body.people.map((one) => [one.name, one.place, one.value])).toEqual([
      ['安娜', 1, 2.4],
      ['本', 2, 0.6],
      ...[cleo, dora].map((one) => [one.name, 3, 0]).sort(),
    ])
    expect(board.body.hasDetail).toBe(true)
    const own = await kit.call(ben, getLeaderBoard, { query: { metric: 'deals' } })
    expect(own.body.hasDetail).toBe(false)
    expect(own.body.people.map((one) => [one.place, one.value])).toEqual([
      [1, null],
      [2, 0.6],
      [3, null],
      [3, null],
    ])
    const behind = await kit.call(manager, listCreditedDeals, {
      params: { id: anna.id },
      query: {},
    })
    expect(behind.body.total).toBe(2.4)
    expect(behind.body.items.map(({ value }) => value).sort()).toEqual([0.4, 1, 1])
    const rates = await kit.call(manager, getLeaderBoard, { query: { metric: 'filing_rate' } })
    expect(rates.body.people.every((one) => one.place === null && one.isTooFew)).toBe(true)
  })

  test('[002-13] a rate has its place from the least n on, one short of it none', async () => {
    const own = await makeGroup(kit.app, { settings: { minimumN: 10 } })
    const boss = await own.addPerson('sales_manager')
    const enough = await own.addPerson('consultant')
    const short = await own.addPerson('consultant')
    const door = testDoor(kit.app, own.store)
    for (const [person, n] of [
      [enough, 10],
      [short, 9],
    ] as const)
      for (let place = 0; place < n; place += 1)
        await door.add({
          day: '2026-09-10',
          outcome: place < 3 ? 'filed' : 'unfiled',
          receivedBy: person.id,
        })
    const { body } = await kit.call(boss, getLeaderBoard, { query: { metric: 'filing_rate' } })
    const of = (person: TestPerson) => body.people.find((one) => one.personId === person.id)
    expect(body.leastN).toBe(10)
    expect(of(enough)).toMatchObject({ place: 1, value: 0.3, n: 10, isTooFew: false })
    expect(of(short)).toMatchObject({ place: null, value: null, n: 9, isTooFew: true })
  })
})
