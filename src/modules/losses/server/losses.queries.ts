import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { LossOutcome, LossStep } from '../contract.ts'

/** A card whose loss is proposed or confirmed, with its customer and words. */
export interface LossRow {
  id: string
  customer_id: string
  customer_name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  do_not_contact: string[]
  owner_id: string
  owner_name: string | null
  kind: 'defeat' | 'lost_contact' | null
  reason: string
  competitor: string | null
  rival: string | null
  summary: string | null
  level: 'H' | 'A' | 'B' | 'C'
  stage: number
  series_name: string | null
  result: LossOutcome | null
}
export interface ProposedRow extends LossRow {
  proposed_at: Date
  proposed_by: string | null
  tries: number
  next_try_on: Day | null
  version: number
}
export interface ConfirmedRow extends LossRow {
  closed_on: Day
  papers_at: Date | null
  papers_by: string | null
  papers_place: string | null
}

const columns = (ctx: Ctx): RawBuilder<unknown> => {
  const zh = ctx.locale === 'zh'
  const word = (label: string, en: string) =>
    zh ? sql.ref(label) : sql`coalesce(nullif(${sql.ref(en)}, ''), ${sql.ref(label)})`
  return sql`
    o.id, o.customer_id, h.name as customer_name, h.sealed_key, h.phone_sealed, h.do_not_contact,
    o.owner_id, p.name as owner_name, o.loss_kind as kind, o.summary, o.level, o.stage,
    coalesce(${word('r.label', 'r.label_en')},
      regexp_replace(o.closed_reason, '^(defeat|lost_contact): ', ''), '') as reason,
    coalesce(${word('v.label', 'v.label_en')}, o.competitor) as competitor,
    nullif(concat_ws(' ', rv.brand, rv.name), '') as rival,
    coalesce(${word('s.name', 's.name_en')}, o.series_text) as series_name, c.result`
}
const tables = (ctx: Ctx) => sql`
  opportunities o
  join customer_heads h on h.store_id = ${ctx.store.id} and h.id = o.customer_id
  left join loss_checks c on c.store_id = ${ctx.store.id} and c.opportunity_id = o.id
    and c.proposed_at = o.loss_proposed_at
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = o.owner_id
  left join options r on r.group_id = ${ctx.store.groupId} and r.id = o.loss_reason_id
  left join options v on v.group_id = ${ctx.store.groupId} and v.id = o.competitor_id
  left join rival_names rv on rv.group_id = ${ctx.store.groupId} and rv.id = o.rival_id
  left join series s on s.group_id = ${ctx.store.groupId} and s.id = o.series_id`

/** What counting confirmed losses asks of: no words, no names. */
const counted = (ctx: Ctx) => sql`
  opportunities o
  left join loss_checks c on c.store_id = ${ctx.store.id} and c.opportunity_id = o.id
    and c.proposed_at = o.loss_proposed_at`

export interface ProposedFilter {
  step?: LossStep | undefined
  /** Proposed before this moment. */
  before?: Date | undefined
  owner?: string | undefined
  id?: string | undefined
}

/** Who verifies is told of all of the store; a consultant of the own. `noCaller`: nobody can call. */
function proposed(ctx: Ctx, filter: ProposedFilter, noCaller: boolean): RawBuilder<unknown> {
  const all = [
    sql`o.store_id = ${ctx.store.id} and o.state = 'loss_proposed' and o.withdrawn_at is null`,
    ownedWithin(ctx, 'losses.read', 'o.owner_id'),
  ]
  const decides = noCaller
    ? sql`true`
    : sql`(c.result is not null or 'call' = any (h.do_not_contact))`
  if (filter.step === 'to_decide') all.push(decides)
  if (filter.step === 'to_call') all.push(sql`not ${decides}`)
  if (filter.before) all.push(sql`o.loss_proposed_at < ${filter.before}`)
  if (filter.owner) all.push(sql`o.owner_id = ${filter.owner}`)
  if (filter.id) all.push(sql`o.id = ${filter.id}`)
  return sql.join(all, sql` and `)
}

/** One page of proposed losses, the longest waiting first, after the last one seen. */
export async function listProposedRows(
  ctx: Ctx,
  filter: ProposedFilter,
  page: { after?: CursorKey | undefined; limit: number; noCaller: boolean },
): Promise<ProposedRow[]> {
  const [at, id] = page.after ?? []
  const after = page.after
    ? sql`(o.loss_proposed_at, o.id) > (${at}::timestamptz, ${id}::uuid)`
    : sql`true`
  const { rows } = await sql<ProposedRow>`
    select ${columns(ctx)}, o.loss_proposed_at as proposed_at, coalesce(c.tries, 0) as tries,
           c.next_try_on, o.version,
           (select n.name from opportunity_changes x
              join people n on n.group_id = ${ctx.store.groupId} and n.id = x.actor_id
             where x.store_id = ${ctx.store.id} and x.opportunity_id = o.id and x.field = 'state'
               and x.to_value = 'loss_proposed' and x.withdrawn_at is null
             order by x.recorded_at desc limit 1) as proposed_by
      from ${tables(ctx)}
     where ${proposed(ctx, filter, page.noCaller)} and ${after}
     order by o.loss_proposed_at, o.id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many proposed losses the filter finds, counted up to 10,001. */
export async function countProposedRows(
  ctx: Ctx,
  filter: ProposedFilter,
  noCaller: boolean,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from ${tables(ctx)} where ${proposed(ctx, filter, noCaller)} limit 10001) x`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

export interface ConfirmedFilter {
  from?: Day | undefined
  to?: Day | undefined
  papers?: 'missing' | 'filed' | undefined
  verified?: 'yes' | 'no' | undefined
  kind?: string | undefined
  reason?: string | undefined
  competitor?: string | undefined
  rival?: string | undefined
  series?: string | undefined
  owner?: string | undefined
}

function confirmed(ctx: Ctx, filter: ConfirmedFilter): RawBuilder<unknown> {
  const all = [
    sql`o.store_id = ${ctx.store.id} and o.state = 'lost' and o.withdrawn_at is null
        and o.closed_on is not null`,
    ownedWithin(ctx, 'losses.read', 'o.owner_id'),
  ]
  if (filter.from) all.push(sql`o.closed_on >= ${filter.from}`)
  if (filter.to) all.push(sql`o.closed_on <= ${filter.to}`)
  if (filter.papers) all.push(filed(filter.papers === 'filed'))
  if (filter.verified === 'yes') all.push(sql`c.result is not null`)
  if (filter.verified === 'no') all.push(sql`c.result is null`)
  if (filter.kind) all.push(sql`o.loss_kind = ${filter.kind}`)
  if (filter.reason) all.push(sql`o.loss_reason_id = ${filter.reason}`)
  if (filter.competitor) all.push(sql`o.competitor_id = ${filter.competitor}`)
  if (filter.rival) all.push(sql`o.rival_id = ${filter.rival}`)
  if (filter.series) all.push(sql`o.series_id = ${filter.series}`)
  if (filter.owner) all.push(sql`o.owner_id = ${filter.owner}`)
  return sql.join(all, sql` and `)
}

const filed = (isFiled: boolean) =>
  isFiled ? sql`c.papers_at is not null` : sql`c.papers_at is null`

/** One page of confirmed losses, newest first, after the last one seen. */
export async function listConfirmedRows(
  ctx: Ctx,
  filter: ConfirmedFilter,
  page: { after?: CursorKey | undefined; limit: number },
): Promise<ConfirmedRow[]> {
  const [day, id] = page.after ?? []
  const after = page.after ? sql`(o.closed_on, o.id) < (${day}::date, ${id}::uuid)` : sql`true`
  const { rows } = await sql<ConfirmedRow>`
    select ${columns(ctx)}, o.closed_on, c.papers_at, c.papers_place, f.name as papers_by
      from ${tables(ctx)}
      left join people f on f.group_id = ${ctx.store.groupId} and f.id = c.papers_by
     where ${confirmed(ctx, filter)} and ${after}
     order by o.closed_on desc, o.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many confirmed losses the filter finds, counted up to 10,001. */
export async function countConfirmedRows(ctx: Ctx, filter: ConfirmedFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from ${counted(ctx)} where ${confirmed(ctx, filter)} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Proposals older than a moment that nobody was told of yet. */
export async function listUntoldLate(ctx: Ctx, before: Date, limit: number) {
  const { rows } = await sql<{
    id: string
    customer_id: string
    owner_id: string
    proposed_at: Date
  }>`
    select o.id, o.customer_id, o.owner_id, o.loss_proposed_at as proposed_at from opportunities o
      left join loss_checks c on c.store_id = ${ctx.store.id} and c.opportunity_id = o.id
        and c.proposed_at = o.loss_proposed_at
     where o.store_id = ${ctx.store.id} and o.state = 'loss_proposed' and o.withdrawn_at is null
       and o.loss_proposed_at < ${before} and c.told_late_at is null
     order by o.loss_proposed_at limit ${limit}`.execute(ctx.tx)
  return rows
}

/** A confirmed loss by its card, locked. */
export async function lockConfirmed(ctx: Ctx, id: string) {
  const { rows } = await sql<{
    customer_id: string
    owner_id: string
    proposed_at: Date | null
    series_id: string | null
    model_id: string | null
    state: string
    closed_at: Date
  }>`
    select customer_id, owner_id, loss_proposed_at as proposed_at, series_id, model_id, state, last_contact_at as closed_at
      from opportunities o
     where store_id = ${ctx.store.id} and id = ${id} and withdrawn_at is null
       and ${ownedWithin(ctx, 'losses.read', 'o.owner_id')} for update`.execute(ctx.tx)
  return rows[0]
}
