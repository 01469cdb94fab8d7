import { type Insertable, type Selectable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Enquiries } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

export type EnquiryRow = Selectable<Enquiries>

export async function listEnquiriesOf(ctx: Ctx, cardId: string): Promise<EnquiryRow[]> {
  const { rows } = await sql<EnquiryRow>`
    select * from enquiries where store_id = ${ctx.store.id} and opportunity_id = ${cardId}
       and withdrawn_at is null order by asked_at desc limit 50`.execute(ctx.tx)
  return rows
}

export async function findEnquiry(ctx: Ctx, id: string): Promise<EnquiryRow | undefined> {
  return ctx.tx
    .selectFrom('enquiries')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function insertEnquiry(ctx: Ctx, row: Insertable<Enquiries>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('enquiries')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function withdrawEnquiryRow(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('enquiries')
    .set({ withdrawn_at: ctx.now })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Answers the enquiries of a card that were asked before a time; gives how many were open. */
export async function answerAll(
  ctx: Ctx,
  cardId: string,
  answer: { at: Date; by: string | null; id?: string },
): Promise<number> {
  const result = await sql`
    update enquiries set answered_at = ${answer.at}, answered_by = ${answer.by}
     where store_id = ${ctx.store.id} and opportunity_id = ${cardId} and answered_at is null
       and withdrawn_at is null and asked_at <= ${answer.at}
       ${answer.id ? sql`and id = ${answer.id}` : sql``}`.execute(ctx.tx)
  return Number(result.numAffectedRows ?? 0)
}

/** When a contact happened, and whose it was. */
export async function contactTime(ctx: Ctx, id: string) {
  const { rows } = await sql<{ at: Date; person_id: string; is_reached: boolean }>`
    select at, person_id, is_reached from contacts
     where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
  return rows[0]
}

export interface GapRow {
  opportunity_id: string
  customer_id: string
  customer_name: string
  owner_id: string
  level: string
  stage: number
  last_contact_on: Day
  took: number
  gap: number
}

/** Open cards without a contact for longer than the sooner of level and stage allows. */
export async function listBeyondGap(
  ctx: Ctx,
  asked: { today: Day; gaps: Record<string, number>; stageGaps: Record<string, number> },
): Promise<GapRow[]> {
  const { rows } = await sql<GapRow>`
    select * from (
      select o.id as opportunity_id, o.customer_id, c.name as customer_name, o.owner_id, o.level,
             o.stage, o.last_contact_on, ${asked.today}::date - o.last_contact_on as took,
             least((${JSON.stringify(asked.gaps)}::jsonb ->> o.level)::int,
                   (${JSON.stringify(asked.stageGaps)}::jsonb ->> o.stage::text)::int) as gap
        from opportunities o
        join customers c on c.store_id = o.store_id and c.id = o.customer_id
       where o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id}
         and o.state in ('active', 'signed') and o.withdrawn_at is null
         and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}) x
     where took > gap order by took - gap desc, opportunity_id limit 500`.execute(ctx.tx)
  return rows
}

export interface ReplyRow {
  opportunity_id: string
  customer_id: string
  customer_name: string
  owner_id: string
  level: string
  stage: number
  asked_at: Date
  due_at: Date
  answered_at: Date | null
}

/** Enquiries since a time that were answered late, or are late unanswered. */
export async function listLateReplies(ctx: Ctx, since: Date): Promise<ReplyRow[]> {
  const { rows } = await sql<ReplyRow>`
    select e.opportunity_id, e.customer_id, c.name as customer_name, o.owner_id, o.level, e.stage,
           e.asked_at, e.due_at, e.answered_at
      from enquiries e
      join opportunities o on o.store_id = e.store_id and o.id = e.opportunity_id
      join customers c on c.store_id = e.store_id and c.id = e.customer_id
     where e.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id}
       and c.store_id = ${ctx.store.id} and e.due_at is not null and e.due_at >= ${since}
       and e.withdrawn_at is null and coalesce(e.answered_at, ${ctx.now}::timestamptz) > e.due_at
       and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}
     order by e.answered_at is not null, e.due_at limit 500`.execute(ctx.tx)
  return rows
}

export async function countByStage(ctx: Ctx): Promise<{ stage: number; n: number }[]> {
  const { rows } = await sql<{ stage: number; n: number }>`
    select o.stage, count(*)::int as n from opportunities o
     where o.store_id = ${ctx.store.id} and o.state in ('active', 'signed')
       and o.withdrawn_at is null and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}
     group by o.stage order by o.stage`.execute(ctx.tx)
  return rows
}
