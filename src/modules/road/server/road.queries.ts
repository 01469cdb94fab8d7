import { type Insertable, type Selectable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Presentations, PurchaseNeeds, RoadMarks, RoadWords } from '#foundation/db/schema.ts'

export type MarkRow = Selectable<RoadMarks>
export type NeedsRow = Selectable<PurchaseNeeds>
export type PresentationRow = Selectable<Presentations>
export type WordsRow = Selectable<RoadWords>

export interface CardRow {
  id: string
  customer_id: string
  customer_name: string
  owner_id: string
  state: string
  stage: number
  series_id: string | null
  opened_at: Date
  opened_visit_id: string | null
}

/** A card with its customer's name; locked, two marks of one step wait in line. */
export async function findCardRow(
  ctx: Ctx,
  id: string,
  lock = false,
): Promise<CardRow | undefined> {
  const { rows } = await sql<CardRow>`
    select o.id, o.customer_id, c.name as customer_name, o.owner_id, o.state, o.stage, o.series_id,
           o.opened_at, o.opened_visit_id
      from opportunities o
      join customers c on c.store_id = o.store_id and c.id = o.customer_id
     where o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and o.id = ${id}
       and o.withdrawn_at is null ${lock ? sql`for update of o` : sql``}`.execute(ctx.tx)
  return rows[0]
}

export interface FactRow {
  step: string
  at: Date
  actor_id: string | null
}

/** What is on record of a card: by which facts its steps are done, and when. */
export async function listFacts(ctx: Ctx, cardId: string): Promise<FactRow[]> {
  const store = ctx.store.id
  const { rows } = await sql<FactRow>`
    select 'first_contact' as step, x.at, x.person_id as actor_id from (
      select at, person_id from contacts where store_id = ${store} and opportunity_id = ${cardId}
         and is_reached and withdrawn_at is null order by at limit 1) x
    union all select 'needs', recorded_at, recorded_by from purchase_needs
     where store_id = ${store} and opportunity_id = ${cardId} and version > 0
    union all select 'presentation', p.at, p.person_id from (
      select at, person_id from presentations where store_id = ${store}
         and opportunity_id = ${cardId} and withdrawn_at is null order by at limit 1) p
    union all select 'test_drive', d.returned_at, d.person_id from (
      select returned_at, person_id from test_drives where store_id = ${store}
         and opportunity_id = ${cardId} and state = 'done' and withdrawn_at is null
       order by returned_at limit 1) d
    union all select 'quoted', q.made_at, q.owner_id from (
      select made_at, owner_id from quotes where store_id = ${store} and opportunity_id = ${cardId}
         and state <> 'withdrawn' order by made_at limit 1) q
    union all select 'quote', signed_at, owner_id from orders
     where store_id = ${store} and opportunity_id = ${cardId} and signed_at is not null
       and state <> 'cancelled' and withdrawn_at is null
    union all select 'delivery', delivered_at, owner_id from orders
     where store_id = ${store} and opportunity_id = ${cardId} and delivered_at is not null
       and state = 'delivered' and withdrawn_at is null`.execute(ctx.tx)
  return rows.filter((row) => row.at !== null)
}

/** The first contact with a customer after a time, whatever it was about. */
export async function firstContactAfter(ctx: Ctx, customerId: string, after: Date) {
  const { rows } = await sql<{ at: Date; person_id: string }>`
    select at, person_id from contacts where store_id = ${ctx.store.id}
       and customer_id = ${customerId} and at > ${after} and is_reached and withdrawn_at is null
     order by at limit 1`.execute(ctx.tx)
  return rows[0]
}

export async function listMarks(ctx: Ctx, cardId: string): Promise<MarkRow[]> {
  const { rows } = await sql<MarkRow>`
    select * from road_marks where store_id = ${ctx.store.id} and opportunity_id = ${cardId}
       and withdrawn_at is null order by at`.execute(ctx.tx)
  return rows
}

export async function findMark(ctx: Ctx, id: string): Promise<MarkRow | undefined> {
  return ctx.tx
    .selectFrom('road_marks')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Nothing is written where the id, the step or the line is marked already. */
export async function insertMark(ctx: Ctx, row: Insertable<RoadMarks>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('road_marks')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function withdrawMark(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('road_marks')
    .set({ withdrawn_at: ctx.now, withdrawn_by: ctx.actor.personId })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

export async function findNeeds(ctx: Ctx, cardId: string): Promise<NeedsRow | undefined> {
  return ctx.tx
    .selectFrom('purchase_needs')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('opportunity_id', '=', cardId)
    .executeTakeFirst()
}

/** What on record tells the kind of purchase: a car to trade in, a car bought here before, a company. */
export async function findPurchaseSigns(ctx: Ctx, cardId: string) {
  const store = ctx.store.id
  const { rows } = await sql<{ has_trade_in: boolean; has_car: boolean; is_company: boolean }>`
    select c.kind = 'company' as is_company,
           exists (select 1 from trade_ins t where t.store_id = ${store} and t.opportunity_id = o.id
                     and t.withdrawn_at is null) as has_trade_in,
           exists (select 1 from vehicles v where v.store_id = ${store} and v.customer_id = c.id
                     and v.withdrawn_at is null
                     and (v.delivered_on is null or v.delivered_on < o.opened_on)) as has_car
      from opportunities o join customers c on c.store_id = o.store_id and c.id = o.customer_id
     where o.store_id = ${store} and c.store_id = ${store} and o.id = ${cardId}`.execute(ctx.tx)
  return rows[0]
}

export async function insertNeeds(ctx: Ctx, row: Insertable<PurchaseNeeds>): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('purchase_needs')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'opportunity_id']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function updateNeeds(
  ctx: Ctx,
  cardId: string,
  version: number,
  change: Partial<Insertable<PurchaseNeeds>>,
): Promise<boolean> {
  const result = await ctx.tx
    .updateTable('purchase_needs')
    .set({ ...change, version: version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('opportunity_id', '=', cardId)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function listPresentations(ctx: Ctx, cardId: string): Promise<PresentationRow[]> {
  const { rows } = await sql<PresentationRow>`
    select * from presentations where store_id = ${ctx.store.id} and opportunity_id = ${cardId}
       and withdrawn_at is null order by at desc limit 50`.execute(ctx.tx)
  return rows
}

export async function findPresentation(ctx: Ctx, id: string): Promise<PresentationRow | undefined> {
  return ctx.tx
    .selectFrom('presentations')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertPresentation(ctx: Ctx, row: Insertable<Presentations>): Promise<void> {
  await ctx.tx
    .insertInto('presentations')
    .values(row)
    .onConflict((oc) => oc.columns(['store_id', 'id']).doNothing())
    .execute()
}

export async function withdrawPresentationRow(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx
    .updateTable('presentations')
    .set({ withdrawn_at: ctx.now, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** The words of every step as the group and the store have them, the newest of each. */
export async function listLastWords(ctx: Ctx): Promise<WordsRow[]> {
  const { rows } = await sql<WordsRow>`
    select distinct on (step, store_id) * from road_words
     where group_id = ${ctx.store.groupId} and (store_id is null or store_id = ${ctx.store.id})
     order by step, store_id, set_at desc, id desc`.execute(ctx.tx)
  return rows
}

export async function listWordsOf(ctx: Ctx, step: string): Promise<WordsRow[]> {
  const { rows } = await sql<WordsRow>`
    select * from road_words where group_id = ${ctx.store.groupId} and step = ${step}
       and (store_id is null or store_id = ${ctx.store.id})
     order by set_at desc, id desc limit 100`.execute(ctx.tx)
  return rows
}

export async function insertWords(ctx: Ctx, row: Insertable<RoadWords>): Promise<void> {
  await ctx.tx.insertInto('road_words').values(row).execute()
}
