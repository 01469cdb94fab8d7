import { authorise, type Ctx, can, personOf } from '#foundation/ctx.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import type { Permission } from '#shared/permissions.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { Card, Origin } from '../contracts/card.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { amountAfter } from './amount.ts'
import { type NewContact, recordContact } from './complete-follow-up.ts'
import { changedExpectation, pullPromise } from './expectation.ts'
import { changeOpportunity } from './history.ts'
import { assertApproved } from './machine/guard.ts'
import { assertStage } from './machine/move-stage.ts'
import { type NewCard, openCard } from './open-card.ts'
import { presentCard } from './opportunities.present.ts'
import {
  findAndLock,
  findCard,
  findVisibleCard,
  type LockedOpportunity,
  listVisibleCards,
} from './opportunities.queries.ts'
import { originOf } from './origin.ts'
import { levelLimitsOf } from './settings.ts'
import { isOpen, stateAfter } from './states.ts'

/** Locks an opportunity the actor may do `permission` to; else `core.not_found`. */
export async function lockOpportunity(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
  options: { orStandIn?: boolean } = {},
): Promise<LockedOpportunity> {
  const row = await findAndLock(ctx, id, permission, options)
  if (!row) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  return row
}

/** One card through the visible scope. */
export async function readCard(ctx: Ctx, id: string): Promise<Card> {
  const row = await findVisibleCard(ctx, id)
  if (!row) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  return presentCard(ctx, row, dayInZone(ctx.now, ctx.store.timeZone))
}

/** All cards of a customer the actor may see, the open one first. */
export async function readCardsOfCustomer(ctx: Ctx, customerId: string): Promise<Card[]> {
  await loadCustomer(ctx, customerId)
  const rows = await listVisibleCards(ctx, customerId)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return rows.map((row) => presentCard(ctx, row, today))
}

/** Makes a card for oneself; for another consultant only with the right to assign. */
export async function openCardFor(ctx: Ctx, card: Omit<NewCard, 'ownerId'> & { ownerId?: string }) {
  const ownerId = card.ownerId ?? personOf(ctx)
  if (ownerId !== ctx.actor.personId) authorise(ctx, 'opportunities.assign', 'store')
  const opened = await openCard(ctx, { ...card, ownerId })
  // A resent id shows the card only to those who may see it.
  if (!opened.isNew) await readCard(ctx, opened.id)
  return opened
}

export interface CardChange {
  version: number
  seriesId?: string | null | undefined
  modelId?: string | null | undefined
  quantity?: number | undefined
  sourceId?: string | null | undefined
  note?: string | undefined
  stage?: number | undefined
  /** In fen; null goes back to the guide price. */
  expectedAmountFen?: number | null | undefined
  origin?: Origin | undefined
  originOptionId?: string | null | undefined
  reason?: string | undefined
}

/** Changes the facts of an open card. Throws `core.stale_version` with the card as it is now. */
export async function changeCard(ctx: Ctx, id: string, change: CardChange): Promise<Card> {
  const row = await lockFresh(ctx, id, change.version)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  // 90 and 100 % are read from the order, never typed (rules.md, Losing and ending).
  if (change.stage !== undefined && row.state === 'signed')
    throw opportunitiesError('opportunities.wrong_state', { state: row.state })
  const seriesId = change.seriesId === undefined ? row.series_id : change.seriesId
  const stage = change.stage ?? row.stage
  if (stage !== row.stage) {
    stateAfter('move_stage', row.state)
    await assertStage(ctx, row, stage, seriesId !== null)
    await assertApproved(ctx, 'stage', row, stage)
  }
  const origin = await changedOrigin(ctx, row, change)
  await changeOpportunity(
    ctx,
    row,
    {
      ...(change.seriesId === undefined ? {} : { series_id: change.seriesId, series_text: null }),
      model_id: change.modelId === undefined ? row.model_id : change.modelId,
      quantity: change.quantity ?? row.quantity,
      ...(change.sourceId === undefined ? {} : { source_id: change.sourceId, source_text: null }),
      note: change.note === undefined ? row.note : maskPhonesInText(change.note),
      stage,
      ...(await amountAfter(ctx, row, { ...change, amountFen: change.expectedAmountFen })),
      ...origin,
    },
    { action: 'opportunity.changed', reason: change.reason, today },
  )
  // The new stage may want the customer called sooner.
  if (stage !== row.stage && row.state === 'active')
    await pullPromise(ctx, { ...row, stage }, row.level, today)
  return readCard(ctx, id)
}

/** How the card came, corrected: with a reason. */
async function changedOrigin(ctx: Ctx, row: LockedOpportunity, change: CardChange) {
  if (change.origin === undefined && change.originOptionId === undefined) return {}
  const asked = {
    origin: change.origin ?? row.origin,
    optionId: change.originOptionId === undefined ? row.origin_option_id : change.originOptionId,
  }
  if (asked.origin === row.origin && asked.optionId === row.origin_option_id) return {}
  if (change.reason === undefined) throw opportunitiesError('opportunities.origin_needs_reason')
  return originOf(ctx, asked)
}

/** Changes the expected date or the level by hand; a hotter level pulls the promise forward. */
export async function changeExpectation(
  ctx: Ctx,
  id: string,
  asked: {
    version: number
    expectedOn?: string | undefined
    level?: IntentLevel | undefined
    reason?: string | undefined
  },
): Promise<Card> {
  const row = await lockFresh(ctx, id, asked.version)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const next = changedExpectation(row, asked, today, levelLimitsOf(ctx.store))
  if (next) {
    await changeOpportunity(
      ctx,
      row,
      { ...next },
      {
        action: 'opportunity.expectation_changed',
        reason: asked.reason,
        today,
      },
    )
    await pullPromise(ctx, row, next.level, today)
  }
  return readCard(ctx, id)
}

/** Completes the follow-up of a card the actor may work on, or stands in for today. */
export async function completeFollowUp(
  ctx: Ctx,
  id: string,
  contact: Omit<NewContact, 'personId'>,
) {
  const row = await lockOpportunity(ctx, id, 'opportunities.write', { orStandIn: true })
  return recordContact(ctx, row, { ...contact, personId: personOf(ctx) })
}

/** Runs a verb on a locked card the actor may do `permission` to, and gives the card after it. */
export async function changeState(
  ctx: Ctx,
  id: string,
  permission: Permission,
  verb: (row: LockedOpportunity) => Promise<void>,
): Promise<Card> {
  await verb(await lockOpportunity(ctx, id, permission))
  // Whoever gives a card away may no longer see it; the answer is of the moment.
  const row = await findCard(ctx, id)
  if (!row || !can(ctx, permission)) throw coreError('core.not_found')
  return presentCard(ctx, row, dayInZone(ctx.now, ctx.store.timeZone))
}

/** Locks an open card in the version the person saw; else `core.stale_version`. */
async function lockFresh(ctx: Ctx, id: string, version: number): Promise<LockedOpportunity> {
  const row = await lockOpportunity(ctx, id, 'opportunities.write')
  if (!isOpen(row.state))
    throw opportunitiesError('opportunities.wrong_state', { state: row.state })
  if (row.version !== version)
    throw coreError('core.stale_version', { current: await readCard(ctx, id) })
  return row
}
