import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import type { Appointment } from '../contract.ts'
import { type AppointmentRow, listOverlaps } from './appointments.queries.ts'
import { namesOfCustomers } from './names.queries.ts'

/** Appointments as the screens show them, with the names behind their ids. */
export async function presentAppointments(
  ctx: Ctx,
  rows: readonly AppointmentRow[],
): Promise<Appointment[]> {
  const customers = await namesOfCustomers(ctx.tx, ctx.store.id, [
    ...new Set(rows.map((row) => row.customer_id)),
  ])
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.map((row) => row.person_id),
  )
  return rows.map((row) => ({
    id: row.id,
    customer: { id: row.customer_id, name: customers.get(row.customer_id) ?? '—' },
    opportunityId: row.opportunity_id,
    consultant: { id: row.person_id, name: people.get(row.person_id) ?? '—' },
    day: row.day,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    purpose: row.purpose as Appointment['purpose'],
    note: row.note,
    state: row.state as Appointment['state'],
    reason: row.reason,
    previousId: row.previous_id,
    visitId: row.visit_id,
    shownAt: row.shown_at?.toISOString() ?? null,
    version: row.version,
  }))
}

export async function presentAppointment(ctx: Ctx, row: AppointmentRow): Promise<Appointment> {
  const [appointment] = await presentAppointments(ctx, [row])
  return appointment as Appointment
}

/** The same with what else the consultant has at that time; only a plan can overlap. */
export async function presentWithOverlaps(ctx: Ctx, row: AppointmentRow) {
  const others = row.state === 'planned' ? await listOverlaps(ctx.tx, ctx.store.id, row) : []
  const overlaps = await presentAppointments(ctx, others)
  return {
    ...(await presentAppointment(ctx, row)),
    overlaps: overlaps.map((one) => ({
      id: one.id,
      customerName: one.customer.name,
      startsAt: one.startsAt,
      endsAt: one.endsAt,
    })),
  }
}
