import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseNext, type Standing } from './choose-next.ts'

const waits = { waits: true }
const free = (personId: string, more: Partial<Standing> = {}): Standing => ({
  personId,
  status: 'on_duty',
  isOnLeave: false,
  openVisits: 0,
  ...more,
})
const everything = { seriesIds: [], languages: [], visitorKinds: [] }

describe('who is next', () => {
  test('the one who has not received for longest, of those who are here and free', () => {
    const order = [
      free('off', { status: 'off' }),
      free('break', { status: 'break' }),
      free('leave', { isOnLeave: true }),
      free('busy', { openVisits: 1 }),
      free('an'),
      free('bo'),
    ]
    expect(chooseNext(order, {}, waits)).toEqual({
      personId: 'an',
      why: 'in_order',
      skipped: [
        { personId: 'off', why: 'off' },
        { personId: 'break', why: 'break' },
        { personId: 'leave', why: 'leave' },
        { personId: 'busy', why: 'busy' },
      ],
    })
  })

  test('who cannot take the model, the language or the kind is passed over, with the reason', () => {
    const order = [
      free('an', { skills: { ...everything, seriesIds: ['golf'] } }),
      free('bo', { skills: { ...everything, visitorKinds: ['fleet'] } }),
      free('chen', { skills: { seriesIds: ['magotan'], languages: ['en'], visitorKinds: [] } }),
    ]
    const wants = { seriesId: 'magotan', language: 'en', visitorKind: 'vip' }
    expect(chooseNext(order, wants, waits)).toMatchObject({
      personId: 'chen',
      why: 'skill',
      skipped: [{ why: 'language' }, { why: 'language' }],
    })
    expect(chooseNext(order, { seriesId: 'magotan' }, waits)).toMatchObject({
      personId: 'bo',
      skipped: [{ personId: 'an', why: 'series' }],
    })
  })

  test('where only a busy one can take it the visitor waits; where nobody can, the first takes it', () => {
    const speaker = { ...everything, languages: ['ja'] }
    const busy = [free('an'), free('bo', { skills: speaker, openVisits: 1 })]
    expect(chooseNext(busy, { language: 'ja' }, waits).personId).toBeUndefined()
    expect(chooseNext([free('an')], { language: 'ja' }, waits)).toMatchObject({
      personId: 'an',
      why: 'no_skill',
    })
  })

  test('a store without waiting gives a visitor to the first, though busy', () => {
    const order = [free('an', { openVisits: 1 }), free('bo', { openVisits: 2 })]
    expect(chooseNext(order, {}, { waits: false })).toMatchObject({ personId: 'an', why: 'busy' })
    expect(chooseNext(order, {}, waits).personId).toBeUndefined()
  })
})

const skill = fc.subarray(['x', 'y'])
const standing = fc.record({
  personId: fc.uuid(),
  status: fc.constantFrom('on_duty', 'break', 'off'),
  isOnLeave: fc.boolean(),
  openVisits: fc.integer({ min: 0, max: 2 }),
  skills: fc.option(fc.record({ seriesIds: skill, languages: skill, visitorKinds: skill }), {
    nil: undefined,
  }),
})
const orders = fc.uniqueArray(standing, { selector: (one) => one.personId, maxLength: 8 })
const want = fc.option(fc.constantFrom('x', 'y'), { nil: undefined })
const wants = fc.record({ seriesId: want, language: want, visitorKind: want })

describe('whatever the order', () => {
  test('nobody absent is chosen, nobody busy where visitors wait, and everybody before is explained', () => {
    fc.assert(
      fc.property(orders, wants, fc.boolean(), (order, wish, mayWait) => {
        const choice = chooseNext(order, wish, { waits: mayWait })
        const at = order.findIndex((one) => one.personId === choice.personId)
        const chosen = order[at]
        expect(choice.skipped.map((one) => one.personId)).toEqual(
          order.slice(0, at < 0 ? order.length : at).map((one) => one.personId),
        )
        if (!chosen) return
        expect(chosen.status).toBe('on_duty')
        expect(chosen.isOnLeave).toBe(false)
        if (mayWait) expect(chosen.openVisits).toBe(0)
      }),
    )
  })

  test('with everybody able, turns go round: nobody receives twice before each free one has once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 }), (n, visits) => {
        let order = Array.from({ length: n }, (_, i) => free(`p${i}`))
        const counts = new Map<string, number>()
        for (let i = 0; i < visits; i += 1) {
          const { personId } = chooseNext(order, {}, waits)
          const chosen = order.find((one) => one.personId === personId) as Standing
          order = [...order.filter((one) => one !== chosen), chosen]
          counts.set(chosen.personId, (counts.get(chosen.personId) ?? 0) + 1)
        }
        const each = order.map((one) => counts.get(one.personId) ?? 0)
        expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('who is able and free never waits behind a wish of theirs that nobody else fulfils', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const someoneFree = order.some(
          (one) => one.status === 'on_duty' && !one.isOnLeave && one.openVisits === 0,
        )
        expect(chooseNext(order, {}, waits).personId !== undefined).toBe(someoneFree)
      }),
    )
  })
})
