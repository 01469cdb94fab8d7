import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor } from '#shared/paging.ts'

/** Where the next page of a list ordered by instant and id begins. Throws for a foreign or old cursor. */
export function readCursor(
  cursor: string | undefined,
  today: Day,
): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [at, id] = decoded.ok ? decoded.key : []
  const instant = new Date(String(at))
  if (Number.isNaN(instant.getTime()) || !/^[0-9a-f-]{36}$/.test(String(id)))
    throw coreError('core.bad_request', { why: 'cursor' })
  return { at: instant, id: String(id) }
}
