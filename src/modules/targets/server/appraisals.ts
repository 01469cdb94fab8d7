import { type Ctx, personOf, scopeOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople, storeSettings } from '#modules/access/index.ts'
import { scoreMeasure } from '#shared/appraisal-score.ts'
import { dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { rankBy } from '#shared/ranking.ts'
import { say } from '#shared/words.ts'
import { targetNumbers } from '../contract.ts'
import {
  type Appraisal,
  appraisalEvents,
  appraisalsError,
  type PersonResult,
  type PeriodKind,
  type Scheme,
} from '../contracts/appraisals.ts'
import { targetWords } from '../words.ts'
import {
  insertResults,
  listResults,
  listResultsOf,
  reopenResults,
  type ResultRow,
} from './appraisals.queries.ts'
import { partsOf } from './numbers.ts'
import { daysOfPeriod, monthsIn } from './periods.ts'
import { getScheme } from './schemes.ts'
import { sellersOf } from './subjects.ts'
import { listTargets } from './targets.queries.ts'

interface Frozen {
  scheme: Scheme
  result: PersonResult
}

/**
 * The results of a scheme in a period: frozen ones as they were closed, else as the numbers stand. A
 * consultant gets their own alone. Throws `appraisals.wrong_period`.
 */
export async function readAppraisal(
  ctx: Ctx,
  schemeId: string,
  period: string,
): Promise<Appraisal> {
  const scheme = await getScheme(ctx, schemeId)
  assertPeriod(ctx, scheme.periodKind, period)
  const span = daysOfPeriod(period)
  const rows = await listResults(ctx, schemeId, period)
  const isOver = span.to < dayInZone(ctx.now, ctx.store.timeZone)
  const [first] = rows
  if (first) {
    const frozen = rows.map((row) => row.result as unknown as Frozen)
    return {
      scheme: frozen[0]?.scheme ?? scheme,
      period,
      ...span,
      isClosed: true,
      closedAt: first.closed_at.toISOString(),
      closedBy: await nameOf(ctx, first),
      isOver,
      people: await onlyVisible(
        ctx,
        frozen.map(({ result }) => result),
      ),
    }
  }
  return {
    scheme,
    period,
    ...span,
    isClosed: false,
    closedAt: null,
    closedBy: null,
    isOver,
    people: await onlyVisible(ctx, await compute(ctx, scheme, period)),
  }
}

/** Freezes the results of a period that is over. Throws `appraisals.not_over`, `appraisals.closed`. */
export async function closePeriod(ctx: Ctx, schemeId: string, period: string): Promise<Appraisal> {
  const scheme = await getScheme(ctx, schemeId)
  assertPeriod(ctx, scheme.periodKind, period)
  const { to } = daysOfPeriod(period)
  if (to >= dayInZone(ctx.now, ctx.store.timeZone))
    throw appraisalsError('appraisals.not_over', { day: to })
  await assertOpen(ctx, schemeId, period)
  const results = await compute(ctx, scheme, period)
  const written = await insertResults(
    ctx,
    results.map((result) => ({
      store_id: ctx.store.id,
      id: uuidv7(),
      scheme_id: schemeId,
      person_id: result.personId,
      period,
      points_hundredths: Math.round(result.points * 100),
      result: JSON.stringify({ scheme, result } satisfies Frozen),
      closed_at: ctx.now,
      closed_by: ctx.actor.personId,
    })),
  )
  if (written < results.length) await assertOpen(ctx, schemeId, period)
  audit(ctx, {
    action: 'appraisal.closed',
    recordType: 'appraisal_scheme',
    recordId: schemeId,
    detail: { period, people: results.length },
  })
  announce(ctx, { type: appraisalEvents.closed, recordId: schemeId, data: { period } })
  return readAppraisal(ctx, schemeId, period)
}

/** Opens a closed period again, with a reason; what was frozen is kept. Throws `appraisals.not_closed`. */
export async function reopenPeriod(
  ctx: Ctx,
  schemeId: string,
  given: { period: string; reason: string },
): Promise<Appraisal> {
  const scheme = await getScheme(ctx, schemeId)
  assertPeriod(ctx, scheme.periodKind, given.period)
  const count = await reopenResults(ctx, schemeId, given.period, maskPhonesInText(given.reason))
  if (count === 0) throw appraisalsError('appraisals.not_closed')
  audit(ctx, {
    action: 'appraisal.reopened',
    recordType: 'appraisal_scheme',
    recordId: schemeId,
    detail: { period: given.period, people: count },
    reason: given.reason,
  })
  announce(ctx, {
    type: appraisalEvents.reopened,
    recordId: schemeId,
    data: { period: given.period },
  })
  return readAppraisal(ctx, schemeId, given.period)
}

/** The caller's own closed results, newest first. */
export async function readMyAppraisals(ctx: Ctx) {
  const rows = await listResultsOf(ctx, personOf(ctx))
  return {
    items: rows.map((row) => ({
      schemeId: row.scheme_id,
      scheme: row.name,
      period: row.period,
      points: row.points_hundredths / 100,
      closedAt: row.closed_at.toISOString(),
    })),
  }
}

async function assertOpen(ctx: Ctx, schemeId: string, period: string): Promise<void> {
  const [row] = await listResults(ctx, schemeId, period)
  if (row) throw appraisalsError('appraisals.closed', { name: (await nameOf(ctx, row)) ?? '—' })
}

async function nameOf(ctx: Ctx, row: ResultRow): Promise<string | null> {
  if (!row.closed_by) return null
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [row.closed_by])
  return names.get(row.closed_by) ?? null
}

async function onlyVisible(ctx: Ctx, people: PersonResult[]): Promise<PersonResult[]> {
  const reach = scopeOf(ctx, 'appraisals.read')
  if (reach !== 'own' && reach !== 'team') return people
  const team = new Set(
    (await sellersOf(ctx))
      .filter((person) => person.teamId !== null && person.teamId === ctx.actor.teamId)
      .map((person) => person.id),
  )
  return people.filter(
    ({ personId }) => personId === ctx.actor.personId || (reach === 'team' && team.has(personId)),
  )
}

/** Every consultant's points, part by part, from the numbers as they stand. */
async function compute(ctx: Ctx, scheme: Scheme, period: string): Promise<PersonResult[]> {
  const span = daysOfPeriod(period)
  const sellers = await sellersOf(ctx)
  const leastN = storeSettings(ctx.store).minimumN
  const months = monthsIn(period)
  const targets = (
    await listTargets(ctx, {
      storeIds: [ctx.store.id],
      metrics: [...targetNumbers],
      scope: 'consultant',
      periods: [...new Set([period, ...months])],
    })
  ).filter((row) => row.value !== null)
  const targetOf = (metric: string, personId: string): number | null => {
    const own = targets.filter((row) => row.metric === metric && row.subject === personId)
    const set = own.find((row) => row.period === period)
    if (set) return set.value
    return own.length > 0 ? own.reduce((sum, row) => sum + (row.value ?? 0), 0) : null
  }
  const people = new Map(sellers.map((person) => [person.id, [] as PersonResult['parts']]))
  for (const measure of scheme.measures) {
    const parts = await partsOf(ctx, measure.metric, { ...span, by: 'consultant' })
    for (const { id } of sellers) {
      const part = parts.get(id)
      const n = part?.below ?? part?.above ?? 0
      const isTooFew = part?.below !== null && part !== undefined && n < leastN
      const value =
        part === undefined
          ? isRate(measure.metric)
            ? null
            : 0
          : part.below === null
            ? part.above
            : part.below > 0
              ? part.above / part.below
              : null
      const target =
        measure.target.kind === 'fixed' ? measure.target.value : targetOf(measure.metric, id)
      const scored = scoreMeasure(measure, value, target)
      people.get(id)?.push({
        metric: measure.metric,
        weight: measure.weight,
        value,
        n,
        isTooFew,
        target,
        ...scored,
      })
    }
  }
  const results = sellers.map(({ id, name }) => {
    const parts = people.get(id) ?? []
    const points = Math.round(parts.reduce((sum, part) => sum + part.points, 0) * 100) / 100
    return { personId: id, name, points, parts }
  })
  return rankBy(results, (one) => one.points).map(({ place, item }) => ({ ...item, place }))
}

const isRate = (metric: string): boolean => !(targetNumbers as readonly string[]).includes(metric)

function assertPeriod(ctx: Ctx, kind: PeriodKind, period: string): void {
  const fits = { month: /^\d{4}-\d{2}$/, quarter: /^\d{4}-Q[1-4]$/, year: /^\d{4}$/ }[kind]
  if (!fits.test(period))
    throw appraisalsError('appraisals.wrong_period', {
      kind: say(targetWords[kind], ctx.locale),
      period,
    })
}
