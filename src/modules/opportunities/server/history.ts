import type { Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Opportunities } from '#foundation/db/schema.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { insertChanges } from './history.queries.ts'
import { lapseApprovals } from './machine/approvals.queries.ts'
import { type LockedOpportunity, updateOpportunity } from './opportunities.queries.ts'
import { stepList } from './states.ts'

const historyFields = [
  'state',
  'stage',
  'level',
  'owner',
  'expected_on',
  'expected_amount',
  'origin',
] as const
export type HistoryField = (typeof historyFields)[number] | 'due_on' | 'shares'

const columnOf = {
  state: 'state',
  stage: 'stage',
  level: 'level',
  owner: 'owner_id',
  expected_on: 'expected_on',
  expected_amount: 'expected_amount_fen',
  origin: 'origin',
} as const

export interface ChangeNote {
  /** `opportunity.suspended`; goes into the audit trail. */
  action: string
  reason?: string | undefined
  /** The day the change takes effect, when it is written late. */
  effectiveOn?: Day
  today: Day
}

/**
 * Changes an opportunity: the row, one history row per changed state, stage, level, owner and
 * expected date, the audit entry and the event. Gives the opportunity as it is then.
 */
export async function changeOpportunity(
  ctx: Ctx,
  before: LockedOpportunity,
  change: Updateable<Opportunities>,
  note: ChangeNote,
): Promise<LockedOpportunity> {
  const after = { ...before, ...change, version: before.version + 1 } as LockedOpportunity
  await updateOpportunity(ctx, before.id, change)
  const changed = historyFields.filter((f) => before[columnOf[f]] !== after[columnOf[f]])
  await recordHistory(
    ctx,
    changed.map((field) => ({
      opportunityId: before.id,
      field,
      from: String(before[columnOf[field]]),
      to: String(after[columnOf[field]]),
    })),
    note,
  )
  if (changed.includes('state') || changed.includes('stage'))
    await lapseApprovals(ctx, before.id, stepsOver(after.state), after.stage)
  audit(ctx, {
    action: note.action,
    recordType: 'opportunity',
    recordId: before.id,
    detail: {
      customerId: before.customer_id,
      changes: Object.fromEntries(
        changed.map((f) => [f, [before[columnOf[f]], after[columnOf[f]]]]),
      ),
    },
    ...(note.reason === undefined ? {} : { reason: note.reason }),
  })
  announce(ctx, {
    type: 'opportunities.changed',
    recordId: before.id,
    data: { fields: changed, customerId: before.customer_id, ownerId: after.owner_id },
  })
  return after
}

/** Steps somebody may ask for that do not begin in a state. */
function stepsOver(state: LockedOpportunity['state']) {
  return stepList.flatMap((step) =>
    step.approval && !step.from.includes(state) ? [step.approval] : [],
  )
}

export interface HistoryStep {
  opportunityId: string
  field: HistoryField
  from: string | null
  to: string | null
}

/** Writes history rows: who, when, from, to, why, and the day each takes effect. */
export async function recordHistory(
  ctx: Ctx,
  steps: readonly HistoryStep[],
  note: { reason?: string | undefined; effectiveOn?: Day; today: Day },
): Promise<void> {
  if (steps.length === 0) return
  await insertChanges(
    ctx,
    steps.map((step) => ({
      store_id: ctx.store.id,
      id: uuidv7(),
      opportunity_id: step.opportunityId,
      field: step.field,
      from_value: step.from,
      to_value: step.to,
      effective_on: note.effectiveOn ?? note.today,
      recorded_at: ctx.now,
      actor_id: ctx.actor.personId,
      reason: note.reason === undefined ? null : maskPhonesInText(note.reason),
    })),
  )
}
