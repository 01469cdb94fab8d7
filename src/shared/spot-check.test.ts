import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawAtRandom, type JudgedContact, judgeContacts } from '#shared/spot-check.ts'

test('the same seed draws the same records, in whatever order they come', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 80 })
  fc.assert(
    fc.property(ids, fc.nat(20), fc.integer(), (list, count, seed) => {
      const drawn = drawAtRandom(list, count, seed)
      expect(drawAtRandom(list.toReversed(), count, seed)).toEqual(drawn)
      expect(new Set(drawn).size).toBe(drawn.length)
      expect(drawn).toHaveLength(Math.min(count, list.length))
      for (const id of drawn) expect(list).toContain(id)
    }),
  )
  const many = Array.from({ length: 100 }, (_, i) => `id-${i}`)
  expect(drawAtRandom(many, 10, 1)).not.toEqual(drawAtRandom(many, 10, 2))
})

test('[003-51] contacts that look invented say why', () => {
  const base = Date.parse('2026-09-15T02:00:00Z')
  const contact = (id: string, more: Partial<JudgedContact> = {}): JudgedContact => ({
    id,
    personId: 'liu',
    at: base,
    recordedAt: base,
    minuteOfDay: 600,
    isReached: true,
    result: 'interested',
    note: id,
    ...more,
  })
  const reasons = judgeContacts(
    [
      contact('first'),
      contact('hasty', { at: base + 60_000, recordedAt: base + 60_000 }),
      contact('calm', { at: base + 600_000, recordedAt: base + 600_000 }),
      contact('night', { at: base + 5e6, recordedAt: base + 5e6, minuteOfDay: 1410 }),
      contact('missed', { at: base + 6e6, recordedAt: base + 6e6, result: 'no-answer' }),
      contact('late', { at: base + 7e6, recordedAt: base + 7e6 + 30 * 3_600_000 }),
      ...[1, 2, 3].map((n) =>
        contact(`same${n}`, { at: base + 8e6 * n, recordedAt: base + 8e6 * n, note: '客户再考虑' }),
      ),
      contact('other', { personId: 'chen', at: base + 30_000, note: '客户再考虑' }),
    ],
    { opens: 540, closes: 1080 },
  )
  expect(Object.fromEntries(reasons)).toEqual({
    hasty: ['hasty'],
    night: ['odd_hour'],
    missed: ['missed_but_reached'],
    late: ['late_entry'],
    same1: ['same_note'],
    same2: ['same_note'],
    same3: ['same_note'],
  })
})
