import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { Timer } from '#foundation/module.ts'
import { storeSettings } from '#modules/access/index.ts'
import { appointmentEvents } from '../contract.ts'
import { lockMissed, lockToRemind, updateAppointment } from './appointments.queries.ts'
import { miss } from './change-appointment.ts'
import { factsOf } from './make-appointment.ts'

const minuteMs = 60_000

/**
 * What time does to appointments: those that begin within the store's reminder time are announced
 * once, those nobody came to within its waiting time become no-shows. Gives how many of each.
 */
export async function keepWatch(ctx: Ctx): Promise<{ reminded: number; missed: number }> {
  const settings = storeSettings(ctx.store)
  const before = (minutes: number) => new Date(ctx.now.getTime() - minutes * minuteMs)
  const soon = await lockToRemind(
    ctx.tx,
    ctx.store.id,
    ctx.now,
    before(-settings.appointmentReminderMinutes),
  )
  for (const row of soon) {
    await updateAppointment(ctx.tx, ctx.store.id, row.id, { reminded_at: ctx.now })
    announce(ctx, { type: appointmentEvents.soon, recordId: row.id, data: factsOf(row) })
  }
  const late = await lockMissed(ctx.tx, ctx.store.id, before(settings.appointmentNoShowMinutes))
  for (const row of late) await miss(ctx, row)
  return { reminded: soon.length, missed: late.length }
}

export const appointmentClock: Timer = {
  name: 'appointments.clock',
  cron: '*/5 * * * *',
  run: async (app: App, store: StoreInfo) => {
    if (!store.isHeadOffice) await runInStore(app, store, keepWatch)
  },
}
