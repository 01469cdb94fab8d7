import type { Ctx } from '#foundation/ctx.ts'
import { listOperationChanges } from '#foundation/operations/operations.queries.ts'
import { customersOfOperation } from '#modules/customers/index.ts'
import type { TakenBackCounts, UndoPreview } from '#modules/imports/index.ts'
import { cardsOfOperation, takeBackCards } from '../import-cards.ts'
import { listCardNames } from './card-names.queries.ts'
import { cardMark } from './change-cards.ts'
import { type CardFacts, listCardFacts, updateCardFacts } from './import-facts.queries.ts'

const touchedShown = 200

/** What taking a list of cards back would do. */
export async function previewCardUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const cards = await cardsOfOperation(ctx, operationId)
  const changes = await changesOf(ctx, operationId)
  const touched = [
    ...cards.touched,
    ...changes.filter((one) => one.isTouched).map((one) => one.before.id),
  ]
  const names = await listCardNames(ctx, touched.slice(0, touchedShown))
  return {
    withdrawn: {
      cards: cards.untouched.length + cards.touched.length,
      customers: (await customersOfOperation(ctx, operationId)).length,
    },
    restored: changes.length,
    touched: names.map((row) => ({
      id: row.id,
      record: 'cards',
      name: row.name,
      day: row.opened_on,
    })),
    touchedTotal: touched.length,
  }
}

async function changesOf(ctx: Ctx, operationId: string) {
  const changes = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'card_facts')
  const now = await listCardFacts(
    ctx,
    changes.map((change) => change.record_id),
  )
  return changes.flatMap((change) => {
    const card = now.get(change.record_id)
    if (!card || !change.before_sealed) return []
    const before = JSON.parse(ctx.vault.open(change.before_sealed)) as CardFacts
    return [{ before, isTouched: !cardMark(ctx, card).equals(change.after_fingerprint) }]
  })
}

/** Takes a list of cards back: new ones with the customers made for them, changed ones as before. */
export async function takeCardsBack(
  ctx: Ctx,
  operationId: string,
  { withTouched }: { withTouched: boolean },
): Promise<TakenBackCounts> {
  const { withdrawn, kept } = await takeBackCards(ctx, operationId, { withTouched })
  const changes = await changesOf(ctx, operationId)
  const restored = changes.filter((one) => withTouched || !one.isTouched)
  await updateCardFacts(
    ctx,
    restored.map((one) => one.before),
  )
  return {
    withdrawn: withdrawn.length,
    restored: restored.length,
    kept: kept.length + changes.length - restored.length,
  }
}
