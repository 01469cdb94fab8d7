import { authorise, type Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { defineOperation } from '#foundation/operations/define-operation.ts'
import type { OperationUnit } from '#foundation/operations/operation.ts'
import { runOperation } from '#foundation/operations/run-operation.ts'
import { moveOwned, ownedWatch } from '#foundation/owned-tables.queries.ts'
import { ownedTables } from '#foundation/tables.ts'
import { setHolders } from '#modules/customers/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { compareLevels } from '#shared/intent-level.ts'
import type { Permission } from '#shared/permissions.ts'
import type { Phrase } from '#shared/words.ts'
import { approvalError } from '../contracts/approvals.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import {
  type CardChangeOf,
  type ChosenCards,
  cardFilterSchema,
  cardListError,
  type RefusalReason,
} from '../contracts/card-lists.ts'
import { amountAfter } from './amount.ts'
import { cardUnits, cardWatch, newsOfCards } from './card-operations.ts'
import {
  type EditableCard,
  listEditable,
  namesOfCards,
  optionExists,
} from './edit-cards.queries.ts'
import { changedExpectation, pullPromise } from './expectation.ts'
import { giveCard } from './hand-over.ts'
import { changeOpportunity } from './history.ts'
import { filterOf } from './list-cards.ts'
import { mayDecide, rulesOf } from './machine/rules.ts'
import { suspend } from './machine/steps.ts'
import { findAndLock, findColleague } from './opportunities.queries.ts'
import { levelLimitsOf } from './settings.ts'
import { isOpen } from './states.ts'

/** How many cards one bulk edit may reach; the screen sends them in portions of 500. */
const editedAtMost = 10_000
const namesShown = 5

export const cardEditKind = defineOperation({
  kind: 'cards.edited',
  title: ['批量修改潜客卡', 'Bulk edit of cards'],
  afterTakeBack: newsOfCards,
})

/** What a bulk edit would change, and which cards it cannot change and why; changes nothing. */
export async function previewEdit(ctx: Ctx, asked: { chosen: ChosenCards; change: CardChangeOf }) {
  await assertTarget(ctx, asked.change)
  const cards = await chosenCards(ctx, asked.chosen, permissionFor(asked.change))
  const judged = cards.map((card) => ({ card, reason: refusalOf(ctx, card, asked.change) }))
  const byReason = Map.groupBy(
    judged.filter((one) => one.reason !== undefined),
    (one) => one.reason as RefusalReason,
  )
  const shown = [...byReason.values()].flatMap((some) => some.slice(0, namesShown))
  const names = await namesOfCards(
    ctx,
    shown.map(({ card }) => card.id),
  )
  return {
    ids: judged.filter((one) => one.reason === undefined).map(({ card }) => card.id),
    refused: [...byReason].map(([reason, some]) => ({
      reason,
      count: some.length,
      names: some.slice(0, namesShown).flatMap(({ card }) => names.get(card.id) ?? []),
    })),
  }
}

/**
 * Changes a portion of cards as one operation that can be taken back; cards that cannot be changed
 * any more are left out and not counted. A resent id changes nothing again.
 */
export async function runEdit(
  ctx: Ctx,
  asked: { id?: string | undefined; ids: string[]; change: CardChangeOf; reason: string },
): Promise<{ operationId: string; changed: number }> {
  const { change, reason } = asked
  await assertTarget(ctx, change)
  const cards = await chosenCards(ctx, { ids: asked.ids }, permissionFor(change))
  const able = cards.filter((card) => refusalOf(ctx, card, change) === undefined)
  const done = await runOperation(
    ctx,
    {
      id: asked.id,
      kind: cardEditKind,
      title: titleOf(change, able.length),
      reason,
      settings: { change: change.kind },
      units: await cardUnits(
        ctx,
        able.map((card) => card.id),
      ),
      watch: change.kind === 'owner' ? [...cardWatch, ...ownedTables().map(ownedWatch)] : cardWatch,
    },
    async (units) => {
      if (change.kind === 'owner') return giveUnits(ctx, units, change.ownerId, reason)
      let changed = 0
      for (const id of units.flatMap((unit) => unit.keys.opportunity ?? []))
        if (await applyTo(ctx, id, change, reason)) changed += 1
      return changed
    },
  )
  const changed = done.isNew ? done.results.reduce((sum, n) => sum + n, 0) : able.length
  return { operationId: done.operationId, changed }
}

/** Gives customers and their open cards to one consultant, with promises, appointments and tasks. */
async function giveUnits(
  ctx: Ctx,
  units: readonly OperationUnit[],
  to: string,
  reason: string,
): Promise<number> {
  const customersOf = new Map<string, string[]>()
  let given = 0
  for (const unit of units)
    for (const id of unit.keys.opportunity ?? []) {
      const card = await findAndLock(ctx, id, 'opportunities.assign')
      if (!card || !isOpen(card.state)) continue
      customersOf.set(card.owner_id, [...(customersOf.get(card.owner_id) ?? []), unit.id])
      await giveCard(ctx, card, to, reason)
      given += 1
    }
  for (const [from, customerIds] of customersOf) {
    await setHolders(ctx, customerIds, to)
    for (const owned of ownedTables()) await moveOwned(ctx, owned, { from, to, customerIds })
    announce(ctx, {
      type: 'opportunities.handed_over',
      recordId: customerIds[0] ?? to,
      data: { from, to, count: customerIds.length },
    })
  }
  return given
}

async function applyTo(
  ctx: Ctx,
  id: string,
  change: Exclude<CardChangeOf, { kind: 'owner' }>,
  reason: string,
): Promise<boolean> {
  const row = await findAndLock(ctx, id, 'opportunities.write')
  if (!row || !isOpen(row.state)) return false
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  if (change.kind === 'suspension') {
    await suspend(ctx, row, change.wakeUpOn, reason)
    return true
  }
  if (change.kind === 'expectation' || change.kind === 'level') {
    const next = changedExpectation(row, { ...change }, today, levelLimitsOf(ctx.store))
    if (!next) return false
    const note = { action: 'opportunity.expectation_changed', reason, today }
    await changeOpportunity(ctx, row, { ...next }, note)
    await pullPromise(ctx, row, next.level, today)
    return true
  }
  await changeOpportunity(
    ctx,
    row,
    change.kind === 'source'
      ? { source_id: change.sourceId, source_text: null }
      : {
          series_id: change.seriesId,
          series_text: null,
          model_id: null,
          ...(await amountAfter(ctx, row, { seriesId: change.seriesId, modelId: null })),
        },
    { action: 'opportunity.changed', reason, today },
  )
  return true
}

/** Why a card would stay as it is; undefined when the change can be made. */
function refusalOf(ctx: Ctx, card: EditableCard, change: CardChangeOf): RefusalReason | undefined {
  if (!card.may_write) return 'not_yours'
  if (!isOpen(card.state)) return 'ended'
  switch (change.kind) {
    case 'source':
      return card.source_id === change.sourceId ? 'same' : undefined
    case 'series':
      return card.series_id === change.seriesId ? 'same' : undefined
    case 'suspension':
      return card.state === 'active' ? undefined : 'not_active'
    case 'owner':
      return card.owner_id === change.ownerId ? 'same' : undefined
    case 'level':
      if (card.level === change.level) return 'same'
      return compareLevels(change.level, card.level) > 0 ? 'lowering' : undefined
    default: {
      const today = dayInZone(ctx.now, ctx.store.timeZone)
      return changedExpectation(card, change, today, levelLimitsOf(ctx.store)) ? undefined : 'same'
    }
  }
}

async function chosenCards(
  ctx: Ctx,
  chosen: ChosenCards,
  permission: Permission,
): Promise<EditableCard[]> {
  if ('ids' in chosen)
    return listEditable(ctx, { ids: chosen.ids, permission, limit: editedAtMost })
  const parsed = cardFilterSchema.safeParse(chosen.filter)
  if (!parsed.success)
    throw coreError('core.invalid_input', { issues: [{ path: 'body.chosen.filter' }] })
  const cards = await listEditable(ctx, {
    filter: await filterOf(ctx, parsed.data),
    permission,
    limit: editedAtMost + chosen.except.length + 1,
  })
  const except = new Set(chosen.except)
  const kept = cards.filter((card) => !except.has(card.id))
  if (kept.length > editedAtMost)
    throw cardListError('opportunities.too_many_cards', { limit: editedAtMost })
  return kept
}

const permissionFor = (change: CardChangeOf): Permission =>
  change.kind === 'owner' ? 'opportunities.assign' : 'opportunities.write'

async function assertTarget(ctx: Ctx, change: CardChangeOf): Promise<void> {
  if (change.kind === 'owner') {
    authorise(ctx, 'opportunities.assign', 'team')
    if (!(await findColleague(ctx, change.ownerId)))
      throw opportunitiesError('opportunities.no_such_owner')
    return
  }
  if (change.kind === 'suspension') {
    const { approvers } = (await rulesOf(ctx)).suspend
    if (!(await mayDecide(ctx, approvers)))
      throw approvalError('opportunities.approval_needed', { step: 'suspend', approvers })
  }
  const isKnown =
    change.kind === 'source'
      ? await optionExists(ctx, 'options', change.sourceId)
      : change.kind === 'series'
        ? await optionExists(ctx, 'series', change.seriesId)
        : true
  if (!isKnown)
    throw coreError('core.invalid_input', { issues: [{ path: 'body.change', code: 'unknown' }] })
}

const changed: Record<CardChangeOf['kind'], Phrase> = {
  source: ['来源', 'Source'],
  series: ['车型', 'Model'],
  expectation: ['预计购车', 'Expected to buy'],
  level: ['级别', 'Level'],
  suspension: ['暂缓', 'On hold'],
  owner: ['顾问', 'Consultant'],
}

function titleOf({ kind }: CardChangeOf, count: number): Phrase {
  const [zh, en] = changed[kind]
  return [`${zh} · ${count}`, `${en} · ${count}`]
}
