import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { isUuid } from '#shared/ids.ts'
import { type CursorKey, decodeCursor } from '#shared/paging.ts'

/**
 * The place where a page begins; undefined for the first page. Throws core.cursor_expired, and
 * core.bad_request for a cursor that was not made here.
 */
export function readCursor(
  cursor: string | undefined,
  today: Day,
  shape: readonly ('string' | 'uuid' | 'instant')[],
): CursorKey | undefined {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, shape.length)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const fits =
    decoded.ok &&
    shape.every((kind, i) => {
      const value = decoded.key[i]
      if (typeof value !== 'string') return false
      if (kind === 'uuid') return isUuid(value)
      return kind === 'string' || !Number.isNaN(Date.parse(value))
    })
  if (!fits) throw coreError('core.bad_request', { why: 'cursor' })
  return decoded.key
}
