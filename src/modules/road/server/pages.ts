import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { isUuid } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'

/** Where a list newest first goes on: a time or day as text, and the id. */
export function placeOf(cursor: string | undefined, today: Day) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [at, id] = decoded.ok ? decoded.key : []
  const isWhole = typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isUuid(id)
  if (!isWhole) throw coreError('core.bad_request', { why: 'cursor' })
  return { at, id }
}

/** The cursor after a page; null on the last. `rows` holds one more than the page where there is more. */
export function nextPage<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  today: Day,
  sortOf: (row: Row) => string,
): string | null {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return last ? encodeCursor([sortOf(last), last.id], today) : null
}
