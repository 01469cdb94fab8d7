import { z } from 'zod'
import type { Ctx } from '#foundation/ctx.ts'
import type { EventRow, Listener } from '#foundation/module.ts'
import { appointmentEvents } from '#modules/appointments/contract.ts'
import { readCard } from '#modules/opportunities/index.ts'
import { showroomEvents } from '#modules/showroom/contract.ts'
import { dayInZone } from '#shared/days.ts'
import { clockOf, inviteAgain } from './due.ts'
import {
  lockLeadOfCustomer,
  lockLeadOfInvitation,
  lockLeadsOfCard,
  lockLeadsOfVisit,
  saveInvitation,
  sumInvitations,
} from './invitations.queries.ts'
import { emptyWordsOf } from './lead-life.queries.ts'
import { keepStep } from './lead-steps.ts'
import { lockOpenLead, updateLead } from './leads.queries.ts'
import { markPromoted } from './leads.service.ts'

const openedSchema = z.object({ customerId: z.uuid() })
const changedSchema = z.object({ fields: z.array(z.string()) })
const appointmentSchema = z.object({
  customerId: z.uuid(),
  startsAt: z.iso.datetime(),
  state: z.enum(['planned', 'shown', 'no_show', 'rescheduled', 'cancelled']),
})
const visitSchema = z.object({
  customerId: z.uuid().nullish(),
  channel: z.string().optional(),
  outcome: z.string().optional(),
  arrivedAt: z.iso.datetime().nullish(),
})

/** A card made at the door or by hand ends the open lead of its customer as promoted. */
async function followCard(ctx: Ctx, event: EventRow): Promise<void> {
  const read = openedSchema.safeParse(event.data)
  if (!read.success) return
  const lead = await lockOpenLead(ctx, read.data.customerId)
  if (lead) await markPromoted(ctx, lead, event.recordId)
}

/** The card of a lead was signed, cancelled or ended: the deal counts on the day of its contract. */
async function followDeal(ctx: Ctx, event: EventRow): Promise<void> {
  const read = changedSchema.safeParse(event.data)
  if (!read.success || !read.data.fields.includes('state')) return
  for (const lead of await lockLeadsOfCard(ctx, event.recordId)) {
    const { state } = await readCard(ctx, event.recordId)
    const isDeal = state === 'signed' || state === 'delivered'
    const signedOn = dayInZone(event.at, ctx.store.timeZone)
    const isEnded = ['delivered', 'lost', 'terminated'].includes(state)
    await updateLead(ctx, lead.id, {
      dealt_on: isDeal ? (lead.dealt_on ?? signedOn) : null,
      ...(isDeal || isEnded ? { due_at: null } : {}),
    })
  }
}

/**
 * An appointment of a lead's customer is its invitation. A missed one is counted and the lead comes up
 * to be invited again (seed row 003-22: no-show, keep inviting; then deal or lost).
 */
async function followInvitation(ctx: Ctx, event: EventRow): Promise<void> {
  const read = appointmentSchema.safeParse(event.data)
  if (!read.success) return
  const { customerId, startsAt, state } = read.data
  const lead =
    (await lockLeadOfInvitation(ctx, event.recordId)) ??
    (await lockLeadOfCustomer(ctx, customerId, event.at))
  if (!lead) return
  const starts = new Date(startsAt)
  const before = await saveInvitation(ctx, {
    id: event.recordId,
    leadId: lead.id,
    customerId,
    startsAt: starts,
    state,
    madeBy: event.actorId,
  })
  const sum = await sumInvitations(ctx, lead.id)
  const isMissed = state === 'no_show' && before !== 'no_show'
  const clock = await clockOf(ctx, event.at)
  await updateLead(ctx, lead.id, {
    invitations: sum.made,
    no_shows: sum.missed,
    invited_at: lead.invited_at ?? (sum.made > 0 ? event.at : null),
    invited_for: sum.next,
    ...(lead.arrived_at === null && isMissed && sum.next === null && lead.dealt_on === null
      ? { due_at: inviteAgain(clock, event.at) }
      : {}),
    // Invited anew: nobody has to call before the appointment.
    ...(sum.next !== null && lead.state !== 'new' && lead.first_contact_at !== null
      ? { due_at: lead.state === 'promoted' ? null : lead.due_at }
      : {}),
  })
  const facts = { ...lead, customer_id: customerId }
  if (before === undefined && state === 'planned')
    await keepStep(ctx, facts, { step: 'invited', to: startsAt, at: event.at })
  if (isMissed) await keepStep(ctx, facts, { step: 'no_show', to: startsAt, at: event.at })
}

/** A walk-in closed with a lead's customer is the arrival of the lead; a correction takes it back. */
async function followVisit(ctx: Ctx, event: EventRow): Promise<void> {
  const read = visitSchema.safeParse(event.data)
  if (!read.success) return
  const { customerId, channel, outcome, arrivedAt } = read.data
  const isHere = channel === 'walk-in' && (outcome === 'filed' || outcome === 'repeat')
  const known = isHere && customerId && arrivedAt ? customerId : null
  for (const lead of await lockLeadsOfVisit(ctx, event.recordId, known ? [known] : []))
    await updateLead(ctx, lead.id, { arrived_at: null, arrived_on: null, arrived_visit_id: null })
  if (known === null || !arrivedAt) return
  const at = new Date(arrivedAt)
  const lead = await lockLeadOfCustomer(ctx, known, at)
  if (!lead || lead.arrived_at !== null) return
  await updateLead(ctx, lead.id, {
    arrived_at: at,
    arrived_on: dayInZone(at, ctx.store.timeZone),
    arrived_visit_id: event.recordId,
    ...(lead.state === 'promoted' ? { due_at: null } : {}),
  })
  await keepStep(ctx, lead, { step: 'arrived', to: event.recordId, at })
}

const listen = (events: readonly string[], name: string, handle: Listener['handle']): Listener[] =>
  events.map((event) => ({ event, name: `leads.${name}:${event}`, handle }))

export const leadListeners: Listener[] = [
  { event: 'opportunities.opened', name: 'leads.follow-card', handle: followCard },
  {
    event: 'opportunities.purged',
    name: 'leads.empty-words',
    handle: (ctx, event) => emptyWordsOf(ctx, event.recordId),
  },
  { event: 'opportunities.changed', name: 'leads.follow-deal', handle: followDeal },
  ...listen(
    [
      appointmentEvents.made,
      appointmentEvents.changed,
      appointmentEvents.rescheduled,
      appointmentEvents.cancelled,
      appointmentEvents.shown,
      appointmentEvents.noShow,
    ],
    'follow-invitation',
    followInvitation,
  ),
  ...listen([showroomEvents.closed, showroomEvents.corrected], 'follow-visit', followVisit),
]
