import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OpportunityState, opportunityStates } from '../../contracts/card.ts'
import { stateAfter, stepList } from '../states.ts'
import { leadsTo, type WalkedVerb, walkedVerbs } from './testing.ts'

// Many refusals are thrown here; where each was thrown tells nobody anything.
Error.stackTraceLimit = 0

const after = (verb: WalkedVerb, from: OpportunityState): OpportunityState | undefined => {
  try {
    return stateAfter(verb, from)
  } catch {
    return undefined
  }
}

test('[002-53] from every state every step leads where the rules say, and nowhere else', () => {
  for (const from of opportunityStates)
    for (const verb of walkedVerbs)
      expect([from, verb, after(verb, from)]).toEqual([from, verb, leadsTo[from][verb]])
  // The rest of the table changes no state, or is the product's own end of a card that never signed.
  const others = stepList.filter((step) => !walkedVerbs.some((verb) => verb === step.verb))
  expect(others.map((step) => [step.verb, step.by, step.to, [...step.from]])).toEqual([
    ['move_stage', 'person', null, ['active', 'suspended']],
    ['hand_over', 'person', null, ['active', 'suspended', 'loss_proposed', 'signed']],
    ['archive', 'person', null, ['delivered', 'lost', 'terminated']],
    ['purge', 'person', null, ['delivered', 'lost', 'terminated']],
    ['merge', 'product', 'terminated', ['active', 'suspended', 'loss_proposed']],
    ['erase', 'product', 'terminated', ['active', 'suspended', 'loss_proposed']],
  ])
})

test('[002-53] [002-56] 10,000 walks over the table: what is lost or terminated stays so, and nothing is delivered unsigned', () => {
  let steps = 0
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...walkedVerbs), { minLength: 5, maxLength: 60 }),
      (verbs) => {
        let state: OpportunityState = 'active'
        let wasSigned = false
        for (const verb of verbs) {
          steps += 1
          const next = after(verb, state)
          if (next === undefined) continue
          const isForbidden =
            state === 'lost' ||
            state === 'terminated' ||
            (next === 'delivered' && !(wasSigned && state === 'signed')) ||
            (next === 'lost' && state !== 'loss_proposed')
          if (isForbidden) throw new Error(`${state} ${verb} → ${next}`)
          wasSigned ||= next === 'signed'
          seen.add(`${state} ${verb}`)
          state = next
        }
      },
    ),
    { numRuns: 10_000, seed: 20_260_915 },
  )
  expect(steps).toBeGreaterThan(100_000)
  // Every step of the rules was taken from every state it begins in.
  expect(seen.size).toBe(
    Object.values(leadsTo).reduce((sum, verbs) => sum + Object.keys(verbs).length, 0),
  )
})
