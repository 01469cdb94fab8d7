import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import {
  type AppointmentState,
  appointmentError,
  appointmentEvents,
  type Purpose,
} from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { assertMayGiveTo } from './appointments.policy.ts'
import { type AppointmentRow, findNext, updateAppointment } from './appointments.queries.ts'
import { auditOf, factsOf, plan, timesOf } from './make-appointment.ts'

/** Which states an appointment may leave by each step. */
const leaves = {
  change: ['planned'],
  reschedule: ['planned', 'no_show'],
  cancel: ['planned', 'no_show'],
  arrive: ['planned', 'no_show'],
} as const satisfies Record<string, readonly AppointmentState[]>

function assertState(ctx: Ctx, row: AppointmentRow, step: keyof typeof leaves): void {
  const allowed: readonly string[] = leaves[step]
  if (!allowed.includes(row.state)) throw wrongState(ctx, row)
}

function wrongState(ctx: Ctx, row: AppointmentRow) {
  const word = appointmentWords[row.state as AppointmentState]
  return appointmentError('appointments.wrong_state', { state: say(word, ctx.locale) })
}

/** Changes what a locked plan is about, how long it is, or with whom; its time moves by `reschedule`. */
export async function changePlan(
  ctx: Ctx,
  row: AppointmentRow,
  given: {
    purpose?: Purpose | undefined
    minutes?: number | undefined
    personId?: string | undefined
    note?: string | undefined
  },
): Promise<AppointmentRow> {
  assertState(ctx, row, 'change')
  if (given.personId !== undefined && given.personId !== row.person_id)
    await assertMayGiveTo(ctx, given.personId)
  const changed = await updateAppointment(ctx.tx, ctx.store.id, row.id, {
    ...(given.purpose === undefined ? {} : { purpose: given.purpose }),
    ...(given.personId === undefined ? {} : { person_id: given.personId }),
    ...(given.note === undefined ? {} : { note: maskPhonesInText(given.note) }),
    ...(given.minutes === undefined
      ? {}
      : { ends_at: new Date(row.starts_at.getTime() + given.minutes * 60_000) }),
  })
  auditOf(ctx, 'appointment.changed', changed)
  announce(ctx, { type: appointmentEvents.changed, recordId: row.id, data: factsOf(changed) })
  return changed
}

/**
 * Moves a locked appointment to another time: it stays, with the reason, and the new one names it.
 * A resent id gives the new one as it is now. A no-show may be moved too.
 */
export async function reschedule(
  ctx: Ctx,
  row: AppointmentRow,
  given: {
    id?: string | undefined
    startsAt: string
    minutes?: number | undefined
    personId?: string | undefined
    reason: string
  },
): Promise<AppointmentRow> {
  assertState(ctx, row, 'reschedule')
  const personId = given.personId ?? row.person_id
  if (personId !== row.person_id) await assertMayGiveTo(ctx, personId)
  const minutes = given.minutes ?? (row.ends_at.getTime() - row.starts_at.getTime()) / 60_000
  const times = timesOf(ctx, given.startsAt, minutes)
  await endAs(ctx, row, 'rescheduled', given.reason)
  const next = await plan(ctx, given.id ?? uuidv7(), {
    customer_id: row.customer_id,
    opportunity_id: row.opportunity_id,
    person_id: personId,
    purpose: row.purpose,
    note: row.note,
    previous_id: row.id,
    ...times,
  })
  auditOf(ctx, 'appointment.rescheduled', next, undefined, { reason: given.reason, from: row.id })
  announce(ctx, {
    type: appointmentEvents.rescheduled,
    recordId: row.id,
    data: { ...factsOf(row), state: 'rescheduled', nextId: next.id },
  })
  announce(ctx, {
    type: appointmentEvents.made,
    recordId: next.id,
    data: { ...factsOf(next), previousId: row.id },
  })
  return next
}

/** Cancels a locked appointment, with a reason. */
export async function cancel(
  ctx: Ctx,
  row: AppointmentRow,
  reason: string,
): Promise<AppointmentRow> {
  assertState(ctx, row, 'cancel')
  const cancelled = await endAs(ctx, row, 'cancelled', reason)
  auditOf(ctx, 'appointment.cancelled', cancelled, undefined, { reason })
  announce(ctx, { type: appointmentEvents.cancelled, recordId: row.id, data: factsOf(cancelled) })
  return cancelled
}

/** Says that the customer came; the door says it by itself where a visit is opened. */
export async function arrive(ctx: Ctx, row: AppointmentRow): Promise<AppointmentRow> {
  assertState(ctx, row, 'arrive')
  return show(ctx, row, { visitId: null, at: ctx.now })
}

/** Marks a locked appointment as shown by a visit, or by hand. */
export async function show(
  ctx: Ctx,
  row: AppointmentRow,
  by: { visitId: string | null; at: Date },
): Promise<AppointmentRow> {
  const shown = await updateAppointment(ctx.tx, ctx.store.id, row.id, {
    state: 'shown',
    visit_id: by.visitId,
    shown_at: by.at,
    ended_at: ctx.now,
    ended_by: ctx.actor.personId,
  })
  auditOf(ctx, 'appointment.shown', shown, undefined, { from: row.state })
  announce(ctx, { type: appointmentEvents.shown, recordId: row.id, data: factsOf(shown) })
  return shown
}

/** Marks a locked plan whose time passed as a no-show. */
export async function miss(ctx: Ctx, row: AppointmentRow): Promise<void> {
  const missed = await endAs(ctx, row, 'no_show', '')
  auditOf(ctx, 'appointment.missed', missed)
  announce(ctx, { type: appointmentEvents.noShow, recordId: row.id, data: factsOf(missed) })
}

/**
 * Takes the last step of a locked appointment back: shown, moved, cancelled become planned again;
 * a plan was made by mistake and is withdrawn. What it was moved to goes, unless it changed since.
 * Gives undefined where it was withdrawn.
 */
export async function undo(ctx: Ctx, row: AppointmentRow): Promise<AppointmentRow | undefined> {
  // The clock would only say so again: a missed one is moved, cancelled, or has come after all.
  if (row.state === 'no_show') throw wrongState(ctx, row)
  if (row.state === 'planned') {
    // Somebody moved another here: that step is undone on the other.
    if (row.previous_id !== null) throw wrongState(ctx, row)
    await withdraw(ctx, row)
    return undefined
  }
  if (row.state === 'rescheduled') await withdrawNext(ctx, row)
  return planAgain(ctx, row, row.visit_id)
}

/** Plans a locked appointment again; the visit that showed it wrongly will not do so a second time. */
export async function planAgain(
  ctx: Ctx,
  row: AppointmentRow,
  ignoredVisitId: string | null,
): Promise<AppointmentRow> {
  const planned = await updateAppointment(ctx.tx, ctx.store.id, row.id, {
    state: 'planned',
    reason: '',
    visit_id: null,
    ignored_visit_id: ignoredVisitId ?? row.ignored_visit_id,
    shown_at: null,
    ended_at: null,
    ended_by: null,
  })
  auditOf(ctx, 'appointment.undone', planned, undefined, { from: row.state })
  announce(ctx, { type: appointmentEvents.changed, recordId: row.id, data: factsOf(planned) })
  return planned
}

async function withdrawNext(ctx: Ctx, row: AppointmentRow): Promise<void> {
  const next = await findNext(ctx.tx, ctx.store.id, row.id, true)
  if (!next) return
  if (next.state !== 'planned' || next.version !== 1)
    throw appointmentError('appointments.continued')
  await withdraw(ctx, next)
}

async function withdraw(ctx: Ctx, row: AppointmentRow): Promise<void> {
  await updateAppointment(ctx.tx, ctx.store.id, row.id, { withdrawn_at: ctx.now })
  auditOf(ctx, 'appointment.withdrawn', row)
  announce(ctx, { type: appointmentEvents.changed, recordId: row.id, data: factsOf(row) })
}

function endAs(
  ctx: Ctx,
  row: AppointmentRow,
  state: AppointmentState,
  reason: string,
): Promise<AppointmentRow> {
  return updateAppointment(ctx.tx, ctx.store.id, row.id, {
    state,
    reason: maskPhonesInText(reason),
    ended_at: ctx.now,
    ended_by: ctx.actor.personId,
  })
}
