import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { type Colleague, storeSettings, teamsOfStores } from '#modules/access/index.ts'
import { addDays, dayInZone, daysFromTo } from '#shared/days.ts'
import { shareOut } from '#shared/promise-forecast.ts'
import type { WorkloadPerson } from '../contracts/workload.ts'
import { sellersOf } from './subjects.ts'
import {
  countAppointmentsOn,
  countCardsByLevel,
  countDue,
  countKeptOn,
  countOpenLeads,
  countVisitsOn,
  listAwayOn,
  listLeadsToShare,
} from './workload.queries.ts'

const daysShown = 7

/** What each member has to do (seed 002-29): cards, promises by day, visits, leads, against the capacity. */
export async function readWorkload(ctx: Ctx) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const days = daysFromTo(today, addDays(today, daysShown - 1))
  const people = await reachable(ctx)
  const teams = await teamsOfStores(ctx.tx, ctx.store.groupId, [ctx.store.id])
  const cards = await countCardsByLevel(ctx)
  const due = await countDue(ctx, { from: today, to: days.at(-1) ?? today })
  const kept = await countKeptOn(ctx, today)
  const visits = await countVisitsOn(ctx, today)
  const appointments = await countAppointmentsOn(ctx, today)
  const leads = await countOpenLeads(ctx)
  const away = new Set(await listAwayOn(ctx, today))
  const capacity = storeSettings(ctx.store).dailyCapacity
  const of = (rows: readonly { owner_id: string | null; n: number }[], id: string) =>
    rows.find((row) => row.owner_id === id)?.n ?? 0
  return {
    days,
    leadsWithoutOwner: leads.find((row) => row.owner_id === null)?.n ?? 0,
    people: people.map((person): WorkloadPerson => {
      const level = (name: 'H' | 'A' | 'B' | 'C') =>
        cards.find((row) => row.owner_id === person.id && row.level === name)?.n ?? 0
      const levels = { H: level('H'), A: level('A'), B: level('B'), C: level('C') }
      const own = due.filter((row) => row.owner_id === person.id)
      const overdue = own.find((row) => row.due_on === null)?.n ?? 0
      const perDay = days.map((day) => own.find((row) => row.due_on === day)?.n ?? 0)
      return {
        personId: person.id,
        name: person.name,
        teamName: teams.find((team) => team.id === person.teamId)?.name ?? null,
        isAway: away.has(person.id),
        cards: levels,
        openCards: levels.H + levels.A + levels.B + levels.C,
        overdue,
        due: perDay,
        keptToday: of(kept, person.id),
        visitsToday: of(visits, person.id),
        appointmentsToday: of(appointments, person.id),
        openLeads: of(leads, person.id),
        capacity,
        load: (overdue + (perDay[0] ?? 0)) / capacity,
      }
    }),
  }
}

/** To whom open leads would go: each to whoever then has the fewest, people away left out. */
export async function proposeLeads(
  ctx: Ctx,
  asked: { from?: string | undefined; to?: string | undefined; count: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const chosen = asked.to?.split(',')
  const away = new Set(await listAwayOn(ctx, today))
  const loads = await countOpenLeads(ctx)
  const helpers = (await reachable(ctx))
    .filter((person) => person.id !== asked.from)
    .filter((person) => (chosen ? chosen.includes(person.id) : !away.has(person.id)))
    .map(({ id, name }) => ({
      id,
      name,
      load: loads.find((row) => row.owner_id === id)?.n ?? 0,
    }))
  const leads = await listLeadsToShare(ctx, asked.from ?? null, asked.count)
  const given = shareOut(
    leads.map((lead) => lead.id),
    helpers,
  )
  return {
    leads: leads.flatMap((lead) => {
      const toId = given.get(lead.id)
      return toId === undefined
        ? []
        : [{ leadId: lead.id, customer: lead.name, receivedOn: lead.received_on, toId }]
    }),
    people: helpers.map(({ id, name, load }) => ({
      personId: id,
      name,
      now: load,
      gets: [...given.values()].filter((to) => to === id).length,
    })),
  }
}

async function reachable(ctx: Ctx): Promise<Colleague[]> {
  const people = await sellersOf(ctx)
  const reach = scopeOf(ctx, 'opportunities.assign') ?? scopeOf(ctx, 'leads.assign')
  return reach === 'team'
    ? people.filter((person) => person.teamId !== null && person.teamId === ctx.actor.teamId)
    : people
}
