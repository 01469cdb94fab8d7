import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

export interface LostRow {
  id: string
  customer_id: string
  customer_name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  owner_id: string
  owner_name: string | null
  closed_on: Day
  reason_code: string | null
  reason: string
  competitor: string | null
  rival: string | null
  series_id: string
  series_name: string | null
}

/** What changed of a series on a day, and the reasons of losses it answers. */
export interface LossChange {
  seriesId: string
  day: Day
  codes: readonly string[]
}

/**
 * Customers lost since a day for a reason that one of the changes since answers, or for one in words
 * alone, whom nobody decided on, who may be called and have no newer card; newest first.
 */
export async function listLostOf(
  ctx: Ctx,
  asked: { since: Day; changes: readonly LossChange[]; limit: number },
): Promise<LostRow[]> {
  const zh = ctx.locale === 'zh'
  const of = (value: (one: LossChange) => string) => asked.changes.map(value)
  const { rows } = await sql<LostRow>`
    select o.id, o.customer_id, h.name as customer_name, h.sealed_key, h.phone_sealed, o.owner_id,
           p.name as owner_name, o.closed_on, r.code as reason_code,
           coalesce(${zh ? sql`r.label` : sql`coalesce(nullif(r.label_en, ''), r.label)`},
             regexp_replace(o.closed_reason, '^(defeat|lost_contact): ', ''), '') as reason,
           coalesce(${zh ? sql`v.label` : sql`coalesce(nullif(v.label_en, ''), v.label)`}, o.competitor) as competitor,
           nullif(concat_ws(' ', rv.brand, rv.name), '') as rival,
           o.series_id, ${zh ? sql`s.name` : sql`coalesce(nullif(s.name_en, ''), s.name)`} as series_name
      from opportunities o
      join customer_heads h on h.store_id = ${ctx.store.id} and h.id = o.customer_id
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = o.owner_id
      left join options r on r.group_id = ${ctx.store.groupId} and r.id = o.loss_reason_id
      left join options v on v.group_id = ${ctx.store.groupId} and v.id = o.competitor_id
      left join rival_names rv on rv.group_id = ${ctx.store.groupId} and rv.id = o.rival_id
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = o.series_id
     where o.store_id = ${ctx.store.id} and o.state = 'lost' and o.withdrawn_at is null
       and o.closed_on >= ${asked.since} and o.loss_kind = 'defeat'
       and o.series_id = any (${of((one) => one.seriesId)}::uuid[])
       and exists (select 1 from unnest(${of((one) => one.seriesId)}::uuid[],
                     ${of((one) => one.day)}::date[], ${of((one) => one.codes.join(' '))}::text[])
                       as g (series_id, day, codes)
                    where g.series_id = o.series_id and g.day > o.closed_on
                      and (r.code is null or r.code = any (string_to_array(g.codes, ' '))))
       and ${ownedWithin(ctx, 'losses.read', 'o.owner_id')}
       and not 'call' = any (h.do_not_contact)
       and not exists (select 1 from win_backs w
                        where w.store_id = ${ctx.store.id} and w.opportunity_id = o.id)
       and not exists (select 1 from opportunities n
                        where n.store_id = ${ctx.store.id} and n.customer_id = o.customer_id
                          and n.withdrawn_at is null and n.opened_at > o.opened_at)
     order by o.closed_on desc, o.id desc limit ${asked.limit}`.execute(ctx.tx)
  return rows
}

/** Whether the decision is the first about this loss. */
export async function insertWinBack(
  ctx: Ctx,
  row: {
    opportunityId: string
    customerId: string
    decision: 'reopened' | 'dismissed'
    why: string
    newOpportunityId: string | null
  },
): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('win_backs')
    .values({
      store_id: ctx.store.id,
      opportunity_id: row.opportunityId,
      customer_id: row.customerId,
      decision: row.decision,
      why: row.why,
      new_opportunity_id: row.newOpportunityId,
      decided_at: ctx.now,
      decided_by: ctx.actor.personId,
    })
    .onConflict((c) => c.columns(['store_id', 'opportunity_id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}
