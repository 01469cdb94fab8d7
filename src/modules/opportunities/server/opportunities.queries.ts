import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Contacts, FollowUps, Opportunities } from '#foundation/db/schema.ts'
import { ownedOrStoodIn, ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import type { Permission } from '#shared/permissions.ts'
import type { OpportunityState, Origin } from '../contracts/card.ts'

/** An opportunity whose row is locked until the end of the transaction. */
export interface LockedOpportunity {
  id: string
  customer_id: string
  owner_id: string
  state: OpportunityState
  level: IntentLevel
  stage: number
  expected_on: Day
  is_expected_estimated: boolean
  series_id: string | null
  model_id: string | null
  quantity: number
  source_id: string | null
  note: string
  opened_on: Day
  last_contact_on: Day
  last_contact_at: Date
  closed_reason: string | null
  loss_kind: 'defeat' | 'lost_contact' | null
  loss_reason_id: string | null
  competitor: string | null
  competitor_id: string | null
  rival_id: string | null
  /** When the loss was proposed that is open, or was confirmed. */
  loss_proposed_at: Date | null
  unanswered_days: number
  expected_amount_fen: number
  is_amount_typed: boolean
  origin: Origin
  origin_option_id: string | null
  archived_at: Date | null
  purged_at: Date | null
  version: number
}

export interface CardRow extends LockedOpportunity {
  /** The reason and the brand of a loss as the dictionary says them in the language of the request. */
  loss_reason: string | null
  competitor_name: string | null
  customer_name: string
  customer_kind: 'person' | 'company'
  sex: 'male' | 'female' | null
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  do_not_contact: string[]
  special: 'fleet' | 'vip' | 'difficult' | null
  special_reason: string | null
  owner_name: string | null
  series_name: string | null
  source_name: string | null
  is_returning: boolean
  closed_on: Day | null
  summary: string | null
  follow_up_id: string | null
  due_on: Day | null
  purpose: string | null
  is_frozen: boolean | null
  snoozes: number | null
  moved_from: Day | null
  level_since: Day
  origin_name: string | null
  shares: { personId: string; name: string | null; percent: number }[] | null
}

/** What decides whether a customer is taken: the open card, else the last one that ended. */
export interface Standing {
  id: string
  owner_id: string
  owner_name: string | null
  is_owner_active: boolean
  state: OpportunityState
  closed_on: Day | null
  is_in_pool: boolean
}

export interface PromiseRow {
  id: string
  due_on: Day
  purpose: string
  is_frozen: boolean
  snoozes: number
  moved_from: Day | null
}

const columnsOfOwner = { owner: 'o.owner_id', customer: 'o.customer_id' }

const lockedColumns = sql`
  o.id, o.customer_id, o.owner_id, o.state, o.level, o.stage, o.expected_on, o.is_expected_estimated,
  o.series_id, o.model_id, o.quantity, o.source_id, o.note, o.opened_on, o.last_contact_on,
  o.last_contact_at, o.closed_reason, o.loss_kind, o.loss_reason_id, o.competitor, o.competitor_id,
  o.rival_id,  o.loss_proposed_at, o.unanswered_days, o.expected_amount_fen, o.is_amount_typed, o.origin,
  o.origin_option_id, o.archived_at, o.purged_at, o.version`

/** Labels are in the language of the request, where the group has given them one. */
/** What a dictionary word of a loss is called in the language of the request. */
const lossWord = (ctx: Ctx, id: RawBuilder<unknown>) => sql`case when ${id} is not null then
  (select ${inLanguage(ctx, sql`d.label_en`, sql`d.label`)} from options d
    where d.group_id = ${ctx.store.groupId} and d.id = ${id}) end`

const cardColumns = (ctx: Ctx) => sql`${lockedColumns},
  ${lossWord(ctx, sql`o.loss_reason_id`)} as loss_reason, ${lossWord(ctx, sql`o.competitor_id`)} as competitor_name,
  c.name as customer_name, c.kind as customer_kind, c.sex, c.sealed_key, c.phone_sealed, c.do_not_contact,
  c.special, c.special_reason,
  p.name as owner_name, coalesce(${inLanguage(ctx, sql`s.name_en`, sql`s.name`)}, o.series_text) as series_name,
  coalesce(${inLanguage(ctx, sql`x.label_en`, sql`x.label`)}, o.source_text) as source_name, o.is_returning, o.closed_on, o.summary,
  coalesce((select max(h.effective_on) from opportunity_changes h where h.store_id = ${ctx.store.id}
    and h.opportunity_id = o.id and h.field = 'level' and h.withdrawn_at is null), o.opened_on) as level_since,
  (select ${inLanguage(ctx, sql`g.label_en`, sql`g.label`)} from options g
    where g.group_id = ${ctx.store.groupId} and g.id = o.origin_option_id) as origin_name,
  (select jsonb_agg(jsonb_build_object('personId', h.person_id, 'name', w.name, 'percent', h.percent)
                    order by h.percent desc, h.person_id)
     from opportunity_shares h left join people w on w.group_id = ${ctx.store.groupId} and w.id = h.person_id
    where h.store_id = ${ctx.store.id} and h.opportunity_id = o.id and h.withdrawn_at is null) as shares`

const cardLabels = (ctx: Ctx) => sql`
  left join people p on p.group_id = ${ctx.store.groupId} and p.id = o.owner_id
  left join series s on s.group_id = ${ctx.store.groupId} and s.id = o.series_id
  left join options x on x.group_id = ${ctx.store.groupId} and x.id = o.source_id`

const inLanguage = (ctx: Ctx, english: RawBuilder<unknown>, chinese: RawBuilder<unknown>) =>
  ctx.locale === 'en' ? sql`coalesce(nullif(${english}, ''), ${chinese})` : chinese

/** Locks an opportunity the actor may do `permission` to; every verb begins here. */
export async function findAndLock(
  ctx: Ctx,
  id: string,
  permission: Permission | 'any',
  options: { orStandIn?: boolean } = {},
): Promise<LockedOpportunity | undefined> {
  const visible =
    permission === 'any'
      ? sql`true`
      : options.orStandIn
        ? ownedOrStoodIn(ctx, permission, columnsOfOwner)
        : ownedWithin(ctx, permission, 'o.owner_id')
  const { rows } = await sql<LockedOpportunity>`
    select ${lockedColumns} from opportunities o
     where o.store_id = ${ctx.store.id} and o.id = ${id} and o.withdrawn_at is null and ${visible}
     for update`.execute(ctx.tx)
  return rows[0]
}

/** Cards with customer, labels and their open promise, chosen by `where` on `o`. */
export async function selectCards(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  tail: RawBuilder<unknown>,
): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select ${cardColumns(ctx)}, f.id as follow_up_id, f.due_on, f.purpose, f.is_frozen, f.snoozes, f.moved_from
      from opportunities o
      join customer_heads c on c.store_id = o.store_id and c.id = o.customer_id
      left join follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id and f.state = 'open'
        and f.withdrawn_at is null and f.store_id = ${ctx.store.id}
      ${cardLabels(ctx)}
     where o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and o.withdrawn_at is null
       and ${where} ${tail}`.execute(ctx.tx)
  return rows
}

/** One card, whoever asks. */
export async function findCard(ctx: Ctx, id: string): Promise<CardRow | undefined> {
  return (await selectCards(ctx, sql`o.id = ${id}`, sql``))[0]
}

/** One card the actor may see. */
export async function findVisibleCard(ctx: Ctx, id: string): Promise<CardRow | undefined> {
  const visible = ownedOrStoodIn(ctx, 'opportunities.read', columnsOfOwner)
  return (await selectCards(ctx, sql`o.id = ${id} and ${visible}`, sql``))[0]
}

/** The open card of a customer, whoever asks. */
export async function selectOpenCardOf(ctx: Ctx, customerId: string): Promise<CardRow | undefined> {
  const rows = await selectCards(
    ctx,
    sql`o.customer_id = ${customerId} and o.state in ('active', 'suspended', 'loss_proposed', 'signed')`,
    sql`limit 1`,
  )
  return rows[0]
}

/** A customer's cards the actor may see, the open one first. */
export function listVisibleCards(ctx: Ctx, customerId: string): Promise<CardRow[]> {
  const visible = ownedOrStoodIn(ctx, 'opportunities.read', columnsOfOwner)
  return selectCards(
    ctx,
    sql`o.customer_id = ${customerId} and ${visible}`,
    sql`order by (o.closed_on is null) desc, o.opened_at desc limit 50`,
  )
}

/** Whether a card exists, whoever may see it. */
export async function findOpened(ctx: Ctx, id: string) {
  const { rows } = await sql<{ id: string; owner_id: string }>`
    select id, owner_id from opportunities where store_id = ${ctx.store.id} and id = ${id}`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function findStanding(ctx: Ctx, customerId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select o.id, o.owner_id, p.name as owner_name, coalesce(p.is_active, false) as is_owner_active, o.state, o.closed_on,
           o.pool_since is not null as is_in_pool
      from opportunities o left join people p on p.group_id = ${ctx.store.groupId} and p.id = o.owner_id
     where o.store_id = ${ctx.store.id} and o.customer_id = ${customerId} and o.withdrawn_at is null
     order by (o.state in ('active', 'suspended', 'loss_proposed', 'signed')) desc, o.opened_at desc limit 1`.execute(
    ctx.tx,
  )
  return rows[0]
}

/** The open cards of customers, by customer. */
export async function listOpenCards(ctx: Ctx, customerIds: readonly string[]) {
  const { rows } = await sql<{ id: string; customer_id: string; owner_id: string }>`
    select id, customer_id, owner_id from opportunities
     where store_id = ${ctx.store.id} and customer_id = any (${customerIds}::uuid[]) and withdrawn_at is null
       and state in ('active', 'suspended', 'loss_proposed', 'signed')`.execute(ctx.tx)
  return rows
}

/** Whether the card was made; not when the id, or another open card of the customer, exists. */
export async function insertOpportunity(
  ctx: Ctx,
  row: Insertable<Opportunities>,
): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('opportunities')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}

export async function updateOpportunity(
  ctx: Ctx,
  id: string,
  change: Updateable<Opportunities>,
): Promise<void> {
  await ctx.tx
    .updateTable('opportunities')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

export async function findPromise(
  ctx: Ctx,
  opportunityId: string,
): Promise<PromiseRow | undefined> {
  const { rows } = await sql<PromiseRow>`
    select id, due_on, purpose, is_frozen, snoozes, moved_from from follow_ups
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId} and state = 'open'
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]
}

export async function insertFollowUp(ctx: Ctx, row: Insertable<FollowUps>): Promise<void> {
  await ctx.tx.insertInto('follow_ups').values(row).execute()
}

export async function updateFollowUp(
  ctx: Ctx,
  id: string,
  change: Updateable<FollowUps>,
): Promise<void> {
  await ctx.tx
    .updateTable('follow_ups')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Whether the contact was new; a resent id changes nothing. */
export async function insertContact(ctx: Ctx, row: Insertable<Contacts>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('contacts')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}

export async function findContact(ctx: Ctx, id: string) {
  const { rows } = await sql<{ id: string; opportunity_id: string | null; is_extra: boolean }>`
    select id, opportunity_id, is_extra from contacts where store_id = ${ctx.store.id} and id = ${id}`.execute(
    ctx.tx,
  )
  return rows[0]
}

/** Whether an unanswered attempt was already made on a day. */
export async function wasTriedOn(ctx: Ctx, opportunityId: string, day: Day): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    select 1 as one from contacts where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId}
       and on_day = ${day} and not is_reached and withdrawn_at is null limit 1`.execute(ctx.tx)
  return rows.length > 0
}

/** A person of this store who works here now. */
export async function findColleague(ctx: Ctx, id: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from people where group_id = ${ctx.store.groupId} and id = ${id}
       and store_id = ${ctx.store.id} and is_active`.execute(ctx.tx)
  return rows[0]
}
