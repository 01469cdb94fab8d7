import type { Ctx } from '#foundation/ctx.ts'
import { listPeopleOfStore, nameOfPeople, storeSettings } from '#modules/access/index.ts'
import { type Day, dayInZone, daysBetween } from '#shared/days.ts'
import { forecastBreaks } from '#shared/promise-forecast.ts'
import { say } from '#shared/words.ts'
import {
  linesShown,
  type Morning,
  type MorningNote,
  type MorningPerson,
  meetingsError,
  morningReach,
} from '../contract.ts'
import { meetingWords } from '../words.ts'
import { lineMaker } from './lines.ts'
import {
  type AppointmentRow,
  type BreachRow,
  type CardRow,
  countKept,
  countLoad,
  type EscalationRow,
  type LoadRow,
  listAppointments,
  listAway,
  listBreaches,
  listDuePromises,
  listEscalated,
  listLeftVisits,
  listNewCards,
  type MorningDays,
  type MorningScope,
  type PromiseRow,
  type VisitRow,
} from './morning.queries.ts'
import { daysAround, scopeOfMorning } from './reach.ts'
import { notesOf } from './read-notes.ts'

/** So many promises a person are looked at for the forecast; nobody keeps more in two days. */
const mostForecast = 500

/** What the rows of one morning are, before they are dealt out to their people. */
interface Gathered {
  promises: PromiseRow[]
  load: LoadRow[]
  kept: { owner_id: string; kept: number }[]
  breaches: BreachRow[]
  appointments: AppointmentRow[]
  escalations: EscalationRow[]
  /** Everything due by the next open day, for the forecast. */
  coming: PromiseRow[]
  away: Set<string>
  notes: Map<string, MorningNote>
  days: MorningDays
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
    appointments: await listAppointments(ctx.tx, scope, day),
    escalations: await listEscalated(ctx.tx, scope),
    coming: await listDuePromises(ctx.tx, scope, days.next, mostForecast),
    away: new Set(await listAway(ctx.tx, ctx.store.id, day)),
    notes: await notesOf(ctx, day),
    days,
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
  const { promises, load, breaches, cards, visits, appointments, escalations } = gathered
  const owners = [
    ...load,
    ...breaches,
    ...cards,
    ...gathered.kept,
    ...appointments,
    ...escalations,
  ].map((row) => row.owner_id)
  const named = [...new Set([...owners, ...visits.flatMap((v) => v.received_by ?? [])])]
  const people = await peopleOf(ctx, scope, named)
  const line = await lineMaker(ctx, [
    ...promises,
    ...breaches,
    ...cards,
    ...appointments,
    ...escalations,
    ...gathered.coming,
  ])
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
  const kept = mine(gathered.kept)[0]?.kept ?? 0
  const appointments = mine(gathered.appointments)
  const escalations = mine(gathered.escalations)
  const coming = mine(gathered.coming)
  const { breaks } = forecastBreaks(
    coming.map((row) => ({ id: row.id, dueOn: row.due_on, level: row.level })),
    { today: day, next: gathered.days.next, capacity, done: kept },
  )
  const left = Math.max(0, today - Math.max(0, capacity - kept))
  const promise = (row: PromiseRow) => ({
    ...line.card(row),
    followUpId: row.id,
    purpose: row.purpose,
    dueOn: row.due_on,
    daysOverdue: Math.max(0, daysBetween(row.due_on, day)),
    lastContactOn: row.last_contact_on,
  })
  return {
    ...person,
    counts: {
      due: load.due,
      overdue: load.overdue,
      kept,
      newCards: cards.length,
      unfiled: unfiled.length,
      leftOpen: leftOpen.length,
      breaches: breaches.length,
      appointments: appointments.length,
      escalations: escalations.length,
    },
    load: {
      today,
      capacity,
      tomorrow: load.next,
      willBreak: Math.max(0, left + load.next - capacity),
    },
    promises: mine(gathered.promises).map(promise),
    breaking: breaks
      .slice(0, linesShown)
      .flatMap((id) => coming.filter((row) => row.id === id).map(promise)),
    appointments: appointments.slice(0, linesShown).map(line.appointment),
    escalations: escalations
      .slice(0, linesShown)
      .map((row) => ({ ...line.card(row), kind: row.kind, since: row.since })),
    isAway: person.id !== null && gathered.away.has(person.id),
    note: person.id === null ? null : (gathered.notes.get(person.id) ?? null),
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
