import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { type Database, inStores, type Tx } from '#foundation/db/database.ts'
import { holidayMarks } from '#foundation/holidays.ts'
import { createGroup, createStore, findStore, giveRoles } from '#modules/access/index.ts'
import { listSeries, seedCatalog } from '#modules/catalog/index.ts'
import {
  closedDays,
  listOptions,
  seedCalendar,
  seedClosedDays,
  seedDictionaries,
} from '#modules/dictionaries/index.ts'
import { rebuildFacts } from '#modules/metrics/index.ts'
import { pinyinKeys } from '#foundation/pinyin.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { bigrams } from '#shared/search-keys.ts'
import { uuidv7 } from '#shared/ids.ts'
import { loadStore, withoutSearchIndex } from './load.ts'
import { createRandom, type Random } from './random.ts'
import { insertPeople, insertRegions } from './simulate-group.queries.ts'
import { makeStaff, type StaffMember, staffFromList } from './staff.ts'
import { simulateStore } from './store-history.ts'
import type { SimulatedConsultant, StorePlan } from './store-plan.ts'
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
const chinaOffsetMinutes = 480
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
  const client = new pg.Client({ connectionString: ownerUrl })
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
          await rebuildFacts(app, store)
        }
        result.stores.push({ id: storeId, code: name.code, name: name.name, truths })
        say(`${index + 1}/${group.names.length} ${name.name}: ${result.rows}`)
      }
    }
    if (wish.stores >= indexRebuildFrom) await withoutSearchIndex(client, loadAll)
    else await loadAll()
    await client.query('analyze')
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
    demoUntil: period.today,
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

const yearsOf = ({ from, today }: { from: Day; today: Day }): number[] => {
  const first = Number(from.slice(0, 4))
  const last = Number(today.slice(0, 4)) + 1
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
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

async function planStore(
  app: App,
  store: StoreInfo,
  staff: StaffMember[],
  truths: PlantedTruths,
  of: { seed: number; number: number; from: Day; today: Day; now: Date; isDemo?: boolean },
): Promise<StorePlan> {
  const random = createRandom('skills', of.seed, of.number)
  const consultants = staff
    .filter((s) => s.role === 'consultant')
    .map(
      (s, place): SimulatedConsultant =>
        skill(random, s, place === truths.weakConsultant.place ? truths.weakConsultant : undefined),
    )
  const read = await readStoreWords(app.db, store, of)
  return {
    groupId: store.groupId,
    storeId: store.id,
    storeNumber: of.number,
    seed: of.seed,
    timeZoneOffsetMinutes: chinaOffsetMinutes,
    from: of.from,
    today: of.today,
    now: of.now,
    dailyVisits: of.isDemo ? 6.5 + random.next() * 4 : 6.1 + random.next() * 1.6,
    platePrefix: store.code.startsWith('G')
      ? '沪'
      : (demoStores.find((d) => d.code === store.code)?.platePrefix ?? '沪'),
    consultants,
    receptionist: staff.find((s) => s.role === 'receptionist')?.id ?? '',
    truths,
    vault: app.vault,
    holidays: new Set(
      holidayMarks(yearsOf(of))
        .filter((m) => m.kind === 'holiday')
        .map((m) => m.day),
    ),
    ...read,
  }
}

function skill(
  random: Random,
  member: StaffMember,
  weak: PlantedTruths['weakConsultant'] | undefined,
): SimulatedConsultant {
  const around = (deviation: number) => Math.max(0.7, random.normal(1, deviation))
  return {
    id: member.id,
    name: member.name,
    filing: weak?.filing ?? around(0.06),
    keeping: weak?.keeping ?? Math.min(0.98, 0.93 + random.normal(0, 0.02)),
    closing: weak?.closing ?? around(0.1),
  }
}

const sourceWeights: Record<string, number> = {
  storefront: 24,
  'passing-by': 8,
  'call-in': 5,
  autohome: 14,
  dongchedi: 11,
  yiche: 5,
  'short-video': 6,
  wechat: 4,
  'friend': 10,
  'owner-referral': 6,
  'auto-show': 4,
  newspaper: 3,
  radio: 3,
  sms: 2,
  billboard: 2,
}
const seriesWeights = [22, 20, 18, 12, 10, 7, 6, 5]

async function readStoreWords(db: Database, store: StoreInfo, period: { from: Day; today: Day }) {
  return inStores(db, [store.id], async (tx) => {
    const sources = await listOptions(tx, store.groupId, 'source', store.id)
    const series = await listSeries(tx, store.groupId)
    const known = sources.filter((s) => sourceWeights[s.code] !== undefined)
    return {
      sources: known.map((s) => ({
        id: s.id,
        code: s.code,
        weight: sourceWeights[s.code] as number,
      })),
      series: series
        .filter((s) => s.isOwn)
        .slice(0, seriesWeights.length)
        .map((s, i) => ({ id: s.id, name: s.name, weight: seriesWeights[i] as number })),
      closedDays: await closedDays(tx, store.id, period.from, addDays(period.today, 400)),
    }
  })
}
