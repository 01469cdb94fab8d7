import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { correctVisit } from '#modules/showroom/contract.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { settleFacts } from '../index.ts'
import { testDoor } from '../testing.ts'
import { countSource } from './fact-answers.queries.ts'
import { lookAtWrite } from './fact-watch.ts'
import { listMarks } from './facts.queries.ts'
import type { Question } from './question.ts'

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp({ now: '2026-09-15T02:00:00Z' })
})
afterAll(() => kit.close())

const lastWeeks = { from: '2026-08-01', to: '2026-09-30', today: '2026-09-15', filters: {} }
const asked = (stores: Question['stores'], by?: 'consultant' | 'month'): Question => ({
  ...lastWeeks,
  stores,
  by,
  asOf: undefined,
})

describe('what a statement changes, by its text', () => {
  it.each([
    ['select 1 from visits where id = $1', undefined],
    ['update follow_ups set due_on = $1 where id = $2', undefined],
    ['update visits set note = $1 where store_id = $2 and id = $3', 'named'],
    ['update "visits" set "note" = $1 where "store_id" = $2 and "id" = $3', 'named'],
    ['update keyuan.visits v set note = $1 where v.id = any ($2::uuid[])', 'named'],
    ['update visits set business_day = $1 where store_id = $2 and id = $3', 'moves'],
    ['update orders set signed_on = $1 where store_id = $2 and id in ($3, $4)', 'moves'],
    ['update visits v set business_day = t.day from unnest($1::uuid[]) t where v.id = t.id', 'any'],
    ['update visits set withdrawn_at = $1 where store_id = $2 and operation_id = $3', 'any'],
    ['update customers set owner_id = $1 where store_id = $2 and owner_id = $3', 'any'],
    ['delete from purchase_needs where store_id = $1 and opportunity_id = $2', 'any'],
    ['insert into visits (store_id, id) values ($1, $2)', 'named'],
    ['insert into visits (store_id, id) select $1, t.id from unnest($2::uuid[]) t (id)', 'named'],
    ['insert into visits (store_id, id) select store_id, id from visits where id = $1', 'any'],
    [
      'insert into visits (store_id, id, business_day) values ($1, $2, $3) on conflict (store_id, id) do update set business_day = excluded.business_day',
      'any',
    ],
    [
      'with gone as (update visits set withdrawn_at = $1 where operation_id = $2 returning id) update orders set note = $3 where id = $4',
      'any',
    ],
    ['update demo_cars set mileage_km = $1 where id = $2', undefined],
    ['update demo_cars set series_id = $1 where id = $2', 'any'],
  ] as const)('%s → %s', (text, reach) => {
    expect(lookAtWrite(text)).toBe(reach)
  })
})

describe('answers while something is written', () => {
  it('see a record whose id was sent in capital letters', async () => {
    const group = await makeGroup(kit.app)
    const boss = await group.addPerson('sales_manager')
    const [first, second] = [
      await group.addPerson('consultant'),
      await group.addPerson('consultant'),
    ]
    const door = testDoor(kit.app, group.store)
    const id = await door.add({ day: '2026-09-14', outcome: 'unfiled', receivedBy: first.id })
    await settleFacts(kit.app, group.store)
    const corrected = await kit.call(boss, correctVisit, {
      params: { id: id.toUpperCase() },
      body: { receiverId: second.id, reason: '登记错了', version: 1 },
    })
    expect(corrected.status).toBe(200)
    const cells = await runInStore(kit.app, group.store, ({ tx }) =>
      countSource(tx, 'door', asked([group.store], 'consultant'), ['consultant']),
    )
    expect(cells.map(({ keys, sums }) => [keys[0], sums.unfiled])).toEqual([[second.id, 1]])
  })

  it('see what their own transaction wrote before', async () => {
    const { store } = await makeGroup(kit.app)
    await testDoor(kit.app, store).add({ day: '2026-09-14', outcome: 'unfiled' })
    await settleFacts(kit.app, store)
    await runInStore(kit.app, store, async ({ tx }) => {
      await tx
        .updateTable('visits')
        .set({ outcome: 'not_prospect' })
        .where('store_id', '=', store.id)
        .where('outcome', '=', 'unfiled')
        .execute()
      const [cell] = await countSource(tx, 'door', asked([store]), [])
      expect(cell?.sums).toMatchObject({ unfiled: 0, not_prospects: 1 })
    })
  })

  it('mark every store that a statement names in a list', async () => {
    const { store, otherStore } = await makeGroup(kit.app)
    for (const one of [store, otherStore]) {
      await testDoor(kit.app, one).add({ day: '2026-09-14', outcome: 'unfiled' })
      await settleFacts(kit.app, one)
    }
    const ids = [store.id, otherStore.id]
    await inStores(kit.app.db, ids, (tx) =>
      // The number of one of the stores stands among the values too.
      sql`update visits set outcome = 'not_prospect', version = ${store.id}
           where store_id = any (${ids}::int[]) and business_day = ${'2026-09-14'}`.execute(tx),
    )
    for (const one of [store, otherStore]) {
      const marks = await runInStore(kit.app, one, ({ tx }) => listMarks(tx, one.id))
      expect(marks.map((mark) => mark.ids)).toEqual([null])
    }
  })

  it('never count a record twice, or not at all, that moves from month to month', async () => {
    const { store } = await makeGroup(kit.app)
    const door = testDoor(kit.app, store)
    const id = await door.add({ day: '2026-08-20', outcome: 'unfiled' })
    await door.add({ day: '2026-09-02', outcome: 'not_prospect' })
    let moving = true
    const mover = (async () => {
      for (let n = 0; moving; n++) {
        await door.change(id, { day: n % 2 === 0 ? '2026-09-10' : '2026-08-20' })
        if (n % 3 === 0) await settleFacts(kit.app, store)
      }
    })()
    const counts = new Set<number | undefined>()
    for (let n = 0; n < 80; n++) {
      const cells = await runInStore(kit.app, store, ({ tx }) =>
        countSource(tx, 'door', asked([store], 'month'), ['month']),
      )
      counts.add(cells.reduce((sum, cell) => sum + (cell.sums.unfiled ?? 0), 0))
    }
    moving = false
    await mover
    expect([...counts]).toEqual([1])
  })
})
