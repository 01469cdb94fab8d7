import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type CursorKey, decodeCursor, encodeCursor } from '#shared/paging.ts'
import { presentRequest, presentReveal } from './privacy.present.ts'
import { listRequests, listRevealRows } from './privacy.queries.ts'

interface Page {
  cursor?: string | undefined
  limit: number
}

/** What persons asked, newest first. */
export async function readRequests(ctx: Ctx, query: Page & { kind?: string | undefined }) {
  const rows = await listRequests(ctx, { kind: query.kind }, pageOf(ctx, query))
  return answer(ctx, rows, query.limit, (row) => row.asked_at, presentRequest)
}

/** Who looked at full numbers, newest first. */
export async function readReveals(ctx: Ctx, query: Page & { person?: string | undefined }) {
  const rows = await listRevealRows(ctx, { personId: query.person }, pageOf(ctx, query))
  return answer(ctx, rows, query.limit, (row) => row.at, presentReveal)
}

function pageOf(ctx: Ctx, { cursor, limit }: Page): { after?: CursorKey; limit: number } {
  if (cursor === undefined) return { limit: limit + 1 }
  const decoded = decodeCursor(cursor, dayInZone(ctx.now, ctx.store.timeZone), 2)
  if (decoded.ok) return { after: decoded.key, limit: limit + 1 }
  throw decoded.reason === 'expired'
    ? coreError('core.cursor_expired')
    : coreError('core.bad_request', { why: 'cursor' })
}

function answer<Row extends { id: string }, Item>(
  ctx: Ctx,
  rows: Row[],
  limit: number,
  at: (row: Row) => Date,
  present: (row: Row) => Item,
) {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(present),
    nextCursor: last
      ? encodeCursor([at(last).toISOString(), last.id], dayInZone(ctx.now, ctx.store.timeZone))
      : null,
  }
}
