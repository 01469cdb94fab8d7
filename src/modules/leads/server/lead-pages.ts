import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type CursorKey, decodeCursor, encodeCursor } from '#shared/paging.ts'

/** The place a cursor of two values stands for; throws for one that is old or none. */
export function decodeKeyOf(ctx: Ctx, cursor: string | undefined): CursorKey | undefined {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, dayInZone(ctx.now, ctx.store.timeZone), 2)
  if (decoded.ok) return decoded.key
  throw decoded.reason === 'expired'
    ? coreError('core.cursor_expired')
    : coreError('core.bad_request', { why: 'cursor' })
}

/** Of one line more than asked for: the page, and the cursor of the next where there is one. */
export function nextPageOf<Line>(
  ctx: Ctx,
  lines: readonly Line[],
  limit: number,
  keyOf: (line: Line) => [string, string],
): { page: Line[]; nextCursor: string | null } {
  const page = lines.slice(0, limit)
  const last = lines.length > limit ? page.at(-1) : undefined
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return { page, nextCursor: last ? encodeCursor(keyOf(last), today) : null }
}
