import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

interface DutyRow {
  work: string
  executors: string[]
  checkers: string[]
  version: number
}

export async function listDutyRows(ctx: Ctx): Promise<DutyRow[]> {
  const { rows } = await sql<DutyRow>`
    select work, executors, checkers, version from work_duties where store_id = ${ctx.store.id}`.execute(
    ctx.tx,
  )
  return rows
}

/** Whether it was saved; not when somebody saved another version meanwhile. */
export async function saveDuty(
  ctx: Ctx,
  duty: { work: string; version: number; executors: string[]; checkers: string[] },
): Promise<boolean> {
  const set = {
    executors: duty.executors,
    checkers: duty.checkers,
    changed_at: ctx.now,
    changed_by: ctx.actor.personId,
  }
  if (duty.version === 0) {
    const made = await ctx.tx
      .insertInto('work_duties')
      .values({ ...set, store_id: ctx.store.id, work: duty.work })
      .onConflict((c) => c.columns(['store_id', 'work']).doNothing())
      .executeTakeFirst()
    return Number(made.numInsertedOrUpdatedRows) === 1
  }
  const saved = await ctx.tx
    .updateTable('work_duties')
    .set({ ...set, version: duty.version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('work', '=', duty.work)
    .where('version', '=', duty.version)
    .executeTakeFirst()
  return Number(saved.numUpdatedRows) === 1
}
