import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { type CustomerRow, loadCustomer } from '#modules/customers/index.ts'
import { findOpenCard } from '#modules/opportunities/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import {
  appointmentError,
  appointmentEvents,
  longestAheadDays,
  type Purpose,
  usualMinutes,
} from '../contract.ts'
import { assertMayChange, assertMayGiveTo } from './appointments.policy.ts'
import { type AppointmentRow, findAppointment, insertAppointment } from './appointments.queries.ts'

const toleranceMs = 5 * 60_000
const dayMs = 86_400_000

export interface NewAppointment {
  id?: string | undefined
  customerId: string
  personId?: string | undefined
  startsAt: string
  minutes?: number | undefined
  purpose: Purpose
  note?: string | undefined
}

/**
 * Makes an appointment of a customer the actor may see with a consultant. A resent id gives the
 * appointment as it is now. What else the consultant has then is a warning for the reader only.
 */
export async function makeAppointmentFor(ctx: Ctx, given: NewAppointment): Promise<AppointmentRow> {
  const id = given.id ?? uuidv7()
  const earlier = await findAppointment(ctx.tx, ctx.store.id, id)
  if (earlier) return assertMayChange(ctx, earlier)
  const customer = await loadCustomer(ctx, given.customerId)
  const card = await findOpenCard(ctx, customer.id)
  const personId = given.personId ?? hostOf(ctx, card?.ownerId ?? customer.owner_id)
  await assertMayGiveTo(ctx, personId)
  const row = await plan(ctx, id, {
    customer_id: customer.id,
    opportunity_id: card?.id ?? null,
    person_id: personId,
    purpose: given.purpose,
    note: maskPhonesInText(given.note ?? ''),
    previous_id: null,
    ...timesOf(ctx, given.startsAt, given.minutes ?? usualMinutes),
  })
  auditOf(ctx, 'appointment.made', row, customer)
  announce(ctx, { type: appointmentEvents.made, recordId: id, data: factsOf(row) })
  return row
}

/** Whose appointment it is when nobody is named: the customer's consultant, for an own scope oneself. */
function hostOf(ctx: Ctx, owner: string | null | undefined): string {
  const me = personOf(ctx)
  if (!can(ctx, 'appointments.write', 'team')) return me
  if (!owner) throw appointmentError('appointments.consultant_needed')
  return owner
}

/** The start, the end and the store's day of an appointment; refuses the past and the far future. */
export function timesOf(ctx: Ctx, startsAt: string, minutes: number) {
  const starts = new Date(startsAt)
  if (starts.getTime() < ctx.now.getTime() - toleranceMs)
    throw appointmentError('appointments.in_past')
  if (starts.getTime() > ctx.now.getTime() + longestAheadDays * dayMs)
    throw appointmentError('appointments.too_far', { days: longestAheadDays })
  return {
    day: dayInZone(starts, ctx.store.timeZone),
    starts_at: starts,
    ends_at: new Date(starts.getTime() + minutes * 60_000),
  }
}

/** Writes a plan; throws `core.duplicate` for the id of one that was withdrawn. */
export async function plan(
  ctx: Ctx,
  id: string,
  facts: Pick<
    AppointmentRow,
    | 'customer_id'
    | 'opportunity_id'
    | 'person_id'
    | 'purpose'
    | 'note'
    | 'previous_id'
    | 'day'
    | 'starts_at'
    | 'ends_at'
  >,
): Promise<AppointmentRow> {
  const isNew = await insertAppointment(ctx.tx, {
    store_id: ctx.store.id,
    id,
    ...facts,
    state: 'planned',
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  })
  if (!isNew) throw coreError('core.duplicate')
  return (await findAppointment(ctx.tx, ctx.store.id, id)) as AppointmentRow
}

/** Notes a change of an appointment in the trail. */
export function auditOf(
  ctx: Ctx,
  action: string,
  row: AppointmentRow,
  customer?: CustomerRow,
  more: { reason?: string; from?: string } = {},
): void {
  audit(ctx, {
    action,
    recordType: 'appointment',
    recordId: row.id,
    customer: { id: row.customer_id, sealedKey: customer?.sealed_key ?? null },
    detail: { ...factsOf(row), ...(more.from ? { from: more.from } : {}) },
    ...(more.reason ? { reason: more.reason } : {}),
  })
}

/** Ids and words of an appointment, for events and the trail. */
export function factsOf(row: AppointmentRow) {
  return {
    customerId: row.customer_id,
    opportunityId: row.opportunity_id,
    personId: row.person_id,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    purpose: row.purpose,
    state: row.state,
  }
}
