import type { OpportunityState } from '../contract.ts'
import { opportunitiesError } from '../contract.ts'

/** The states that carry exactly one promise (rules.md, The promise); the others carry none. */
export const openStates = ['active', 'suspended', 'loss_proposed', 'signed'] as const

export function isOpen(state: OpportunityState): boolean {
  return (openStates as readonly string[]).includes(state)
}

interface Step {
  from: readonly OpportunityState[]
  to: OpportunityState
}

/** What may be done to an opportunity, and where it leads. Terminated ones never come back. */
export const transitions = {
  suspend: { from: ['active'], to: 'suspended' },
  activate: { from: ['suspended'], to: 'active' },
  proposeLoss: { from: ['active', 'suspended'], to: 'loss_proposed' },
  confirmLoss: { from: ['loss_proposed'], to: 'lost' },
  returnLoss: { from: ['loss_proposed'], to: 'active' },
  terminate: { from: ['active', 'suspended'], to: 'terminated' },
  /** The three of the order: 90 and 100 % are read from it, never typed. */
  sign: { from: ['active'], to: 'signed' },
  deliver: { from: ['signed'], to: 'delivered' },
  unsign: { from: ['signed'], to: 'active' },
  undeliver: { from: ['delivered'], to: 'signed' },
  /** The person asked to be erased. */
  erase: { from: ['active', 'suspended', 'loss_proposed'], to: 'terminated' },
} as const satisfies Record<string, Step>
export type Transition = keyof typeof transitions

/** The state after a step; throws `opportunities.wrong_state` where the step does not begin. */
export function stateAfter(step: Transition, from: OpportunityState): OpportunityState {
  const { from: allowed, to } = transitions[step] as Step
  if (!allowed.includes(from))
    throw opportunitiesError('opportunities.wrong_state', { state: from })
  return to
}
