import { type Insertable, type Selectable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LeadAnswers, LeadSteps } from '#foundation/db/schema.ts'
import type { leadStepKinds } from '../contract.ts'

export type AnswerRow = Selectable<LeadAnswers>
export interface StepRow {
  id: string
  lead_id: string
  step: (typeof leadStepKinds)[number]
  at: Date
  person: string | null
  from_name: string | null
  to_name: string | null
  note: string
}

/** The life of some leads, oldest step first; people by name. */
export async function listSteps(ctx: Ctx, leadIds: readonly string[]): Promise<StepRow[]> {
  if (leadIds.length === 0) return []
  const { rows } = await sql<StepRow>`
    select s.id, s.lead_id, s.step, s.at, p.name as person, s.note,
           coalesce(f.name, s.from_value) as from_name, coalesce(t.name, s.to_value) as to_name
      from lead_steps s
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = s.actor_id
      left join people f on f.group_id = ${ctx.store.groupId} and s.step = 'assigned' and f.id::text = s.from_value
      left join people t on t.group_id = ${ctx.store.groupId} and s.step = 'assigned' and t.id::text = s.to_value
     where s.store_id = ${ctx.store.id} and s.lead_id = any (${[...leadIds]}::uuid[])
       and s.withdrawn_at is null
     order by s.at, s.id`.execute(ctx.tx)
  return rows
}

export async function insertStep(ctx: Ctx, row: Insertable<LeadSteps>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('lead_steps')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

export async function findStep(ctx: Ctx, id: string): Promise<{ lead_id: string } | undefined> {
  const { rows } = await sql<{ lead_id: string }>`
    select lead_id from lead_steps where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
  return rows[0]
}

export async function insertAnswers(ctx: Ctx, rows: Insertable<LeadAnswers>[]): Promise<void> {
  if (rows.length > 0) await ctx.tx.insertInto('lead_answers').values(rows).execute()
}

/** What was answered at the calls to these leads, the latest first. */
export async function listAnswers(ctx: Ctx, leadIds: readonly string[]): Promise<AnswerRow[]> {
  if (leadIds.length === 0) return []
  const { rows } = await sql<AnswerRow>`
    select * from lead_answers
     where store_id = ${ctx.store.id} and lead_id = any (${[...leadIds]}::uuid[])
     order by at desc, id`.execute(ctx.tx)
  return rows
}

/** Empties what was typed into the leads that became a card; grades, days and people stay counted. */
export async function emptyWordsOf(ctx: Ctx, opportunityId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update leads set note = '', version = version + 1,
           ended_reason = case when ended_reason is null then null else '—' end
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId}
     returning id`.execute(ctx.tx)
  const ids = rows.map((row) => row.id)
  await sql`
    update lead_steps set note = '' where store_id = ${ctx.store.id}
       and lead_id = any (${ids}::uuid[]) and note <> ''`.execute(ctx.tx)
  await sql`
    update lead_answers set answer = '—' where store_id = ${ctx.store.id}
       and lead_id = any (${ids}::uuid[]) and answer_key is null`.execute(ctx.tx)
}
