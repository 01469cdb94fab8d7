import type { Permission } from '#shared/permissions.ts'
import type { ApprovalStep } from '../contracts/approvals.ts'
import type { OpportunityState } from '../contracts/card.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'

/** The states that carry exactly one promise (rules.md, The promise); the others carry none. */
export const openStates = ['active', 'suspended', 'loss_proposed', 'signed'] as const

export function isOpen(state: OpportunityState): boolean {
  return (openStates as readonly string[]).includes(state)
}

interface Step {
  from: readonly OpportunityState[]
  /** null: the card stays in its state. */
  to: OpportunityState | null
  /** Whose step it is: a person's, the order's, or the product's own. */
  by: 'person' | 'order' | 'product'
  /** What a person needs to take it, within their scope. */
  permission?: Permission
  /** What has to be said with it. */
  needs?: readonly ('reason' | 'summary' | 'wake_up' | 'owner' | 'competitor' | 'stage')[]
  /** The rule of the machine that may ask for an approval before it. */
  approval?: ApprovalStep
}

const closed = ['delivered', 'lost', 'terminated'] as const

/**
 * What may be done to an opportunity, by whom, and where it leads: the one table the verbs, the
 * diagram and the tests read. No step leads out of terminated.
 */
export const transitions = {
  move_stage: {
    from: ['active', 'suspended'],
    to: null,
    by: 'person',
    permission: 'opportunities.write',
    needs: ['stage'],
    approval: 'stage',
  },
  suspend: {
    from: ['active'],
    to: 'suspended',
    by: 'person',
    permission: 'opportunities.write',
    needs: ['wake_up', 'reason'],
    approval: 'suspend',
  },
  activate: {
    from: ['suspended'],
    to: 'active',
    by: 'person',
    permission: 'opportunities.write',
    approval: 'activate',
  },
  propose_loss: {
    from: ['active', 'suspended'],
    to: 'loss_proposed',
    by: 'person',
    permission: 'opportunities.write',
    needs: ['reason', 'competitor', 'summary'],
  },
  confirm_loss: {
    from: ['loss_proposed'],
    to: 'lost',
    by: 'person',
    permission: 'opportunities.assign',
    needs: ['reason'],
  },
  return_loss: {
    from: ['loss_proposed'],
    to: 'active',
    by: 'person',
    permission: 'opportunities.assign',
    needs: ['reason'],
  },
  terminate: {
    from: ['active', 'suspended'],
    to: 'terminated',
    by: 'person',
    permission: 'opportunities.assign',
    needs: ['reason', 'summary'],
    approval: 'terminate',
  },
  hand_over: {
    from: openStates,
    to: null,
    by: 'person',
    permission: 'opportunities.assign',
    needs: ['owner', 'reason'],
  },
  /** The four of the order: 90 and 100 % are read from it, never typed. */
  sign: { from: ['active'], to: 'signed', by: 'order' },
  unsign: { from: ['signed'], to: 'active', by: 'order', needs: ['reason'] },
  deliver: { from: ['signed'], to: 'delivered', by: 'order', needs: ['summary'] },
  undeliver: { from: ['delivered'], to: 'signed', by: 'order', needs: ['reason'] },
  archive: {
    from: closed,
    to: null,
    by: 'person',
    permission: 'opportunities.archive',
    needs: ['reason'],
  },
  purge: {
    from: closed,
    to: null,
    by: 'person',
    permission: 'opportunities.purge',
    needs: ['reason'],
  },
  /** Of two cards of one customer one stays; the person asked to be erased. */
  merge: { from: ['active', 'suspended', 'loss_proposed'], to: 'terminated', by: 'product' },
  erase: { from: ['active', 'suspended', 'loss_proposed'], to: 'terminated', by: 'product' },
} as const satisfies Record<string, Step>
export type Transition = keyof typeof transitions

/** The steps as data, for the diagram and for who asks what may follow. */
export const stepList: readonly ({ verb: Transition } & Step)[] = Object.entries(transitions).map(
  ([verb, step]) => ({ verb: verb as Transition, ...(step as Step) }),
)

/** The state after a step; throws `opportunities.wrong_state` where the step does not begin. */
export function stateAfter(verb: Transition, from: OpportunityState): OpportunityState {
  const { from: allowed, to } = transitions[verb] as Step
  if (!allowed.includes(from))
    throw opportunitiesError('opportunities.wrong_state', { state: from })
  return to ?? from
}
