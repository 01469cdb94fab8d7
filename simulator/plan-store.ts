import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { type Database, inStores } from '#foundation/db/database.ts'
import { holidayMarks } from '#foundation/holidays.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import {
  areaLabel,
  areasWithin,
  closedDays,
  findCity,
  listOptions,
} from '#modules/dictionaries/index.ts'
import { readPriceBook } from '#modules/pricing/index.ts'
import { addDays, type Day } from '#shared/days.ts'
import type { PriceBook } from '#shared/price-book.ts'
import { createRandom, type Random } from './random.ts'
import type { District, SimulatedConsultant, StorePlan } from './store-plan.ts'
import type { PlantedTruths } from './truths.ts'

const chinaOffsetMinutes = 480

/** The calendar years of a period and the one after, for closed days still to come. */
export const yearsOf = ({ from, today }: { from: Day; today: Day }): number[] => {
  const first = Number(from.slice(0, 4))
  const last = Number(today.slice(0, 4)) + 1
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** Whom a plan needs to know of the staff. */
interface Member {
  id: string
  name: string
  role: string
}

const platePrefixes: Record<string, string> = { SH01: '沪', HZ01: '浙A', BJ01: '京', SF01: '津' }

/** Gathers what a store's history is made of: its people's skills, its words, its calendar. */
export async function planStore(
  app: App,
  store: StoreInfo,
  staff: readonly Member[],
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
    platePrefix: platePrefixes[store.code] ?? '沪',
    consultants,
    receptionist: staff.find((s) => s.role === 'receptionist')?.id ?? '',
    manager: staff.find((s) => s.role === 'sales_manager')?.id ?? consultants[0]?.id ?? '',
    caretaker: staff.find((s) => s.role === 'care_agent')?.id,
    caller: staff.find((s) => s.role === 'dcc_agent')?.id,
    truths,
    vault: app.vault,
    holidays: new Set(
      holidayMarks(yearsOf(of))
        .filter((m) => m.kind === 'holiday')
        .map((m) => m.day),
    ),
    priceBooks: await readPriceBooks(app, store, read.models),
    ...read,
  }
}

async function readPriceBooks(
  app: App,
  store: StoreInfo,
  models: StorePlan['models'],
): Promise<Map<string, PriceBook>> {
  return runInStore(app, store, async (ctx) => {
    const books = new Map<string, PriceBook>()
    for (const { id } of models) books.set(id, await readPriceBook(ctx, id))
    return books
  })
}

function skill(
  random: Random,
  member: Member,
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

/** The districts a store draws from, its own first: `上海浦东店` begins with 浦东新区. */
function districtsOf(store: StoreInfo): District[] {
  const city = findCity(store.city)
  if (city === undefined) return []
  const codes = areasWithin(city).filter((code) => code !== city)
  const bare = (code: string) =>
    areaLabel(code, 'zh')
      .replace(/^.*?市/, '')
      .replace(/(新区|区|县|市)$/, '')
  const own = codes.findIndex((code) => store.name.includes(bare(code)))
  const near = own > 0 ? [codes[own] as string, ...codes.filter((_, i) => i !== own)] : codes
  return near.map((code) => ({ code, label: areaLabel(code, 'zh') }))
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
  friend: 10,
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
    const models = await listModels(tx, store.groupId)
    const idsOf = async (kind: 'occupation' | 'industry' | 'hobby') =>
      (await listOptions(tx, store.groupId, kind, store.id)).map((one) => one.id)
    const codesOf = async (kind: 'loss_reason' | 'competitor') =>
      Object.fromEntries(
        (await listOptions(tx, store.groupId, kind, store.id)).map((one) => [one.code, one]),
      )
    const known = sources.filter((s) => sourceWeights[s.code] !== undefined)
    return {
      sources: known.map((s) => ({
        id: s.id,
        code: s.code,
        weight: sourceWeights[s.code] as number,
      })),
      losses: { reasons: await codesOf('loss_reason'), rivals: await codesOf('competitor') },
      words: {
        occupations: await idsOf('occupation'),
        industries: await idsOf('industry'),
        hobbies: await idsOf('hobby'),
        households: Object.fromEntries(
          (await listOptions(tx, store.groupId, 'household', store.id)).map((one) => [
            one.code,
            one.id,
          ]),
        ),
      },
      districts: districtsOf(store),
      series: series
        .filter((s) => s.isOwn)
        .slice(0, seriesWeights.length)
        .map((s, i) => ({
          id: s.id,
          name: s.name,
          nameEn: s.nameEn,
          weight: seriesWeights[i] as number,
        })),
      models: models.map((m) => ({
        id: m.id,
        seriesId: m.seriesId,
        name: m.name,
        nameEn: m.nameEn,
        priceFen: m.guidePriceFen ?? 15_000_000,
      })),
      closedDays: await closedDays(tx, store.id, period.from, addDays(period.today, 400)),
    }
  })
}
