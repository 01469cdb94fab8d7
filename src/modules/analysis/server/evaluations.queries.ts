import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'

export interface NewEvaluation {
  id: string
  name: string
  day: Day
  days: number
  lag: number
  sourceId: string | null
  channel: string | null
  note: string
}

/** The evaluations a store keeps, the latest decision first. */
export function selectEvaluations(tx: Tx, storeId: number) {
  return tx
    .selectFrom('media_evaluations')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('withdrawn_at', 'is', null)
    .orderBy('decided_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** One evaluation, withdrawn or not. */
export function findEvaluation(tx: Tx, storeId: number, id: string) {
  return tx
    .selectFrom('media_evaluations')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Writes an evaluation; false when the id is already there. */
export async function insertEvaluation(
  tx: Tx,
  storeId: number,
  one: NewEvaluation,
  made: { at: Date; by: string | null },
): Promise<boolean> {
  const result = await tx
    .insertInto('media_evaluations')
    .values({
      store_id: storeId,
      id: one.id,
      name: one.name,
      decided_on: one.day,
      days: one.days,
      lag: one.lag,
      source_id: one.sourceId,
      channel: one.channel,
      note: one.note,
      made_at: made.at,
      made_by: made.by,
    })
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

/** Takes an evaluation back (a time) or brings it back (null); false when its version moved on. */
export async function setWithdrawn(
  tx: Tx,
  storeId: number,
  asked: { id: string; version: number; at: Date | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('media_evaluations')
    .set({ withdrawn_at: asked.at, version: asked.version + 1 })
    .where('store_id', '=', storeId)
    .where('id', '=', asked.id)
    .where('version', '=', asked.version)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}
