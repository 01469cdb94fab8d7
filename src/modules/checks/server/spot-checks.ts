import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople, storeSettings } from '#modules/access/index.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { completenessOf } from '#shared/customer-facts.ts'
import { type Day, daysBetween, lastDayOfMonth, minutesSince, timeInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { drawAtRandom, judgeContacts, type RiskReason } from '#shared/spot-check.ts'
import { say } from '#shared/words.ts'
import type { SpotItem } from '../contract.ts'
import { claimWords } from '../words.ts'
import { assertChecker } from './duties.ts'
import { listFaces } from './one-to-one.queries.ts'
import { assertPeriod, consultantsWithin, dayAsked, mayNameCustomers } from './scope.ts'
import {
  type Claim,
  countResults,
  findDraw,
  findSpotRow,
  insertDraw,
  insertSpotItems,
  listCardsOf,
  listContactsOf,
  listSpotRows,
  listVisitsOf,
  type SpotRow,
  saveSpotResult,
} from './spot-checks.queries.ts'

interface Candidate {
  subject: 'card' | 'visit' | 'contact'
  id: string
  customerId: string | null
  opportunityId: string | null
  personId: string
  reasons: RiskReason[]
}

const monthEndDays = 3
const longUnfiledMinutes = 45

/**
 * Draws the spot checks of a day, once: so many by risk (the most reasons first) and so many at
 * random from the rest, repeatable by the seed. A day that was drawn gives its draw as it is.
 */
export async function drawDay(
  ctx: Ctx,
  asked: { day: Day; atRandom: number; byRisk: number; seed?: number | undefined },
) {
  const { day } = dayAsked(ctx, asked.day)
  const seed = asked.seed ?? Number(day.replaceAll('-', '')) * 10 + (ctx.store.id % 10)
  const candidates = await candidatesOf(ctx, day)
  const isNew = await insertDraw(ctx, { id: uuidv7(), day, seed, drawnFrom: candidates.length })
  const draw = await findDraw(ctx, day)
  if (!draw) throw coreError('core.not_found')
  if (!isNew) {
    const items = await listSpotRows(ctx, day, undefined)
    return { day, seed: draw.seed, drawn: items.length, drawnFrom: draw.drawn_from }
  }
  const keyOf = (one: Candidate) => `${one.subject} ${one.id}`
  const byKey = new Map(candidates.map((one) => [keyOf(one), one]))
  const risky = candidates
    .filter((one) => one.reasons.length > 0)
    .sort((a, b) => b.reasons.length - a.reasons.length || (a.id < b.id ? -1 : 1))
    .slice(0, asked.byRisk)
  const taken = new Set(risky.map(keyOf))
  const random = drawAtRandom(
    [...byKey.keys()].filter((key) => !taken.has(key)),
    asked.atRandom,
    seed,
  ).flatMap((key) => byKey.get(key) ?? [])
  const chosen = [...risky, ...random.map((one) => ({ ...one, reasons: [] as RiskReason[] }))]
  await insertSpotItems(
    ctx,
    chosen.map((one) => ({
      store_id: ctx.store.id,
      id: uuidv7(),
      draw_id: draw.id,
      day,
      subject: one.subject,
      record_id: one.id,
      customer_id: one.customerId,
      opportunity_id: one.opportunityId,
      person_id: one.personId,
      reasons: one.reasons,
    })),
  )
  audit(ctx, {
    action: 'spot_check.drawn',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { day, seed, drawn: chosen.length, drawnFrom: candidates.length },
  })
  announce(ctx, { type: 'checks.drawn', recordId: draw.id, data: { day } })
  return { day, seed, drawn: chosen.length, drawnFrom: candidates.length }
}

async function candidatesOf(ctx: Ctx, day: Day): Promise<Candidate[]> {
  const contacts = await listContactsOf(ctx, day)
  const risks = judgeContacts(
    contacts.map((row) => ({
      id: row.id,
      personId: row.person_id,
      at: row.at.getTime(),
      recordedAt: row.recorded_at.getTime(),
      minuteOfDay: minuteOf(timeInZone(row.at, ctx.store.timeZone)),
      isReached: row.is_reached,
      result: row.result,
      note: row.note,
    })),
    { opens: minuteOf(ctx.store.opensAt), closes: minuteOf(ctx.store.closesAt) },
  )
  const levels = storeSettings(ctx.store).factLevels
  const isMonthEnd = daysBetween(day, lastDayOfMonth(day)) < monthEndDays
  return [
    ...contacts.map((row) => ({
      subject: 'contact' as const,
      id: row.id,
      customerId: row.customer_id,
      opportunityId: row.opportunity_id,
      personId: row.person_id,
      reasons: risks.get(row.id) ?? [],
    })),
    ...(await listCardsOf(ctx, day)).map((row) => ({
      subject: 'card' as const,
      id: row.id,
      customerId: row.customer_id,
      opportunityId: row.id,
      personId: row.owner_id,
      reasons: [
        ...(isMonthEnd && row.was_lifted ? (['lifted_at_month_end'] as const) : []),
        ...(completenessOf(
          { kind: row.kind, isOwner: false, level: row.level, known: row.known },
          levels,
        ).percent < 50
          ? (['missing_data'] as const)
          : []),
      ],
    })),
    ...(await listVisitsOf(ctx, day)).map((row) => ({
      subject: 'visit' as const,
      id: row.id,
      customerId: row.customer_id,
      opportunityId: null,
      personId: row.received_by,
      reasons: [
        ...(row.is_flagged ? (['closed_by_clock'] as const) : []),
        ...(row.outcome === 'unfiled' &&
        row.arrived_at &&
        row.left_at &&
        minutesSince(row.arrived_at, row.left_at) > longUnfiledMinutes
          ? (['long_unfiled'] as const)
          : []),
      ],
    })),
  ]
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Whose work the actor may read about: undefined is everybody's. */
async function peopleSeen(ctx: Ctx): Promise<string[] | undefined> {
  const scope = scopeOf(ctx, 'checks.read')
  if (scope !== 'own' && scope !== 'team') return undefined
  return (await consultantsWithin(ctx, 'checks.read')).map((one) => one.id)
}

export async function readSpotItems(ctx: Ctx, asked: Day) {
  const { day } = dayAsked(ctx, asked)
  const draw = await findDraw(ctx, day)
  const rows = await listSpotRows(ctx, day, await peopleSeen(ctx))
  return {
    day,
    draw: draw
      ? { seed: draw.seed, drawnFrom: draw.drawn_from, madeAt: draw.made_at.toISOString() }
      : null,
    items: await present(ctx, rows),
  }
}

/** Ticks one off: true, not true, not reached. Never one's own work. Throws `core.stale_version`. */
export async function tickSpot(
  ctx: Ctx,
  id: string,
  given: { version: number; result: 'true' | 'not_true' | 'not_reached'; finding: string },
): Promise<SpotItem> {
  const row = await findSpotRow(ctx, id)
  if (!row) throw coreError('core.not_found')
  await assertChecker(ctx, 'spot_check', row.person_id)
  const finding = maskPhonesInText(given.finding)
  if (!(await saveSpotResult(ctx, id, { ...given, finding })))
    throw coreError('core.stale_version', { current: row.version })
  audit(ctx, {
    action: 'spot_check.ticked',
    recordType: row.subject,
    recordId: row.record_id,
    detail: { result: given.result, personId: row.person_id },
  })
  announce(ctx, { type: 'checks.spot_ticked', recordId: id, data: { day: row.day } })
  const [item] = await present(ctx, [(await findSpotRow(ctx, id)) ?? row])
  if (!item) throw coreError('core.not_found')
  return item
}

/** The result rate of a period per consultant, with its n. */
export async function readRates(ctx: Ctx, period: { from: Day; to: Day }) {
  assertPeriod(period.from, period.to)
  const rows = await countResults(ctx, period, await peopleSeen(ctx))
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.map((row) => row.person_id),
  )
  return {
    minimumN: storeSettings(ctx.store).minimumN,
    people: rows.map((row) => ({
      id: row.person_id,
      name: names.get(row.person_id) ?? null,
      drawn: row.drawn,
      isTrue: row.is_true,
      notTrue: row.not_true,
      notReached: row.not_reached,
    })),
  }
}

async function present(ctx: Ctx, rows: readonly SpotRow[]): Promise<SpotItem[]> {
  const faces = mayNameCustomers(ctx)
    ? await listFaces(
        ctx,
        rows.flatMap((row) => row.customer_id ?? []),
      )
    : new Map<string, never>()
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => [row.person_id, ...(row.checked_by ? [row.checked_by] : [])]),
  )
  const results = new Map(
    (await listOptions(ctx.tx, ctx.store.groupId, 'contact_result', ctx.store.id)).map((one) => [
      one.code,
      ctx.locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
    ]),
  )
  return rows.map((row) => {
    const face = row.customer_id ? faces.get(row.customer_id) : undefined
    return {
      id: row.id,
      day: row.day,
      subject: row.subject,
      recordId: row.record_id,
      opportunityId: row.opportunity_id,
      customerId: row.customer_id,
      customer: face?.name ?? null,
      phone: face ? maskedPhone(ctx, face.sealed_key, face.phone_sealed) : null,
      personId: row.person_id,
      personName: names.get(row.person_id) ?? null,
      reasons: row.reasons,
      claim: row.claim ? sayClaim(ctx, row.claim, results) : '',
      result: row.result,
      finding: row.finding,
      checkedByName: row.checked_by ? (names.get(row.checked_by) ?? null) : null,
      version: row.version,
    }
  })
}

/** What a record says of itself, in the words of the page. */
function sayClaim({ locale }: Ctx, claim: Claim, results: Map<string, string>): string {
  const { isReached, result, note, level, expectedOn, outcome, at } = claim
  const expected = expectedOn ? say(claimWords.expected, locale, { day: expectedOn }) : undefined
  const reached =
    isReached === undefined ? undefined : say(claimWords[isReached ? 'reached' : 'missed'], locale)
  return [
    reached,
    result === undefined ? undefined : (results.get(result) ?? result),
    note,
    level === undefined ? undefined : say(claimWords.level, locale, { level }),
    expected,
    outcome === undefined ? undefined : say(claimWords[outcome], locale),
    at,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
}
