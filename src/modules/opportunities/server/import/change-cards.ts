import type { Ctx } from '#foundation/ctx.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { guideAmounts } from '../amount.ts'
import { type CardFacts, updateCardFacts } from './import-facts.queries.ts'
import type { CardValues } from './judge-cards.ts'

export interface CardChange {
  before: CardFacts
  after: CardFacts
}

/** What a line fills on an open card; level and date are the consultant's to change. */
export function compareCard(now: CardFacts, values: CardValues): CardChange | undefined {
  const after: CardFacts = {
    ...now,
    series_id: values.seriesId ?? now.series_id,
    source_id: values.sourceId ?? now.source_id,
    note: values.note === null ? now.note : maskPhonesInText(values.note),
  }
  const isSame =
    after.series_id === now.series_id &&
    after.source_id === now.source_id &&
    after.note === now.note
  return isSame ? undefined : { before: now, after }
}

/** What an import compares of a card, as proof of what it left behind. */
export function cardMark(ctx: Pick<Ctx, 'vault'>, facts: CardFacts): Buffer {
  return ctx.vault.hash(
    'import-content',
    JSON.stringify([facts.series_id, facts.source_id, facts.note]),
  )
}

/** Writes changed cards with their inverse. */
export async function changeCards(
  ctx: Ctx,
  operationId: string,
  changes: readonly CardChange[],
  position: number,
): Promise<void> {
  if (changes.length === 0) return
  const amounts = await guideAmounts(
    ctx,
    changes.map(({ after }) => ({
      seriesId: after.series_id,
      modelId: after.model_id ?? null,
      quantity: after.quantity ?? 1,
    })),
  )
  await updateCardFacts(
    ctx,
    changes.map(({ before, after }, place) =>
      after.series_id === before.series_id || after.is_amount_typed
        ? after
        : { ...after, expected_amount_fen: amounts[place] ?? 0 },
    ),
  )
  await insertOperationChanges(
    ctx.tx,
    changes.map(({ before, after }, index) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      position: position + index,
      table_name: 'card_facts',
      record_id: before.id,
      customer_id: null,
      before_sealed: ctx.vault.seal(JSON.stringify(before)),
      after_fingerprint: cardMark(ctx, after),
    })),
  )
}
