import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type CursorKey, decodeCursor } from '#shared/paging.ts'

/**
 * Where the next page of a list by two values begins; undefined on the first. Throws
 * `core.cursor_expired`, or `core.bad_request` for what is no cursor of ours.
 */
export function cursorKey(cursor: string | undefined, today: Day): CursorKey | undefined {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (decoded.ok) return decoded.key
  throw decoded.reason === 'expired'
    ? coreError('core.cursor_expired')
    : coreError('core.bad_request', { why: 'cursor' })
}
