import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { DiscountLimits, QuoteApprovals } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { DiscountLimit } from '#shared/discount-ladder.ts'
import type { ApprovalRow } from './quotes.queries.ts'

/** Whether the request is new; a quote has one open request. */
export async function insertApproval(ctx: Ctx, row: Insertable<QuoteApprovals>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('quote_approvals')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

async function selectApprovals(ctx: Ctx, where: RawBuilder<unknown>): Promise<ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`
    select a.*, b.name as asked_by_name, d.name as decided_by_name from quote_approvals a
      left join people b on b.group_id = ${ctx.store.groupId} and b.id = a.asked_by
      left join people d on d.group_id = ${ctx.store.groupId} and d.id = a.decided_by
     where a.store_id = ${ctx.store.id} and ${where} order by a.asked_at, a.id`.execute(ctx.tx)
  return rows
}

/** The requests of a quote, the oldest first. */
export function listApprovalsOf(ctx: Ctx, quoteId: string): Promise<ApprovalRow[]> {
  return selectApprovals(ctx, sql`a.quote_id = ${quoteId}`)
}

/** Open requests about quotes of people the actor approves for, the longest waiting first. */
export function listOpenApprovals(ctx: Ctx): Promise<ApprovalRow[]> {
  return selectApprovals(
    ctx,
    sql`a.state = 'open' and ${ownedWithin(ctx, 'quotes.approve', 'a.owner_id')}`,
  )
}

export async function findApproval(ctx: Ctx, id: string): Promise<ApprovalRow | undefined> {
  const rows = await selectApprovals(
    ctx,
    sql`a.id = ${id} and ${ownedWithin(ctx, 'quotes.approve', 'a.owner_id')}`,
  )
  return rows[0]
}

export async function updateApproval(
  ctx: Ctx,
  id: string,
  change: Updateable<QuoteApprovals>,
): Promise<void> {
  await ctx.tx
    .updateTable('quote_approvals')
    .set(change)
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** The open request of a quote is lost: it changed, ran out or was withdrawn. */
export async function loseOpenApproval(ctx: Ctx, quoteId: string): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('quote_approvals')
    .set({ state: 'lost', decided_at: ctx.now })
    .where('store_id', '=', ctx.store.id)
    .where('quote_id', '=', quoteId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** The store's own ladder; none where it set none. */
export async function listOwnLimits(ctx: Ctx): Promise<DiscountLimit[]> {
  const rows = await ctx.tx
    .selectFrom('discount_limits')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .orderBy('role_key')
    .execute()
  return rows.map((row) => ({
    roleKey: row.role_key,
    percentBp: row.percent_bp,
    amountFen: row.amount_fen,
    mayGoBelowFloor: row.may_go_below_floor,
  }))
}

/** Two who set one store's ladder wait for each other. */
export async function lockLimits(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120463, ${ctx.store.id}::int)`.execute(ctx.tx)
}

/** Writes the store's ladder in place of the one it had. */
export async function replaceLimits(
  ctx: Ctx,
  rows: readonly Insertable<DiscountLimits>[],
): Promise<void> {
  await ctx.tx.deleteFrom('discount_limits').where('store_id', '=', ctx.store.id).execute()
  if (rows.length > 0)
    await ctx.tx
      .insertInto('discount_limits')
      .values([...rows])
      .execute()
}
