import type { Ctx } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import {
  cancelAppointment,
  changeAppointment,
  getAppointment,
  listAppointmentPeople,
  listAppointments,
  makeAppointment,
  recordArrival,
  rescheduleAppointment,
  undoAppointment,
} from '../contract.ts'
import { assertMayChange, assertVersion } from './appointments.policy.ts'
import { presentAppointment, presentWithOverlaps } from './appointments.present.ts'
import { findNext, lockAppointment } from './appointments.queries.ts'
import { arrive, cancel, changePlan, reschedule, undo } from './change-appointment.ts'
import { makeAppointmentFor } from './make-appointment.ts'
import { readAppointment, readAppointments, readPeople } from './read-appointments.ts'

export const appointmentRoutes = [
  serve(makeAppointment, async (ctx, { body }) =>
    presentWithOverlaps(ctx, await makeAppointmentFor(ctx, body)),
  ),
  serve(listAppointments, (ctx, { query }) => readAppointments(ctx, query)),
  serve(listAppointmentPeople, readPeople),
  serve(getAppointment, (ctx, { params }) => readAppointment(ctx, params.id)),
  serve(changeAppointment, async (ctx, { params, body }) => {
    const row = await load(ctx, params.id, body.version)
    return presentWithOverlaps(ctx, await changePlan(ctx, row, body))
  }),
  serve(rescheduleAppointment, async (ctx, { params, body }) => {
    const row = await loadAny(ctx, params.id)
    // Sent again after a lost answer: the new one is there already.
    const made = body.id === undefined ? undefined : await findNext(ctx.tx, ctx.store.id, row.id)
    if (made !== undefined && made.id === body.id) return presentWithOverlaps(ctx, made)
    assertVersion(row, body.version)
    return presentWithOverlaps(ctx, await reschedule(ctx, row, body))
  }),
  serve(cancelAppointment, async (ctx, { params, body }) => {
    const row = await load(ctx, params.id, body.version)
    return presentAppointment(ctx, await cancel(ctx, row, body.reason))
  }),
  serve(recordArrival, async (ctx, { params, body }) => {
    const row = await loadAny(ctx, params.id)
    // The door may have said so in the same moment.
    if (row.state === 'shown') return presentAppointment(ctx, row)
    assertVersion(row, body.version)
    return presentAppointment(ctx, await arrive(ctx, row))
  }),
  serve(undoAppointment, async (ctx, { params, body }) => {
    const row = await undo(ctx, await load(ctx, params.id, body.version))
    return { appointment: row ? await presentAppointment(ctx, row) : null }
  }),
]

/** An appointment the person may change, locked. */
async function loadAny(ctx: Ctx, id: string) {
  const row = await assertMayChange(ctx, await lockAppointment(ctx.tx, ctx.store.id, id))
  ctx.customerId = row.customer_id
  return row
}

/** The same, as they saw it. */
async function load(ctx: Ctx, id: string, version: number) {
  const row = await loadAny(ctx, id)
  assertVersion(row, version)
  return row
}
