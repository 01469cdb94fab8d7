import type { Insertable, Selectable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Appraisals, AppraisalSchemes } from '#foundation/db/schema.ts'

export type SchemeRow = Selectable<AppraisalSchemes>
export type ResultRow = Selectable<Appraisals>

export function listSchemeRows({ tx, store }: Ctx): Promise<SchemeRow[]> {
  return tx
    .selectFrom('appraisal_schemes')
    .selectAll()
    .where('store_id', '=', store.id)
    .orderBy('is_active', 'desc')
    .orderBy('name')
    .limit(200)
    .execute()
}

export function findScheme({ tx, store }: Ctx, id: string): Promise<SchemeRow | undefined> {
  return tx
    .selectFrom('appraisal_schemes')
    .selectAll()
    .where('store_id', '=', store.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Whether it is new; a resent id changes nothing. */
export async function insertScheme(ctx: Ctx, row: Insertable<AppraisalSchemes>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('appraisal_schemes')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** Whether it was still at this version. */
export async function updateScheme(
  { tx, store }: Ctx,
  id: string,
  version: number,
  values: { name: string; period_kind: string; measures: string; is_active: boolean },
): Promise<boolean> {
  const done = await tx
    .updateTable('appraisal_schemes')
    .set({ ...values, version: version + 1 })
    .where('store_id', '=', store.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** The frozen results of a period that stand. */
export function listResults(
  { tx, store }: Ctx,
  schemeId: string,
  period: string,
): Promise<ResultRow[]> {
  return tx
    .selectFrom('appraisals')
    .selectAll()
    .where('store_id', '=', store.id)
    .where('scheme_id', '=', schemeId)
    .where('period', '=', period)
    .where('reopened_at', 'is', null)
    .orderBy('points_hundredths', 'desc')
    .orderBy('id')
    .execute()
}

export function listResultsOf({ tx, store }: Ctx, personId: string) {
  return tx
    .selectFrom('appraisals as a')
    .innerJoin('appraisal_schemes as s', (join) =>
      join.onRef('s.store_id', '=', 'a.store_id').onRef('s.id', '=', 'a.scheme_id'),
    )
    .select(['a.scheme_id', 's.name', 'a.period', 'a.points_hundredths', 'a.closed_at'])
    .where('a.store_id', '=', store.id)
    .where('s.store_id', '=', store.id)
    .where('a.person_id', '=', personId)
    .where('a.reopened_at', 'is', null)
    .orderBy('a.closed_at', 'desc')
    .orderBy('a.id')
    .limit(60)
    .execute()
}

/** How many were frozen now; those somebody froze meanwhile are left. */
export async function insertResults(
  ctx: Ctx,
  rows: readonly Insertable<Appraisals>[],
): Promise<number> {
  if (rows.length === 0) return 0
  const done = await ctx.tx
    .insertInto('appraisals')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows)
}

export async function reopenResults(
  { tx, store, now, actor }: Ctx,
  schemeId: string,
  period: string,
  why: string,
): Promise<number> {
  const done = await tx
    .updateTable('appraisals')
    .set({ reopened_at: now, reopened_by: actor.personId, reopened_why: why })
    .where('store_id', '=', store.id)
    .where('scheme_id', '=', schemeId)
    .where('period', '=', period)
    .where('reopened_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}
