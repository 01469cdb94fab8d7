import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#shared/days.ts'
import { decodeCursor, encodeCursor, pageQuerySchema, pageSizeSchema } from '#shared/paging.ts'

const today = '2026-11-22'
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('cursors of long lists', () => {
  test('a cursor carries the place where the next page begins', () => {
    const key = ['2026-11-20', '欧阳静轩🚗', 12, null, true] as const
    const cursor = encodeCursor(key, today)
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(decodeCursor(cursor, today, 5)).toEqual({ ok: true, key })
  })

  test('every key comes back as it went', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (key) => {
        expect(decodeCursor(encodeCursor(key, today), today)).toEqual({ ok: true, key })
      }),
    )
  })

  test('a cursor is good for 30 days and expired after that, five years included', () => {
    const age = (days: number) => decodeCursor(encodeCursor(['x'], addDays(today, -days)), today)
    expect(age(30).ok).toBe(true)
    expect(age(31)).toEqual({ ok: false, reason: 'expired' })
    expect(age(5 * 365)).toEqual({ ok: false, reason: 'expired' })
  })

  test('a cursor of tomorrow is taken from a store further east, a later one is not', () => {
    const ahead = (days: number) => decodeCursor(encodeCursor(['x'], addDays(today, days)), today)
    expect(ahead(1).ok).toBe(true)
    expect(ahead(2)).toEqual({ ok: false, reason: 'malformed' })
  })

  test.each([
    '',
    'x',
    '%%%',
    'null',
    '=',
    base64url(null),
    base64url({ v: 1 }),
    base64url([2, today, ['x']]),
    base64url([1, '2026-02-30', ['x']]),
    base64url([1, today, []]),
    base64url([1, today, [{ a: 1 }]]),
    base64url([1, today, ['x'], 'more']),
    Buffer.from([0xff, 0xfe]).toString('base64url'),
    'A'.repeat(3000),
  ])('%s is malformed', (cursor) => {
    expect(decodeCursor(cursor, today)).toEqual({ ok: false, reason: 'malformed' })
  })

  test('a cursor of another list, with another number of keys, is malformed', () => {
    expect(decodeCursor(encodeCursor(['x'], today), today, 2)).toEqual({
      ok: false,
      reason: 'malformed',
    })
  })

  test('no text makes decoding throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(typeof decodeCursor(text, today).ok).toBe('boolean')
      }),
    )
  })

  test('a page holds 50 records unless asked, at least 1 and at most 200', () => {
    expect(pageQuerySchema.parse({})).toEqual({ limit: 50 })
    expect(pageSizeSchema.parse('200')).toBe(200)
    for (const wrong of ['0', '201', '1.5', 'ten', -1]) {
      expect(pageSizeSchema.safeParse(wrong).success).toBe(false)
    }
  })
})
