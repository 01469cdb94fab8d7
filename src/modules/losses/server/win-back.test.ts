import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inStores } from '#foundation/db/database.ts'
import type { TestGroup, TestPerson } from '#modules/access/testing.ts'
import { listModels, listSeries, seedCatalog } from '#modules/catalog/index.ts'
import { changeCard, getCard } from '#modules/opportunities/contract.ts'
import { makeCard } from '#modules/opportunities/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../../testing.ts'
import { decideWinBack, listWinBacks } from '../contract.ts'
import { confirmLoss, loseCard, lossOptions, makeLossPeople } from '../testing.ts'

let kit: TestApp
let group: TestGroup
let manager: TestPerson
let care: TestPerson
let liu: TestPerson
let series: string
let model: string
let reasons: Map<string | null, string>
beforeAll(async () => {
  kit = await startTestApp()
})
afterAll(() => kit.close())
beforeEach(async () => {
  ;({ group, manager, care, liu } = await makeLossPeople(kit))
  await inStores(kit.app.db, [group.store.id], async (tx) => {
    await seedCatalog(tx, group.store.groupId)
    const own = (await listSeries(tx, group.store.groupId)).filter((one) => one.isOwn)
    const found = (await listModels(tx, group.store.groupId)).find((one) =>
      own.some((s) => s.id === one.seriesId),
    )
    series = found?.seriesId ?? ''
    model = found?.id ?? ''
  })
  const options = await lossOptions(kit, group, 'loss_reason')
  reasons = new Map(options.map((one) => [one.code, one.id]))
})

const lostFor = async (code: string, owner = liu) => {
  const card = await makeCard(kit, owner)
  const params = { id: card.id }
  const { version } = (await kit.call(owner, getCard, { params })).body
  await kit.call(owner, changeCard, { params, body: { version, seriesId: series } })
  await loseCard(kit, owner, card, { reason: code, reasonId: reasons.get(code) })
  await confirmLoss(kit, { care, manager }, card)
  return card
}
const price = (day: string, fen: number, until: string | null = null) =>
  inStores(kit.app.db, [group.store.id], (tx) =>
    sql`insert into list_prices (group_id, id, model_id, valid_from, valid_to, list_fen, made_at)
        values (${group.store.groupId}, ${uuidv7()}, ${model}, ${day}, ${until}, ${fen}, now())`.execute(
      tx,
    ),
  )
const found = async (as = manager) =>
  (await kit.call(as, listWinBacks, {})).body.items.filter((one) => one.why === 'price')

describe('[001-36] winning back', () => {
  test('a price that fell since brings up who was lost for the price, until somebody decides', async () => {
    const dear = await lostFor('price')
    await lostFor('no-stock')
    expect(await found()).toEqual([])
    kit.clock.set('2026-10-10T02:00:00Z')
    await price('2026-01-01', 15_000_000)
    await price('2026-10-01', 14_200_000)
    expect(await found()).toMatchObject([
      { id: dear.id, priceFallFen: 800_000, changedOn: '2026-10-01' },
    ])
    const reopen = () =>
      kit.call(liu, decideWinBack, {
        params: { id: dear.id },
        body: { decision: 'reopened', level: 'A' },
      })
    const answers = await Promise.all([reopen(), reopen()])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
    expect(await found()).toEqual([])
  })

  test('a price that rose again, or held for days that are over, is no reason to call', async () => {
    await lostFor('price')
    kit.clock.set('2026-10-10T02:00:00Z')
    await price('2026-01-01', 15_000_000)
    await price('2026-10-01', 14_200_000)
    await price('2026-10-05', 15_000_000)
    expect(await found()).toEqual([])
    await price('2026-10-06', 14_000_000, '2026-10-08')
    expect(await found()).toEqual([])
  })

  test('customers lost for other reasons do not crowd out those a change speaks to', async () => {
    const dear = await lostFor('price')
    kit.clock.set('2026-09-16T02:00:00Z')
    const other = await lostFor('no-stock')
    await inStores(kit.app.db, [group.store.id], async (tx) => {
      const { rows } = await sql<{ names: string }>`
        select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
         where table_schema = 'keyuan' and table_name = 'opportunities' and column_name <> 'id'`.execute(
        tx,
      )
      const names = sql.raw(rows[0]?.names ?? '')
      await sql`insert into opportunities (id, ${names})
        select copies.new_id, ${names} from opportunities o
          cross join unnest(${Array.from({ length: 230 }, () => uuidv7())}::uuid[]) as copies (new_id)
         where o.store_id = ${group.store.id} and o.id = ${other.id}
        on conflict do nothing`.execute(tx)
    })
    kit.clock.set('2026-10-10T02:00:00Z')
    await price('2026-01-01', 15_000_000)
    await price('2026-10-01', 14_200_000)
    expect((await found()).map((one) => one.id)).toEqual([dear.id])
  })

  test('a consultant brings back the own customers only; another store finds none', async () => {
    const card = await lostFor('price')
    const mo = await group.addPerson('consultant')
    kit.clock.set('2026-10-10T02:00:00Z')
    await price('2026-01-01', 15_000_000)
    await price('2026-10-01', 14_200_000)
    expect((await found(liu)).map((one) => one.id)).toEqual([card.id])
    expect(await found(mo)).toEqual([])
    const leave = (as: TestPerson) =>
      kit.call(as, decideWinBack, {
        params: { id: card.id },
        body: { decision: 'dismissed', why: '客户已在别处买车' },
      })
    expect((await leave(mo)).status).toBe(404)
    expect((await leave(liu)).status).toBe(200)
    expect((await leave(manager)).status).toBe(409)
  })
})
