import { z } from 'zod'
import { addDays, type Day, isDay } from '#shared/days.ts'

/** How many records one page of a list holds. */
export const pageSizeSchema = z.coerce.number().int().min(1).max(200).default(50)

/** A cursor as it comes in a request; what it means is told by `decodeCursor`. */
export const cursorSchema = z.string().min(1).max(2000)

/** The two query parameters of every list. */
export const pageQuerySchema = z.object({
  cursor: cursorSchema.optional(),
  limit: pageSizeSchema,
})

/** A page of a list; `nextCursor` is null on the last one. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** The sort values and id of the last record seen: where the next page begins. */
export type CursorKey = readonly (string | number | boolean | null)[]

export type DecodedCursor =
  | { ok: true; key: CursorKey }
  | { ok: false; reason: 'expired' | 'malformed' }

const VERSION = 1
const MAX_AGE_DAYS = 30

const contentSchema = z.tuple([
  z.literal(VERSION),
  z.string().refine(isDay),
  z
    .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .min(1)
    .max(10),
])

/** An opaque cursor, base64url, that carries `key` and the day it was issued. */
export function encodeCursor(key: CursorKey, today: Day): string {
  const bytes = new TextEncoder().encode(JSON.stringify([VERSION, today, key]))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * The key of a cursor made by `encodeCursor`. Fails as `expired` when it was issued more than 30
 * days before `today`, as `malformed` when it was not made here or carries a day yet to come.
 * `length` is the number of values the list sorts by, its id included.
 */
export function decodeCursor(cursor: string, today: Day, length?: number): DecodedCursor {
  const content = contentSchema.safeParse(jsonOf(cursor))
  if (!content.success) return { ok: false, reason: 'malformed' }
  const [, issued, key] = content.data
  // A day of grace ahead: the cursor may come from a store further east.
  if (issued > addDays(today, 1)) return { ok: false, reason: 'malformed' }
  if (issued < addDays(today, -MAX_AGE_DAYS)) return { ok: false, reason: 'expired' }
  if (length !== undefined && key.length !== length) return { ok: false, reason: 'malformed' }
  return { ok: true, key }
}

function jsonOf(cursor: string): unknown {
  if (!/^[\w-]{1,2000}$/.test(cursor)) return undefined
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
