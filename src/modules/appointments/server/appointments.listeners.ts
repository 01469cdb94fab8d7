import { z } from 'zod'
import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { EventRow, Listener } from '#foundation/module.ts'
import { showroomEvents } from '#modules/showroom/contract.ts'
import { appointmentEvents } from '../contract.ts'
import {
  lockPlannedOfCard,
  lockShowable,
  lockShownBy,
  updateAppointment,
} from './appointments.queries.ts'
import { planAgain, show } from './change-appointment.ts'
import { auditOf, factsOf } from './make-appointment.ts'
import { shownBy } from './shown-by.ts'

/** What the door says of a visit; older events say less and show nothing. */
const visitSchema = z.object({
  customerId: z.uuid().nullish(),
  channel: z.string().optional(),
  outcome: z.string().optional(),
  businessDay: z.string(),
  arrivedAt: z.iso.datetime().nullish(),
  leftAt: z.iso.datetime().nullish(),
})
const handOverSchema = z.object({ from: z.uuid(), to: z.uuid() })

/** A walk-in of a customer shows their appointment of the day; another's, or none, takes it back. */
async function followVisit(ctx: Ctx, event: EventRow): Promise<void> {
  const read = visitSchema.safeParse(event.data)
  if (!read.success) return
  const { customerId, channel, outcome, businessDay, arrivedAt, leftAt } = read.data
  const isHere = channel === 'walk-in' && outcome !== 'withdrawn' && outcome !== 'not_prospect'
  const known = isHere && customerId && arrivedAt ? customerId : null
  for (const row of await lockShownBy(ctx.tx, ctx.store.id, event.recordId))
    if (row.customer_id !== known) await planAgain(ctx, row, null)
  if (known === null || !arrivedAt) return
  const day = await lockShowable(ctx.tx, ctx.store.id, {
    id: event.recordId,
    customerId: known,
    day: businessDay,
  })
  const shown = shownBy(
    {
      id: event.recordId,
      arrivedAt: Date.parse(arrivedAt),
      leftAt: leftAt ? Date.parse(leftAt) : null,
    },
    day.map((row) => ({
      id: row.id,
      startsAt: row.starts_at.getTime(),
      ignoredVisitId: row.ignored_visit_id,
    })),
  )
  for (const row of day)
    if (shown.includes(row.id) && row.visit_id !== event.recordId)
      await show(ctx, row, { visitId: event.recordId, at: new Date(arrivedAt) })
}

/** The planned appointments of a card go with it to its new consultant, and back. */
async function followHandOver(ctx: Ctx, event: EventRow): Promise<void> {
  const read = handOverSchema.safeParse(event.data)
  if (!read.success) return
  const { from, to } = read.data
  for (const row of await lockPlannedOfCard(ctx.tx, ctx.store.id, event.recordId, from)) {
    const moved = await updateAppointment(ctx.tx, ctx.store.id, row.id, { person_id: to })
    auditOf(ctx, 'appointment.handed_over', moved, undefined, { from })
    announce(ctx, { type: appointmentEvents.changed, recordId: row.id, data: factsOf(moved) })
  }
}

const doorEvents = [
  showroomEvents.opened,
  showroomEvents.assigned,
  showroomEvents.closed,
  showroomEvents.corrected,
]

export const appointmentListeners: Listener[] = [
  ...doorEvents.map((event) => ({
    event,
    name: `appointments.follow-visit:${event}`,
    handle: followVisit,
  })),
  {
    event: 'opportunities.handed_over',
    name: 'appointments.follow-hand-over',
    handle: followHandOver,
  },
]
