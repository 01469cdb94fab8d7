import type { Ctx } from '#foundation/ctx.ts'
import { type Day, dayInZone, daysBetween } from '#shared/days.ts'
import { type ApprovalStep, approvalError } from '../../contracts/approvals.ts'
import { type MachineRules, machineError } from '../../contracts/machine.ts'
import { findPromise, type LockedOpportunity } from '../opportunities.queries.ts'
import { findSleep } from './guard.queries.ts'
import { mayDecide, rulesOf } from './rules.ts'

/**
 * Which roles decide about a step of a card; none where it needs no approval. Of the rules about
 * waking the first that names somebody holds: woken before, asleep too long, before or on its date.
 */
export async function approversOf(
  ctx: Ctx,
  step: ApprovalStep,
  card: LockedOpportunity,
  toStage?: number,
): Promise<string[]> {
  const rules = await rulesOf(ctx)
  switch (step) {
    case 'suspend':
      return rules.suspend.approvers
    case 'terminate':
      return rules.terminate.approvers
    case 'stage':
      return stageApprovers(rules, card.stage, toStage)
    default:
      return wakers(ctx, rules, card)
  }
}

/** Throws `opportunities.approval_needed` where the actor cannot take the step alone. */
export async function assertApproved(
  ctx: Ctx,
  step: ApprovalStep,
  card: LockedOpportunity,
  toStage?: number,
): Promise<void> {
  const approvers = await approversOf(ctx, step, card, toStage)
  if (!(await mayDecide(ctx, approvers)))
    throw approvalError('opportunities.approval_needed', { step, approvers })
}

/** Going back down needs nobody. Throws `opportunities.no_such_stage`. */
function stageApprovers(rules: MachineRules, from: number, to: number | undefined): string[] {
  const stage = rules.stages.find((one) => one.percent === to)
  if (!stage) throw machineError('opportunities.no_such_stage', { stage: to ?? 0 })
  return stage.percent > from ? stage.approvers : []
}

async function wakers(ctx: Ctx, rules: MachineRules, card: LockedOpportunity): Promise<string[]> {
  const { early, due, long, again } = rules.activate
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const sleep = await findSleep(ctx, card.id)
  if (again.length > 0 && sleep.wokenBefore > 0) return again
  if (long.days > 0 && long.approvers.length > 0 && isAsleep(sleep.since, today, long.days))
    return long.approvers
  const open = await findPromise(ctx, card.id)
  return open && open.due_on > today ? early : due
}

const isAsleep = (since: Day | null, today: Day, days: number) =>
  since !== null && daysBetween(since, today) >= days
