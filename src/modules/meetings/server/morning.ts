import { type Ctx, can, scopeOf } from '#foundation/ctx.ts'
import { listPeopleOfStore, nameOfPeople, storeSettings } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { addDays, type Day, dayInZone, daysBetween } from '#shared/days.ts'
import { say } from '#shared/words.ts'
import {
  linesShown,
  type Morning,
  type MorningPerson,
  meetingsError,
  morningReach,
} from '../contract.ts'
import { meetingWords } from '../words.ts'
import {
  type BreachRow,
  type CardRow,
  countKept,
  countLoad,
  type FaceRow,
  type LoadRow,
  listBreaches,
  listDuePromises,
  listFaces,
  listLeftVisits,
  listNewCards,
  type MorningDays,
  type MorningScope,
  type PromiseRow,
  type VisitRow,
} from './morning.queries.ts'

const longestClosure = 20

/** What the rows of one morning are, before they are dealt out to their people. */
interface Gathered {
  promises: PromiseRow[]
  load: LoadRow[]
  kept: { owner_id: string; kept: number }[]
  breaches: BreachRow[]
  cards: CardRow[]
  visits: VisitRow[]
}

/**
 * The morning list of a business day (today unless given) for everybody in the caller's scope:
 * due and overdue promises, what came in yesterday, what was left undone, and the load against
 * the capacity. Throws `meetings.too_far`. Source: seed row 003-52, product.md section 3.
 */
export async function readMorning(ctx: Ctx, asked: Day | undefined): Promise<Morning> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const day = asked ?? today
  if (Math.abs(daysBetween(today, day)) > morningReach)
    throw meetingsError('meetings.too_far', { days: morningReach })
  const days = await daysAround(ctx, day)
  const scope = await scopeOfMorning(ctx)
  const gathered: Gathered = {
    promises: await listDuePromises(ctx.tx, scope, day, linesShown),
    load: await countLoad(ctx.tx, scope, days),
    kept: await countKept(ctx.tx, scope, day),
    breaches: onePerCard(await listBreaches(ctx.tx, scope, days)),
    cards: await listNewCards(ctx.tx, scope, days),
    visits: await listLeftVisits(ctx.tx, scope, days),
  }
  return {
    day,
    today,
    since: days.since,
    next: days.next,
    people: await deal(ctx, scope, day, gathered),
  }
}

/** The last open day before the day and the first one after it. */
async function daysAround({ tx, store }: Ctx, day: Day): Promise<MorningDays> {
  const first = addDays(day, -longestClosure)
  const last = addDays(day, longestClosure)
  const closed = await closedDays(tx, store.id, first, last)
  let since = addDays(day, -1)
  while (closed.has(since) && since > first) since = addDays(since, -1)
  let next = addDays(day, 1)
  while (closed.has(next) && next < last) next = addDays(next, 1)
  return { day, since, next }
}

async function scopeOfMorning(ctx: Ctx): Promise<MorningScope> {
  const scope = scopeOf(ctx, 'meetings.read')
  const storeId = ctx.store.id
  const { personId, teamId, groupId } = ctx.actor
  if (scope !== 'own' && scope !== 'team') return { storeId, people: undefined }
  if (scope === 'team' && teamId) {
    const people = await listPeopleOfStore(ctx.tx, groupId, storeId)
    return { storeId, people: people.filter((p) => p.teamId === teamId).map((p) => p.id) }
  }
  return { storeId, people: personId ? [personId] : [] }
}

/** A promise broken once is one breach, whatever happened to it afterwards; the open one tells most. */
function onePerCard(breaches: BreachRow[]): BreachRow[] {
  const byCard = new Map<string, BreachRow>()
  for (const breach of breaches) {
    const known = byCard.get(breach.opportunity_id)
    if (!known || breach.kept_on === null) byCard.set(breach.opportunity_id, breach)
  }
  return [...byCard.values()]
}

async function deal(
  ctx: Ctx,
  scope: MorningScope,
  day: Day,
  gathered: Gathered,
): Promise<MorningPerson[]> {
  const { promises, load, breaches, cards, visits } = gathered
  const owners = [...load, ...breaches, ...cards, ...gathered.kept].map((row) => row.owner_id)
  const named = [...new Set([...owners, ...visits.flatMap((v) => v.received_by ?? [])])]
  const people = await peopleOf(ctx, scope, named)
  const line = await lineMaker(ctx, [...promises, ...breaches, ...cards])
  const capacity = storeSettings(ctx.store).dailyCapacity
  const list = people.map((person) =>
    personOf({ id: person.id, name: person.name }, day, capacity, gathered, line),
  )
  const nobodys = visits.some((visit) => visit.received_by === null)
  const nobody = { id: null, name: say(meetingWords.nobody, ctx.locale) }
  return nobodys ? [...list, personOf(nobody, day, capacity, gathered, line)] : list
}

/** The store's consultants within the scope, and whoever else has something on the list, by name. */
async function peopleOf(ctx: Ctx, scope: MorningScope, named: string[]) {
  const colleagues = await listPeopleOfStore(ctx.tx, ctx.actor.groupId, ctx.store.id)
  const shown = colleagues.filter(
    ({ id, isConsultant }) =>
      named.includes(id) || (isConsultant && (scope.people?.includes(id) ?? true)),
  )
  const left = named.filter((id) => !colleagues.some((colleague) => colleague.id === id))
  const names = await nameOfPeople(ctx.tx, ctx.actor.groupId, left)
  return [...shown, ...[...names].map(([id, name]) => ({ id, name }))]
}

type LineMaker = Awaited<ReturnType<typeof lineMaker>>

function personOf(
  person: { id: string | null; name: string },
  day: Day,
  capacity: number,
  gathered: Gathered,
  line: LineMaker,
): MorningPerson {
  const mine = <T extends { owner_id: string }>(rows: T[]) =>
    rows.filter((row) => row.owner_id === person.id)
  const load = mine(gathered.load)[0] ?? { due: 0, overdue: 0, next: 0 }
  const today = load.due + load.overdue
  const visits = gathered.visits.filter((visit) => visit.received_by === person.id)
  const unfiled = visits.filter((visit) => !visit.is_open)
  const leftOpen = visits.filter((visit) => visit.is_open || visit.is_flagged)
  const breaches = mine(gathered.breaches)
  const cards = mine(gathered.cards)
  const left = Math.max(0, today - capacity)
  return {
    ...person,
    counts: {
      due: load.due,
      overdue: load.overdue,
      kept: mine(gathered.kept)[0]?.kept ?? 0,
      newCards: cards.length,
      unfiled: unfiled.length,
      leftOpen: leftOpen.length,
      breaches: breaches.length,
    },
    load: {
      today,
      capacity,
      tomorrow: load.next,
      willBreak: Math.max(0, left + load.next - capacity),
    },
    promises: mine(gathered.promises).map((row) => ({
      ...line.card(row),
      followUpId: row.id,
      purpose: row.purpose,
      dueOn: row.due_on,
      daysOverdue: Math.max(0, daysBetween(row.due_on, day)),
      lastContactOn: row.last_contact_on,
    })),
    newCards: cards
      .slice(0, linesShown)
      .map((row) => ({ ...line.card(row), openedOn: row.opened_on })),
    unfiled: unfiled.slice(0, linesShown).map(line.visit),
    leftOpen: leftOpen.slice(0, linesShown).map(line.visit),
    breaches: breaches
      .slice(0, linesShown)
      .map((row) => ({ ...line.card(row), dueOn: row.due_on, keptOn: row.kept_on })),
  }
}

type CardLike = Pick<
  PromiseRow,
  'opportunity_id' | 'customer_id' | 'level' | 'series_id' | 'series_text'
>

/** Presents rows as lines; names and masked numbers are read once for all of them. */
async function lineMaker(ctx: Ctx, rows: CardLike[]) {
  const names = new Map(
    (await listSeries(ctx.tx, ctx.actor.groupId)).map((series) => [
      series.id,
      ctx.locale === 'zh' ? series.name : series.nameEn || series.name,
    ]),
  )
  const ids = can(ctx, 'customers.read') ? [...new Set(rows.map((row) => row.customer_id))] : []
  const faces = new Map<string, FaceRow>(
    (await listFaces(ctx.tx, ctx.store.id, ids)).map((face) => [face.id, face]),
  )
  const seriesOf = (row: { series_id: string | null; series_text: string | null }) =>
    (row.series_id ? names.get(row.series_id) : undefined) ?? row.series_text
  return {
    card: (row: CardLike) => {
      const face = faces.get(row.customer_id)
      return {
        opportunityId: row.opportunity_id,
        customerId: row.customer_id,
        customer: face?.name ?? null,
        special: face?.special ?? null,
        phone: face ? maskedPhone(ctx, face.sealed_key, face.phone_sealed) : null,
        level: row.level,
        series: seriesOf(row),
      }
    },
    visit: (row: VisitRow) => ({
      visitId: row.id,
      day: row.business_day,
      arrivedAt: row.arrived_at?.toISOString() ?? null,
      channel: row.channel,
      series: seriesOf(row),
      isFlagged: row.is_flagged,
    }),
  }
}
