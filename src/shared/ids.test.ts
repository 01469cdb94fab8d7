import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isUuid, uuidv7 } from '#shared/ids.ts'

const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

describe('ids made by the writer', () => {
  test('an id is a version 7 UUID of the RFC variant', () => {
    for (let i = 0; i < 500; i++) {
      expect(uuidv7()).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }
  })

  test('ids of one process ascend and never repeat, also in a burst', () => {
    const ids = Array.from({ length: 20_000 }, () => uuidv7())
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('an id for a given time carries that time, earlier times included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000_000_000 }), (ms) => {
        const id = uuidv7(ms)
        return isUuid(id) && timeOf(id) - ms >= 0 && timeOf(id) - ms <= 1
      }),
    )
    const early = uuidv7(Date.UTC(2016, 0, 1))
    expect(timeOf(early)).toBe(Date.UTC(2016, 0, 1))
    expect(timeOf(uuidv7())).toBeGreaterThan(Date.UTC(2020, 0, 1))
  })

  test('many ids for one given millisecond are different and ascend', () => {
    const ids = Array.from({ length: 2_000 }, () => uuidv7(1_700_000_000_000))
    expect(new Set(ids).size).toBe(2_000)
    expect(ids.slice(0, 1_000).sort()).toEqual(ids.slice(0, 1_000))
  })

  test('only UUIDs pass as ids', () => {
    expect(isUuid(uuidv7())).toBe(true)
    expect(isUuid('0192F0C8-1B7A-7C3E-8A2D-0123456789AB')).toBe(true)
    for (const wrong of ['', 'x', 7, null, undefined, `${uuidv7()} `, uuidv7().replace('-', '')]) {
      expect(isUuid(wrong)).toBe(false)
    }
  })
})
