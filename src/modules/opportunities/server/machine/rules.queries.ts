import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { MachineRules } from '../../contracts/machine.ts'

export interface RulesRow {
  of_store: number
  number: number
  rules: MachineRules | null
  reason: string
  saved_at: Date
  saved_by: string | null
}

/** The last setting of the group and of the store. */
export async function listLastRules(ctx: Ctx): Promise<RulesRow[]> {
  const { rows } = await sql<RulesRow>`
    select r.of_store, r.number, r.rules, r.reason, r.saved_at, r.saved_by from machine_rules r
     where r.group_id = ${ctx.store.groupId} and r.of_store in (0, ${ctx.store.id})
       and r.number = (select max(l.number) from machine_rules l
                        where l.group_id = r.group_id and l.of_store = r.of_store)`.execute(ctx.tx)
  return rows
}

/** Every setting of the group and of the store, newest first. */
export async function listAllRules(ctx: Ctx): Promise<RulesRow[]> {
  const { rows } = await sql<RulesRow>`
    select of_store, number, rules, reason, saved_at, saved_by from machine_rules
     where group_id = ${ctx.store.groupId} and of_store in (0, ${ctx.store.id})
     order by saved_at desc, number desc limit 200`.execute(ctx.tx)
  return rows
}

/** Whether it was kept; not when somebody saved the same number first. */
export async function insertRules(
  ctx: Ctx,
  row: { ofStore: number; number: number; rules: MachineRules | null; reason: string },
): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('machine_rules')
    .values({
      group_id: ctx.store.groupId,
      of_store: row.ofStore,
      number: row.number,
      rules: row.rules === null ? null : JSON.stringify(row.rules),
      reason: row.reason,
      saved_at: ctx.now,
      saved_by: ctx.actor.personId,
    })
    .onConflict((c) => c.columns(['group_id', 'of_store', 'number']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}

/** At which stages open cards of the store stand. */
export async function listStagesInUse(ctx: Ctx): Promise<number[]> {
  const { rows } = await sql<{ stage: number }>`
    select distinct stage from opportunities where store_id = ${ctx.store.id} and withdrawn_at is null
       and state in ('active', 'suspended', 'loss_proposed', 'signed') order by stage`.execute(
    ctx.tx,
  )
  return rows.map((row) => row.stage)
}
