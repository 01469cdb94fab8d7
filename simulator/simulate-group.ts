import { readFileSync } from 'node:fs'
import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { newClient } from '#foundation/db/client.ts'
import { inStores, type Tx } from '#foundation/db/database.ts'
import { pinyinKeys } from '#foundation/pinyin.ts'
import { createGroup, createStore, findStore, giveRoles } from '#modules/access/index.ts'
import { computePeersOfGroup } from '#modules/analysis/index.ts'
import { seedCatalog } from '#modules/catalog/index.ts'
import { seedCalendar, seedClosedDays, seedDictionaries } from '#modules/dictionaries/index.ts'
import { rebuildFacts } from '#modules/metrics/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { bigrams } from '#shared/search-keys.ts'
import { addCardLifeRows } from './card-life-rows.ts'
import { addCheckRows } from './check-rows.queries.ts'
import { addContractRows } from './contract-rows.ts'
import { addHeadOfficeRows, addLeadInletRows } from './lead-inlet-rows.ts'
import { loadStore, withoutSearchIndex } from './load.ts'
import { addLossCallRows } from './loss-call-rows.ts'
import { addNeedsRows } from './needs-rows.ts'
import { addNeverLostRows } from './never-lost-rows.ts'
import { planStore, yearsOf } from './plan-store.ts'
import { createRandom } from './random.ts'
import { addRoadRows } from './road-rows.ts'
import { insertPeople, insertRegions, markDemoUntil } from './simulate-group.queries.ts'
import { makeStaff, type StaffMember, staffFromList } from './staff.ts'
import { simulateStore } from './store-history.ts'
import { addTargetRows } from './target-rows.ts'
import { type PlantedTruths, truthsOf } from './truths.ts'

export interface GroupWish {
  stores: number
  years: number
  seed: number
  /** The demo: named stores, the last of which is SF01 with its staff and no history. */
  isDemo?: boolean
}

export interface SimulatedGroup {
  groupId: number
  groupCode: string
  seed: number
  from: Day
  to: Day
  rows: number
  stores: { id: number; code: string; name: string; truths: PlantedTruths | null }[]
}

interface StoreName {
  code: string
  name: string
  nameEn: string
  city: string
  platePrefix: string
}

const demoStores: StoreName[] = [
  { code: 'SH01', name: '上海浦东店', nameEn: 'Shanghai Pudong', city: '上海', platePrefix: '沪' },
  { code: 'HZ01', name: '杭州西湖店', nameEn: 'Hangzhou Xihu', city: '杭州', platePrefix: '浙A' },
  { code: 'BJ01', name: '北京朝阳店', nameEn: 'Beijing Chaoyang', city: '北京', platePrefix: '京' },
  { code: 'SF01', name: '示范一店', nameEn: 'Model Store One', city: '天津', platePrefix: '津' },
]
const cities = [
  ['沪', '上海'],
  ['浙A', '杭州'],
  ['京', '北京'],
  ['津', '天津'],
  ['苏E', '苏州'],
  ['粤B', '深圳'],
  ['川A', '成都'],
  ['鄂A', '武汉'],
  ['陕A', '西安'],
  ['鲁B', '青岛'],
] as const
const standardTimeZone = 'Asia/Shanghai'
const storesPerRegion = 25
const indexRebuildFrom = 10

/**
 * Makes a whole dealer group with years of history up to this moment, from one seed number: the
 * same seed and day give the same people, visits and cards. `ownerUrl` connects as the owner.
 */
export async function simulateGroup(
  app: App,
  ownerUrl: string,
  wish: GroupWish,
  say: (text: string) => void = () => {},
): Promise<SimulatedGroup> {
  const now = app.clock.now()
  const today = dayInZone(now, standardTimeZone)
  const from = addDays(today, -Math.round(wish.years * 365.25))
  const client = newClient(ownerUrl)
  await client.connect()
  try {
    const group = await inStores(app.db, [], (tx) => layGround(tx, now, wish, { from, today }))
    const result: SimulatedGroup = {
      groupId: group.groupId,
      groupCode: group.code,
      seed: wish.seed,
      from,
      to: today,
      rows: 0,
      stores: [],
    }
    const loadAll = async (): Promise<void> => {
      for (const [index, name] of group.names.entries()) {
        const storeId = group.storeIds[index] as number
        const store = (await findStore(app.db, storeId)) as StoreInfo
        const isEmpty = wish.isDemo === true && name.code === 'SF01'
        const truths = isEmpty ? null : truthsOf(wish.seed, index + 1, from, today)
        const staff = isEmpty
          ? staffFromList(
              readFileSync(new URL('sf01-staff.csv', import.meta.url), 'utf8'),
              name.code,
            )
          : makeStaff(
              createRandom('staff', wish.seed, index),
              name.code,
              createRandom('size', wish.seed, index).whole(5, 8),
            )
        await inStores(app.db, [storeId], (tx) =>
          saveStaff(tx, now, group, store, staff, { from, today }),
        )
        if (truths) {
          const plan = await planStore(app, store, staff, truths, {
            ...wish,
            number: index + 1,
            from,
            today,
            now,
          })
          result.rows += await loadStore(client, simulateStore(plan))
          // What follows asks about rows that have no statistics yet: PostgreSQL would nest its loops.
          if (wish.isDemo) await client.query('analyze')
          if (wish.isDemo) await addCheckRows(client, storeId, { today, now })
          if (wish.isDemo) await addNeverLostRows(app, store)
          if (wish.isDemo) await addCardLifeRows(app, store)
          if (wish.isDemo) await addContractRows(app, store)
          if (wish.isDemo) await addRoadRows(app, store)
          if (wish.isDemo) await addNeedsRows(app, store)
          if (wish.isDemo) await addLeadInletRows(app, store)
          if (wish.isDemo) await addLossCallRows(app, store)
          await rebuildFacts(app, store)
        }
        result.stores.push({ id: storeId, code: name.code, name: name.name, truths })
        say(`${index + 1}/${group.names.length} ${name.name}: ${result.rows}`)
      }
    }
    if (wish.stores >= indexRebuildFrom) await withoutSearchIndex(client, loadAll)
    else await loadAll()
    await client.query('analyze')
    if (wish.isDemo)
      for (const { id, truths } of result.stores) {
        const store = truths === null ? undefined : await findStore(app.db, id)
        if (store) await addTargetRows(app, store)
      }
    if (wish.isDemo) await addHeadOfficeRows(app, group.groupId, group.storeIds)
    const [anyStore] = group.storeIds
    const member = anyStore === undefined ? undefined : await findStore(app.db, anyStore)
    // What each store may know of the others, as the worker does every night.
    if (member) await computePeersOfGroup(app, member)
    if (wish.isDemo) await inStores(app.db, [], (tx) => markDemoUntil(tx, today))
    return result
  } finally {
    await client.end()
  }
}

interface Ground {
  groupId: number
  code: string
  roles: Map<string, string>
  names: StoreName[]
  storeIds: number[]
}

async function layGround(
  tx: Tx,
  now: Date,
  wish: GroupWish,
  period: { from: Day; today: Day },
): Promise<Ground> {
  const code = wish.isDemo
    ? `demo-${wish.seed}-${now.getTime()}`
    : `sim-${wish.seed}-${now.getTime()}`
  const { groupId, roles } = await createGroup(tx, now, {
    code,
    name: wish.isDemo ? '客源示范汽车集团' : `模拟集团 ${wish.seed}`,
    nameEn: wish.isDemo ? 'Keyuan Demo Motor Group' : `Simulated group ${wish.seed}`,
    isDemo: true,
    demoSeed: wish.seed,
    // A demo is whole once it is marked so at the end; see hasOnlyUnfinishedDemo.
    ...(wish.isDemo ? {} : { demoUntil: period.today }),
  })
  const names = wish.isDemo ? demoStores.slice(-wish.stores) : nameStores(groupId, wish.stores)
  const regionCount = wish.isDemo ? 2 : Math.max(1, Math.ceil(wish.stores / storesPerRegion))
  await insertRegions(
    tx,
    Array.from({ length: regionCount }, (_, i) => ({
      group_id: groupId,
      id: i + 1,
      name: wish.isDemo ? (i === 0 ? '华东大区' : '华北大区') : `第${i + 1}大区`,
      name_en: wish.isDemo ? (i === 0 ? 'East' : 'North') : `Region ${i + 1}`,
    })),
  )
  await seedDictionaries(tx, groupId)
  await seedCatalog(tx, groupId)
  await seedCalendar(tx, groupId, yearsOf(period))
  const headOffice = await createStore(tx, now, groupId, {
    code: wish.isDemo ? 'HQ' : `G${groupId}HQ`,
    name: '集团总部',
    nameEn: 'Head office',
    isHeadOffice: true,
  })
  const storeIds: number[] = []
  for (const [index, name] of names.entries())
    storeIds.push(
      await createStore(tx, now, groupId, {
        ...name,
        regionId: wish.isDemo
          ? index < names.length / 2
            ? 1
            : 2
          : 1 + Math.floor(index / storesPerRegion),
      }),
    )
  const random = createRandom('head-office', wish.seed)
  await addPerson(tx, now, { groupId, roles }, headOffice, {
    id: uuidv7(),
    name: makeStaff(random, 'hq', 1)[0]?.name ?? '管理员',
    login: `admin.${wish.isDemo ? 'demo' : `g${groupId}`}`,
    role: 'administrator',
  })
  for (let region = 1; region <= regionCount; region += 1) {
    const home =
      storeIds[
        names.findIndex(
          (_, i) =>
            (wish.isDemo ? (i < names.length / 2 ? 1 : 2) : 1 + Math.floor(i / storesPerRegion)) ===
            region,
        )
      ]
    if (home === undefined) continue
    const name = makeStaff(createRandom('region', wish.seed, region), 'r', 1)[0]?.name ?? '区域经理'
    await addPerson(tx, now, { groupId, roles }, home, {
      id: uuidv7(),
      name,
      login: `region${region}.${wish.isDemo ? 'demo' : `g${groupId}`}`,
      role: 'regional_manager',
    })
  }
  return { groupId, code, roles, names, storeIds }
}

function nameStores(groupId: number, count: number): StoreName[] {
  return Array.from({ length: count }, (_, i) => {
    const [platePrefix, city] = cities[i % cities.length] as (typeof cities)[number]
    const number = String(i + 1).padStart(3, '0')
    return {
      code: `G${groupId}S${number}`,
      name: `${city}${number}店`,
      nameEn: `Store ${number}`,
      city,
      platePrefix,
    }
  })
}

async function saveStaff(
  tx: Tx,
  now: Date,
  group: Ground,
  store: StoreInfo,
  staff: StaffMember[],
  period: { from: Day; today: Day },
): Promise<void> {
  await seedClosedDays(tx, store.id, yearsOf(period), now)
  for (const member of staff) await addPerson(tx, now, group, store.id, member)
}

async function addPerson(
  tx: Tx,
  now: Date,
  { groupId, roles }: { groupId: number; roles: Map<string, string> },
  storeId: number,
  member: StaffMember,
): Promise<void> {
  await insertPeople(tx, [
    {
      group_id: groupId,
      id: member.id,
      store_id: storeId,
      name: member.name,
      name_keys: [...bigrams(member.name), ...pinyinKeys(member.name)],
      login: member.login,
      created_at: now,
    },
  ])
  await giveRoles(tx, groupId, member.id, [roles.get(member.role) as string])
}
