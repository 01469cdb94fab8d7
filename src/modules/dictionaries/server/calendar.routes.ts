import { serve } from '#foundation/http/serve.ts'
import {
  closeDays,
  copyClosedDays,
  listClosedDays,
  listMarks,
  openDay,
  removeMark,
  setMark,
} from '../contract.ts'
import { listCalendarMarks } from './calendar.ts'
import { selectClosedDays } from './calendar.queries.ts'
import { closeStoreOn, copyLastYear, markDay, openStoreOn, unmarkDay } from './edit-calendar.ts'

export const calendarRoutes = [
  serve(listMarks, async (ctx, { query }) => ({
    items: await listCalendarMarks(ctx.tx, ctx.actor.groupId, query.from, query.to),
  })),
  serve(setMark, (ctx, { params, body }) => markDay(ctx, params.day, body)),
  serve(removeMark, async (ctx, { params, query }) => {
    await unmarkDay(ctx, params.day, query.version)
    return undefined
  }),
  serve(listClosedDays, async (ctx, { query }) => ({
    items: (await selectClosedDays(ctx.tx, ctx.store.id, query.from, query.to)).map((row) => ({
      day: String(row.day),
      reason: row.reason,
    })),
  })),
  serve(closeDays, (ctx, { body }) => closeStoreOn(ctx, body)),
  serve(openDay, (ctx, { params }) => openStoreOn(ctx, params.day)),
  serve(copyClosedDays, (ctx, { body }) => copyLastYear(ctx, body.year)),
]
