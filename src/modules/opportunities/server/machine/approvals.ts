import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { listPeopleOfStore, peopleHolding } from '#modules/access/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { isUuid, uuidv7 } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import {
  type Approval,
  type ApprovalStep,
  approvalError,
  approvalEvents,
} from '../../contracts/approvals.ts'
import type { Card } from '../../contracts/card.ts'
import { presentCard } from '../opportunities.present.ts'
import { findCard, type LockedOpportunity } from '../opportunities.queries.ts'
import { lockOpportunity, readCard } from '../opportunities.service.ts'
import { stateAfter } from '../states.ts'
import {
  type ApprovalRow,
  findApproval,
  findOpenApproval,
  insertApproval,
  listApprovalsOf,
  listAskedBy,
  listDealtWith,
  listWaiting,
  updateApproval,
} from './approvals.queries.ts'
import { approversOf } from './guard.ts'
import { enterStage } from './move-stage.ts'
import { decides, mayDecide } from './rules.ts'
import { activate, suspend, terminate } from './steps.ts'

const verbOf = {
  suspend: 'suspend',
  activate: 'activate',
  terminate: 'terminate',
  stage: 'move_stage',
} as const

export interface Asked {
  id?: string | undefined
  step: ApprovalStep
  toStage?: number | undefined
  wakeUpOn?: Day | undefined
  summary?: string | undefined
  reason: string
}

/**
 * Asks those who decide for a step of a card; they find it in their inbox. Throws
 * `opportunities.wrong_state`, `opportunities.approval_not_needed`, `opportunities.approval_waiting`.
 */
export async function askApproval(ctx: Ctx, cardId: string, asked: Asked): Promise<Approval> {
  const id = asked.id ?? uuidv7()
  const card = await lockOpportunity(ctx, cardId, 'opportunities.write', { orStandIn: true })
  const before = asked.id === undefined ? undefined : await findApproval(ctx, id)
  if (before?.opportunity_id === cardId) return present(ctx, before)
  assertComplete(asked)
  stateAfter(verbOf[asked.step], card.state)
  const approvers = await approversOf(ctx, asked.step, card, asked.toStage)
  if (await isFree(ctx, asked.step, approvers))
    throw approvalError('opportunities.approval_not_needed')
  const me = personOf(ctx)
  const isMade = await insertApproval(ctx, {
    store_id: ctx.store.id,
    id,
    opportunity_id: card.id,
    customer_id: card.customer_id,
    step: asked.step,
    to_stage: asked.step === 'stage' ? (asked.toStage ?? null) : null,
    wake_up_on: asked.step === 'suspend' ? (asked.wakeUpOn ?? null) : null,
    summary: asked.step === 'terminate' ? maskPhonesInText(asked.summary ?? '') : null,
    reason: maskPhonesInText(asked.reason),
    approvers,
    asked_by: me,
    asked_at: ctx.now,
  })
  if (!isMade) throw await waiting(ctx, card.id, asked.step)
  note(ctx, 'approval.asked', card, { id, step: asked.step, reason: asked.reason })
  announce(ctx, {
    type: approvalEvents.asked,
    recordId: id,
    data: {
      customerId: card.customer_id,
      opportunityId: card.id,
      personIds: await whoDecides(ctx, approvers, card.owner_id, me),
    },
  })
  return present(ctx, await getApproval(ctx, id))
}

/** Nobody has to be asked by who may take the step and decides about it. */
async function isFree(ctx: Ctx, step: ApprovalStep, approvers: string[]): Promise<boolean> {
  if (step === 'terminate' && !can(ctx, 'opportunities.assign', 'team')) return false
  return mayDecide(ctx, approvers)
}

function assertComplete({ step, toStage, wakeUpOn, summary }: Asked): void {
  const missing =
    step === 'stage' && toStage === undefined
      ? 'toStage'
      : step === 'suspend' && wakeUpOn === undefined
        ? 'wakeUpOn'
        : step === 'terminate' && summary === undefined
          ? 'summary'
          : undefined
  if (missing)
    throw coreError('core.invalid_input', {
      issues: [{ path: `body.${missing}`, code: 'needed' }],
    })
}

async function waiting(ctx: Ctx, cardId: string, step: ApprovalStep) {
  const open = await findOpenApproval(ctx, cardId, step)
  return approvalError('opportunities.approval_waiting', open ? { id: open.id } : {})
}

/** The people whose inbox the request goes to. */
async function whoDecides(
  ctx: Ctx,
  approvers: readonly string[],
  ownerId: string,
  asker: string,
): Promise<string[]> {
  const { groupId, id } = ctx.store
  const people = await listPeopleOfStore(ctx.tx, groupId, id)
  const teamOf = people.find((one) => one.id === ownerId)?.teamId ?? null
  const holders = await peopleHolding(ctx.tx, groupId, id, 'opportunities.approve')
  return holders
    .filter((holder) => holder.id !== asker)
    .filter((holder) => holder.scope !== 'team' || holder.teamId === teamOf)
    .filter((holder) => {
      const roles = people.find((one) => one.id === holder.id)?.roles.map((role) => role.key) ?? []
      return decides(roles, approvers)
    })
    .map((holder) => holder.id)
}

/**
 * Approves a request, which takes the step at once, or refuses it. Of two who decide at the same
 * time one wins and the other learns who it was (`opportunities.approval_decided`).
 */
export async function decideApproval(
  ctx: Ctx,
  id: string,
  decision: { isApproved: boolean; reason: string },
): Promise<{ approval: Approval; card: Card }> {
  const found = await findApproval(ctx, id)
  if (!found) throw coreError('core.not_found')
  // The card is locked first, as by every verb: whoever comes second sees what the first decided.
  const card = await lockOpportunity(ctx, found.opportunity_id, 'opportunities.approve')
  const row = await getApproval(ctx, id)
  if (row.state !== 'open') throw decidedBefore(row)
  if (row.asked_by === personOf(ctx)) throw approvalError('opportunities.asker_is_approver')
  if (!(await mayDecide(ctx, row.approvers))) throw approvalError('opportunities.not_an_approver')
  await updateApproval(ctx, id, {
    state: decision.isApproved ? 'approved' : 'refused',
    decided_by: ctx.actor.personId,
    decided_at: ctx.now,
    decision_reason: maskPhonesInText(decision.reason),
  })
  if (decision.isApproved) await take(ctx, card, row)
  const verb = decision.isApproved ? 'approval.approved' : 'approval.refused'
  note(ctx, verb, card, { id, step: row.step, reason: decision.reason })
  tell(ctx, row, decision.isApproved ? 'approved' : 'refused')
  const after = await findCard(ctx, card.id)
  if (!after) throw coreError('core.not_found')
  return {
    approval: await present(ctx, await getApproval(ctx, id)),
    card: presentCard(ctx, after, dayInZone(ctx.now, ctx.store.timeZone)),
  }
}

/** The step itself, in the name of who approved it, for the reason of who asked. */
async function take(ctx: Ctx, card: LockedOpportunity, row: ApprovalRow): Promise<void> {
  switch (row.step) {
    case 'suspend':
      return suspend(ctx, card, row.wake_up_on ?? '', row.reason)
    case 'activate':
      return activate(ctx, card, row.reason)
    case 'terminate':
      return terminate(ctx, card, { reason: row.reason, summary: row.summary ?? '' })
    default:
      return enterStage(ctx, card, row.to_stage ?? card.stage, row.reason)
  }
}

/** Who asked takes the question back. */
export async function withdrawApproval(ctx: Ctx, id: string, reason: string): Promise<Approval> {
  const found = await findApproval(ctx, id)
  if (!found) throw coreError('core.not_found')
  const card = await lockOpportunity(ctx, found.opportunity_id, 'opportunities.write', {
    orStandIn: true,
  })
  const row = await getApproval(ctx, id)
  if (row.asked_by !== personOf(ctx)) throw approvalError('opportunities.not_your_request')
  if (row.state !== 'open') throw decidedBefore(row)
  await updateApproval(ctx, id, {
    state: 'withdrawn',
    decided_by: ctx.actor.personId,
    decided_at: ctx.now,
    decision_reason: maskPhonesInText(reason),
  })
  note(ctx, 'approval.withdrawn', card, { id, step: row.step, reason })
  tell(ctx, row, 'withdrawn')
  return present(ctx, await getApproval(ctx, id))
}

function decidedBefore(row: ApprovalRow) {
  return approvalError('opportunities.approval_decided', {
    name: row.decided_by_name ?? '—',
    state: row.state,
    current: { state: row.state, decidedBy: row.decided_by_name, reason: row.decision_reason },
  })
}

function tell(ctx: Ctx, row: ApprovalRow, state: string): void {
  announce(ctx, {
    type: approvalEvents.decided,
    recordId: row.id,
    data: {
      customerId: row.customer_id,
      opportunityId: row.opportunity_id,
      personId: row.asked_by,
      state,
    },
  })
}

function note(
  ctx: Ctx,
  action: string,
  card: LockedOpportunity,
  about: { id: string; step: string; reason: string },
): void {
  audit(ctx, {
    action,
    recordType: 'approval',
    recordId: about.id,
    detail: { opportunityId: card.id, customerId: card.customer_id, step: about.step },
    reason: about.reason,
  })
}

/** A page of what waits for me, what I asked for, or what was dealt with. */
export async function listApprovals(
  ctx: Ctx,
  query: { show: 'waiting' | 'mine' | 'done'; cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const page = { after: placeOf(query.cursor, today), limit: query.limit + 1 }
  if (query.show === 'waiting' && !can(ctx, 'opportunities.approve'))
    return { items: [], nextCursor: null }
  const rows =
    query.show === 'waiting'
      ? await listWaiting(ctx, page)
      : query.show === 'mine'
        ? await listAskedBy(ctx, personOf(ctx), page)
        : await listDealtWith(ctx, page)
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const items = await Promise.all(shown.map((row) => present(ctx, row)))
  return {
    items: query.show === 'waiting' ? items.filter((one) => one.mayDecide) : items,
    nextCursor: last ? encodeCursor([last.asked_at.toISOString(), last.id], today) : null,
  }
}

/** The requests of one card the actor may see. */
export async function readApprovalsOf(ctx: Ctx, cardId: string): Promise<Approval[]> {
  await readCard(ctx, cardId)
  const rows = await listApprovalsOf(ctx, cardId)
  return Promise.all(rows.map((row) => present(ctx, row)))
}

async function getApproval(ctx: Ctx, id: string): Promise<ApprovalRow> {
  const row = await findApproval(ctx, id)
  if (!row) throw coreError('core.not_found')
  return row
}

async function present(ctx: Ctx, row: ApprovalRow): Promise<Approval> {
  const isMine = row.asked_by === ctx.actor.personId
  return {
    id: row.id,
    opportunityId: row.opportunity_id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    ownerName: row.owner_name,
    level: row.level,
    step: row.step,
    toStage: row.to_stage,
    wakeUpOn: row.wake_up_on,
    summary: row.summary,
    reason: row.reason,
    approvers: row.approvers,
    askedById: row.asked_by,
    askedByName: row.asked_by_name,
    askedAt: row.asked_at.toISOString(),
    state: row.state,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    mayDecide:
      row.state === 'open' &&
      !isMine &&
      can(ctx, 'opportunities.approve', 'team') &&
      (await mayDecide(ctx, row.approvers)),
    isMine,
  }
}

function placeOf(cursor: string | undefined, today: Day) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [at, id] = decoded.ok ? decoded.key : []
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !isUuid(id))
    throw coreError('core.bad_request', { why: 'cursor' })
  return { at, id }
}
