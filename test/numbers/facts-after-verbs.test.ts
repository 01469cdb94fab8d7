import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { mergeCustomers, previewMerge } from '#modules/customers/contracts/duplicates.ts'
import { recordLead } from '#modules/leads/contract.ts'
import { settleFacts } from '#modules/metrics/index.ts'
import { addProspects, addWords } from '#modules/metrics/testing-world.ts'
import { makeReady, makeSignedOrder } from '#modules/orders/testing.ts'
import { deliverOrder, undoDelivery } from '#modules/orders/contracts/delivery.ts'
import { closeVisit, fileVisit, openVisit } from '#modules/showroom/contract.ts'
import { driveOnce } from '#modules/test-drives/testing.ts'
import { takeBack } from '#shared/operations.ts'
import { permissions } from '#shared/permissions.ts'
import { startTestApp, type TestApp } from '../../src/testing.ts'
import { callAny, chanceFrom, countedVerbs, pick, type Place, verbs } from './any-verb.ts'
import { expectAnswers, readDifference } from './compare-facts.ts'

// After each of hundreds of random verbs every fact is recomputed from the records and compared: what
// has changed must be known to be behind, and after the upkeep nothing may differ. The verb that leaves
// a fact behind is the last one that was called.

const steps = process.env.KEYUAN_TEST_LONG === '1' ? 2_000 : 60

let kit: TestApp
beforeAll(async () => {
  kit = await startTestApp({ now: '2026-09-15T02:00:00Z' })
})
afterAll(() => kit.close())

interface Shop extends Place {
  boss: TestPerson
  consultants: TestPerson[]
  phones: number
}

/** A store with a month of prospects of every kind, and somebody who may do everything. */
async function openShop(seed: number): Promise<Shop> {
  const group = await makeGroup(kit.app)
  const words = await addWords(kit.app, group.groupId, group.store)
  const consultants = [
    await group.addPerson('consultant'),
    await group.addPerson('consultant'),
    await group.addPerson('consultant'),
  ]
  const boss = await group.addPerson('sales_manager')
  await inStores(kit.app.db, [], (tx) =>
    tx
      .insertInto('role_permissions')
      .values(
        Object.keys(permissions).map((permission) => ({
          group_id: group.groupId,
          role_id: group.roles.get('sales_manager') as string,
          permission,
          scope: 'group',
        })),
      )
      .onConflict((c) =>
        c.columns(['group_id', 'role_id', 'permission']).doUpdateSet({ scope: 'group' }),
      )
      .execute(),
  )
  const people = consultants.map(({ id }) => id)
  await addProspects(kit.app, group.store, words, people, 30)
  const { ids } = words
  const of = (...names: string[]) => names.flatMap((name) => ids[name] ?? [])
  return {
    kit,
    store: group.store,
    chance: chanceFrom(seed),
    boss,
    consultants,
    phones: 0,
    known: {
      people,
      series: of('bora', 'magotan'),
      model: of('bora 1.5', 'magotan 1.5'),
      source: of('paper', 'friend', 'morning paper'),
      occupation: of('owner', 'teacher'),
      industry: of('trade', 'school'),
      hobby: of('fishing', 'tea', 'golf'),
      household: of('single', 'children'),
      purchase_type: of('first', 'replacement'),
      purpose: of('family'),
      competitor: of('rival'),
      loss_reason: of('price'),
      reason: of('price'),
    },
  }
}

const rowIds = async (shop: Shop, table: string): Promise<string[]> =>
  runInStore(kit.app, shop.store, async ({ tx }) => {
    const { rows } = await sql<{ id: string }>`
      select t.id from ${sql.table(table)} t where t.store_id = ${shop.store.id} order by t.id`.execute(
      tx,
    )
    return rows.map((row) => row.id)
  })

type Doing = (shop: Shop) => Promise<{ status: number }>

/** What takes several calls, or knows what it does; the rest is found by trying every route. */
const doings: Record<string, Doing> = {
  file: async (shop) => {
    const { boss, chance, known } = shop
    const { body } = await kit.call(boss, openVisit, {
      body: {
        channel: 'walk-in',
        receiverId: pick(chance, shop.consultants).id,
        ...(chance(3) === 0 ? { arrivedAt: '2026-09-14T03:00:00Z' } : {}),
      },
    })
    shop.phones += 1
    if (chance(3) === 0)
      return kit.call(boss, closeVisit, {
        params: { id: body.id },
        body: { outcome: 'unfiled', version: body.version },
      })
    const phone = `139${String(10_000_000 + shop.phones)}`
    return kit.call(boss, fileVisit, {
      params: { id: body.id },
      body: {
        version: body.version,
        card: {
          customer: { name: `客户${shop.phones}`, phones: [phone] },
          level: pick(chance, ['H', 'A', 'B', 'C'] as const),
          seriesId: pick(chance, known.series ?? []),
        },
      },
    })
  },
  merge: async (shop) => {
    const ids = await rowIds(shop, 'customers')
    const query = { kept: pick(shop.chance, ids), gone: pick(shop.chance, ids) }
    const { status, body } = await kit.call(shop.boss, previewMerge, { query })
    if (status !== 200) return { status }
    const { kept, gone } = body
    return kit.call(shop.boss, mergeCustomers, {
      body: {
        keptId: kept.id,
        goneId: gone.id,
        keptVersion: kept.version,
        goneVersion: gone.version,
        card: pick(shop.chance, ['kept', 'gone'] as const),
        reason: '同一人',
      },
    })
  },
  'take back': async (shop) =>
    kit.call(shop.boss, takeBack, {
      params: { id: pick(shop.chance, [...(await rowIds(shop, 'operations')), shop.boss.id]) },
      body: { touched: pick(shop.chance, ['keep', 'take_back'] as const) },
    }),
  deliver: async (shop) => {
    const owner = pick(shop.chance, shop.consultants)
    const { order } = await makeSignedOrder(kit, owner)
    if (shop.chance(2) === 0) return { status: 200 }
    const ready = await makeReady(kit, owner, order)
    return kit.call(owner, deliverOrder, {
      params: { id: ready.id },
      body: { version: ready.version, summary: '成交' },
    })
  },
  'take back a delivery': async (shop) => {
    const { rows } = await runInStore(kit.app, shop.store, ({ tx }) =>
      sql<{ id: string; version: number }>`
        select d.id, d.version from orders d
         where d.store_id = ${shop.store.id} and d.state = 'delivered' order by d.id desc`.execute(
        tx,
      ),
    )
    const [order] = rows
    if (!order) return { status: 404 }
    return kit.call(shop.boss, undoDelivery, {
      params: { id: order.id },
      body: { version: order.version, reason: '车没交' },
    })
  },
  drive: async (shop) =>
    driveOnce(kit, shop.boss, {
      carId: pick(shop.chance, await rowIds(shop, 'demo_cars')),
      customerId: pick(shop.chance, await rowIds(shop, 'customers')),
    }),
  lead: async (shop) => {
    shop.phones += 1
    return kit.call(shop.boss, recordLead, {
      body: {
        customer: { name: '网上客户', phone: `138${String(10_000_000 + shop.phones)}` },
        origin: 'web',
      },
    })
  },
}

test(`after each of ${steps} verbs, answers from facts equal answers from the records`, {
  timeout: 3_600_000,
}, async () => {
  const shop = await openShop(Number(process.env.KEYUAN_TEST_SEED ?? 20_261_122))
  await settleFacts(kit.app, shop.store)
  const done = new Map<string, number>()
  const names = Object.keys(doings)
  for (let n = 0; n < steps; n++) {
    if (shop.chance(12) === 0) kit.clock.set(new Date(kit.clock.now().getTime() + 86_400_000))
    let said: string
    let status: number
    if (shop.chance(4) === 0) {
      const name = pick(shop.chance, names)
      said = name
      status = (await doings[name]?.(shop))?.status ?? 500
    } else {
      const route = pick(shop.chance, shop.chance(3) > 0 ? countedVerbs : verbs)
      const answer = await callAny(shop, route, shop.boss.cookie)
      said = answer.said
      status = answer.status
    }
    const key = said.split(' ').slice(0, 2).join(' ')
    if (status < 300) done.set(key, (done.get(key) ?? 0) + 1)
    if (status >= 500) throw new Error(said)
    if (status >= 300 && shop.chance(10) > 0) continue
    const { wrong, behind } = await readDifference(shop)
    const unseen = behind === 'all' ? [] : wrong.filter((line) => !behind.has(line.slice(0, 10)))
    expect(unseen, `unseen after ${said}`).toEqual([])
    if (shop.chance(3) > 0) {
      await settleFacts(kit.app, shop.store)
      expect((await readDifference(shop)).wrong, `wrong after ${said}`).toEqual([])
    }
  }
  await expectAnswers(shop, 'all, not settled')
  await settleFacts(kit.app, shop.store)
  await expectAnswers(shop, 'all, settled')
  expect(done.size).toBeGreaterThan(steps / 10)
})
