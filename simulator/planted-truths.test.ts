import { beforeAll, describe, expect, test } from 'vitest'
import { testKey } from '#foundation/testing/fixed-key.ts'
import { createVault } from '#foundation/vault.ts'
import type { DayCount } from '#modules/analysis/rules/day-model.ts'
import { effectOf, isWithin, together } from '#modules/analysis/rules/media-effect.ts'
import { rhythm } from '#modules/analysis/rules/rhythm.ts'
import { addDays, daysBetween, daysFromTo, weekday } from '#shared/days.ts'
import { oneAgainstRest, type Share } from '#shared/statistics.ts'
import { columns, type TableName } from './rows.ts'
import { simulateStore } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'
import { type PlantedTruths, truthsOf } from './truths.ts'

/** Stores tried; every analysis must find its truth in nine of ten. */
const stores = 20
const enough = Math.ceil(stores * 0.9)
/** The years of history these analyses need to find what was planted. */
const years = 4
const today = '2026-11-20'
const from = addDays(today, -365 * years)
/** Where nothing is to be found, two years are enough to be misled. */
const nullFrom = addDays(today, -365 * 2)
const leastN = 30
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const codes = ['storefront', 'friend', 'auto-show', 'newspaper', 'radio', 'sms', 'short-video']
const sourceId = (code: string) => id(401 + codes.indexOf(code))

type Row = Record<string, string | null>

/** Nothing planted: every consultant, weekday, source, month and day is like the others. */
function nothingPlanted(truths: PlantedTruths): PlantedTruths {
  return {
    weakConsultant: { ...truths.weakConsultant, filing: 1, keeping: 0.94, closing: 1 },
    slackWeekday: { weekday: 5, filing: 1 },
    betterSource: { ...truths.betterSource, closing: 1 },
    campaigns: [],
    seasons: truths.seasons.map(() => 1),
  }
}

function planOf(seed: number, truths: PlantedTruths, since = from): StorePlan {
  return {
    groupId: 1,
    storeId: 1,
    storeNumber: 1,
    seed,
    timeZoneOffsetMinutes: 480,
    from: since,
    today,
    now: new Date('2026-11-20T07:00:00Z'),
    dailyVisits: 10,
    platePrefix: '沪',
    consultants: Array.from({ length: 6 }, (_, i) => {
      const weak =
        i === truths.weakConsultant.place
          ? truths.weakConsultant
          : { filing: 1, keeping: 0.94, closing: 1 }
      const { filing, keeping, closing } = weak
      return { id: id(100 + i), name: `顾问${i}`, filing, keeping, closing }
    }),
    receptionist: id(200),
    manager: id(201),
    series: [1, 2, 3].map((n) => ({ id: id(300 + n), name: `车${n}`, weight: n })),
    models: [],
    priceBooks: new Map(),
    sources: codes.map((code, i) => ({
      id: sourceId(code),
      code,
      weight: [6, 3, 2, 2, 2, 1, 2][i] ?? 1,
    })),
    words: { occupations: [id(501)], industries: [id(511)], hobbies: [id(521)] },
    closedDays: new Set(),
    holidays: new Set(),
    truths,
    vault: createVault(testKey),
  }
}

function read(plan: StorePlan): { visits: Row[]; opportunities: Row[] } {
  const rows = simulateStore(plan, ['visits', 'opportunities'])
  const table = (name: TableName): Row[] =>
    rows[name]
      .take()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const cells = line.split('\t')
        return Object.fromEntries(
          columns[name].map((column, i) => [
            column,
            cells[i] === '\\N' ? null : (cells[i] ?? null),
          ]),
        )
      })
  return { visits: table('visits'), opportunities: table('opportunities') }
}

/** What the analyses are fed with: the counts a store's numbers give. */
function numbersOf(plan: StorePlan) {
  const { visits, opportunities } = read(plan)
  const traffic = visits.filter((v) => v.outcome === 'filed' || v.outcome === 'unfiled')
  const share = <T>(
    rows: readonly T[],
    keyOf: (row: T) => string,
    hit: (row: T) => boolean,
  ): ({ key: string } & Share)[] => {
    const sums = new Map<string, Share>()
    for (const row of rows) {
      const sum = sums.get(keyOf(row)) ?? { part: 0, whole: 0 }
      sum.whole += 1
      sum.part += hit(row) ? 1 : 0
      sums.set(keyOf(row), sum)
    }
    return [...sums].map(([key, sum]) => ({ key, ...sum }))
  }
  const daily = (is: (v: Row) => boolean): DayCount[] => {
    const counts = new Map<string, number>()
    for (const v of traffic)
      if (is(v)) counts.set(String(v.business_day), (counts.get(String(v.business_day)) ?? 0) + 1)
    return daysFromTo(plan.from, addDays(today, -1)).map((day) => ({
      day,
      count: counts.get(day) ?? 0,
      isOpen: true,
    }))
  }
  // Cards of the last quarter may still close; they say nothing yet.
  const settled = opportunities.filter((o) => daysBetween(String(o.opened_on), today) > 90)
  const isBought = (o: Row) => o.state === 'delivered' || o.state === 'signed'
  const isFiled = (v: Row) => v.outcome === 'filed'
  return {
    filing: oneAgainstRest(
      share(traffic, (v) => String(v.received_by), isFiled),
      { leastN },
    ),
    closing: oneAgainstRest(
      share(settled, (o) => String(o.owner_id), isBought),
      { leastN },
    ),
    sources: oneAgainstRest(
      share(settled, (o) => String(o.source_id), isBought),
      { leastN },
    ),
    weekdays: oneAgainstRest(
      share(traffic, (v) => String(weekday(String(v.business_day))), isFiled),
      { leastN },
    ),
    // Days of known campaigns say nothing about the season.
    months: rhythm(
      daily(() => true).filter((one) => !plan.truths.campaigns.some((c) => isWithin(one.day, c))),
      'month',
    ),
    ofSource: (source: string) => daily((v) => v.source_id === source),
    all: daily(() => true),
  }
}

/** The campaigns of one medium taken together, each against its own baseline. */
function campaignsFound(plan: StorePlan, numbers: ReturnType<typeof numbersOf>): boolean {
  const media = new Set(plan.truths.campaigns.map((campaign) => campaign.source))
  const effects = [...media].flatMap((source) => {
    const days = numbers.ofSource(sourceId(source))
    const own = plan.truths.campaigns.filter((c) => c.source === source && c.to < today)
    return own.map(({ from: day, to }) =>
      effectOf(
        days,
        { day, days: daysBetween(day, to) + 1, lag: 0 },
        { today, others: own.filter((c) => c.from !== day) },
      ),
    )
  })
  const all = together(effects)
  return all !== undefined && all.p <= 0.05 && all.effect > 0
}

describe('what was planted in a store is found', () => {
  const seeds = Array.from({ length: stores }, (_, i) => 101 + i)
  const found = { filing: 0, closing: 0, weekday: 0, source: 0, campaigns: 0, season: 0 }
  beforeAll(() => {
    for (const seed of seeds) {
      const plan = planOf(seed, truthsOf(seed, 1, from, today))
      const numbers = numbersOf(plan)
      const { truths } = plan
      const weak = id(100 + truths.weakConsultant.place)
      const lower = (rows: { key: string; standing: string }[]) =>
        rows.filter((row) => row.standing === 'lower').map((row) => row.key)
      if (lower(numbers.filing).join() === weak) found.filing += 1
      if (lower(numbers.closing).includes(weak)) found.closing += 1
      if (lower(numbers.weekdays).join() === String(truths.slackWeekday.weekday)) found.weekday += 1
      const better = numbers.sources.find((row) => row.key === sourceId(truths.betterSource.code))
      if (better?.standing === 'higher') found.source += 1
      if (campaignsFound(plan, numbers)) found.campaigns += 1
      const said = new Map(numbers.months.map((row) => [row.key, row.said]))
      if (said.get('02') === 'lower' && said.get('12') === 'higher') found.season += 1
    }
  }, 900_000)

  test.each([
    ['[000-35] the consultant who files fewer', 'filing'],
    ['[000-35] the consultant who closes less', 'closing'],
    ['[000-36] the slack weekday', 'weekday'],
    ['[000-37] the source that closes better', 'source'],
    ['[000-31] the lift of the campaigns', 'campaigns'],
    ['[000-33] the weak and the strong month', 'season'],
  ] as const)('%s, in at least nine of ten stores', (_, key) => {
    expect(found[key]).toBeGreaterThanOrEqual(enough)
  })
})

test('where nothing was planted, at most one comparison in twenty accuses', () => {
  let families = 0
  let accused = 0
  for (let seed = 201; seed < 201 + stores; seed += 1) {
    const plan = planOf(seed, nothingPlanted(truthsOf(seed, 1, nullFrom, today)), nullFrom)
    const numbers = numbersOf(plan)
    const told = [numbers.filing, numbers.closing, numbers.sources, numbers.weekdays]
    for (const rows of told) {
      families += 1
      if (rows.some((row) => row.standing === 'lower' || row.standing === 'higher')) accused += 1
    }
    families += 1
    if (numbers.months.some((row) => row.said === 'lower' || row.said === 'higher')) accused += 1
    // Five decision days on which nothing was decided.
    const effects = [1, 2, 3, 4, 5].map((n) =>
      effectOf(numbers.all, { day: addDays(nullFrom, 60 + 110 * n), days: 5, lag: 0 }, { today }),
    )
    families += effects.length
    accused += effects.filter((one) => one.kind === 'lift' || one.kind === 'drop').length
  }
  expect(families).toBe(stores * 10)
  expect(accused).toBeLessThanOrEqual(families / 20)
}, 900_000)
