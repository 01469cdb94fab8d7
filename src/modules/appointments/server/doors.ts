import type { Ctx } from '#foundation/ctx.ts'
import { lockAppointment } from './appointments.queries.ts'
import { cancel } from './change-appointment.ts'

/** Cancels an appointment that is still planned, whoever asks; one that has gone on stays. */
export async function cancelQuietly(ctx: Ctx, id: string, reason: string): Promise<void> {
  const row = await lockAppointment(ctx.tx, ctx.store.id, id)
  if (row?.state === 'planned') await cancel(ctx, row, reason)
}
