import { type Insertable, type Selectable, sql } from 'kysely'
import type { Ctx } from '../ctx.ts'
import type { OperationChanges, OperationUnits } from '../db/schema.ts'

export type UnitRow = Selectable<OperationUnits>

export async function insertUnits(ctx: Ctx, rows: Insertable<OperationUnits>[]): Promise<void> {
  if (rows.length > 0) await ctx.tx.insertInto('operation_units').values(rows).execute()
}

/** Units of an operation in portions by id; only those not taken back, or only some. */
export async function listUnits(
  ctx: Ctx,
  operationId: string,
  asked: { after: string | null; limit: number; ids?: readonly string[] | undefined; all?: true },
): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select * from operation_units u
     where u.store_id = ${ctx.store.id} and u.operation_id = ${operationId}
       and (${asked.all ?? false} or u.undone_at is null)
       and (${asked.after}::uuid is null or u.id > ${asked.after}::uuid)
       and (${asked.ids ?? null}::uuid[] is null or u.id = any (${asked.ids ?? null}::uuid[]))
     order by u.id limit ${asked.limit}`.execute(ctx.tx)
  return rows
}

export async function countUnits(ctx: Ctx, operationId: string) {
  const { rows } = await sql<{ total: number; undone: number }>`
    select count(*) as total, count(undone_at) as undone from operation_units
     where store_id = ${ctx.store.id} and operation_id = ${operationId}`.execute(ctx.tx)
  return rows[0] ?? { total: 0, undone: 0 }
}

export async function markUndone(ctx: Ctx, operationId: string, ids: string[]): Promise<void> {
  await sql`update operation_units set undone_at = ${ctx.now}::timestamptz, undone_by = ${ctx.actor.personId}
    where store_id = ${ctx.store.id} and operation_id = ${operationId} and id = any (${ids}::uuid[])`.execute(
    ctx.tx,
  )
}

/** What is recorded of some units, in the order in which it happened. */
export function listUnitChanges(
  ctx: Ctx,
  operationId: string,
  unitIds: readonly string[],
): Promise<Selectable<OperationChanges>[]> {
  return ctx.tx
    .selectFrom('operation_changes')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('operation_id', '=', operationId)
    .where('unit_id', 'in', [...unitIds])
    .orderBy('position')
    .execute()
}

/** Later operations that changed a record these units changed, the last first, with the units of theirs. */
export async function listLaterOperations(
  ctx: Ctx,
  operation: { id: string; created_at: Date },
  unitIds: readonly string[],
): Promise<{ id: string; kind: string; unit_ids: string[] }[]> {
  const { rows } = await sql<{ id: string; kind: string; unit_ids: string[] }>`
    select o.id, o.kind, array_agg(distinct c.unit_id::text) as unit_ids
      from operation_changes mine
      join operation_changes c on c.store_id = mine.store_id and c.record_id = mine.record_id
      join operation_units u on u.store_id = c.store_id and u.operation_id = c.operation_id
        and u.id = c.unit_id
      join operations o on o.store_id = c.store_id and o.id = c.operation_id
     where mine.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id}
       and u.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id}
       and mine.operation_id = ${operation.id} and mine.unit_id = any (${unitIds}::uuid[])
       and u.undone_at is null and o.state = 'done' and o.id <> ${operation.id}
       and (o.created_at, o.id) > (${operation.created_at}::timestamptz, ${operation.id}::uuid)
     group by o.created_at, o.id, o.kind order by o.created_at desc, o.id desc`.execute(ctx.tx)
  return rows
}
