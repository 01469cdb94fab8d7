import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OpportunityApprovals } from '#foundation/db/schema.ts'
import { ownedOrStoodIn, ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import type { ApprovalState, ApprovalStep } from '../../contracts/approvals.ts'

export interface ApprovalRow {
  id: string
  opportunity_id: string
  customer_id: string
  customer_name: string
  owner_id: string
  owner_name: string | null
  level: string
  step: ApprovalStep
  to_stage: number | null
  wake_up_on: Day | null
  summary: string | null
  reason: string
  approvers: string[]
  asked_by: string
  asked_by_name: string | null
  asked_at: Date
  state: ApprovalState
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Date | null
  decision_reason: string | null
}

/** Whether it was made; not when the same step waits already. */
export async function insertApproval(
  ctx: Ctx,
  row: Insertable<OpportunityApprovals>,
): Promise<boolean> {
  const result = await ctx.tx
    .insertInto('opportunity_approvals')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === 1
}

export async function updateApproval(
  ctx: Ctx,
  id: string,
  change: Updateable<OpportunityApprovals>,
): Promise<void> {
  await ctx.tx
    .updateTable('opportunity_approvals')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Open requests of a card whose step cannot begin any more are over. */
export async function lapseApprovals(
  ctx: Ctx,
  opportunityId: string,
  steps: readonly ApprovalStep[],
  stage: number,
): Promise<void> {
  await sql`
    update opportunity_approvals set state = 'lapsed', decided_at = ${ctx.now}, version = version + 1
     where store_id = ${ctx.store.id} and opportunity_id = ${opportunityId} and state = 'open'
       and withdrawn_at is null
       and (step = any (${[...steps]}::text[]) or (step = 'stage' and to_stage = ${stage}::int))`.execute(
    ctx.tx,
  )
}

async function selectApprovals(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  tail: RawBuilder<unknown>,
): Promise<ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`
    select a.id, a.opportunity_id, a.customer_id, c.name as customer_name, o.owner_id, w.name as owner_name,
           o.level, a.step, a.to_stage, a.wake_up_on, a.summary, a.reason, a.approvers, a.asked_by,
           p.name as asked_by_name, a.asked_at, a.state, a.decided_by, d.name as decided_by_name,
           a.decided_at, a.decision_reason
      from opportunity_approvals a
      join opportunities o on o.store_id = a.store_id and o.id = a.opportunity_id
      join customer_heads c on c.store_id = a.store_id and c.id = o.customer_id
      left join people w on w.group_id = ${ctx.store.groupId} and w.id = o.owner_id
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = a.asked_by
      left join people d on d.group_id = ${ctx.store.groupId} and d.id = a.decided_by
     where a.store_id = ${ctx.store.id} and o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id}
       and a.withdrawn_at is null and o.withdrawn_at is null and ${where} ${tail}`.execute(ctx.tx)
  return rows
}

/** One request, whoever asks. */
export async function findApproval(ctx: Ctx, id: string): Promise<ApprovalRow | undefined> {
  return (await selectApprovals(ctx, sql`a.id = ${id}`, sql``))[0]
}

/** The request of a card that waits for a step. */
export async function findOpenApproval(
  ctx: Ctx,
  opportunityId: string,
  step: ApprovalStep,
): Promise<ApprovalRow | undefined> {
  const where = sql`a.opportunity_id = ${opportunityId} and a.step = ${step} and a.state = 'open'`
  return (await selectApprovals(ctx, where, sql``))[0]
}

export function listApprovalsOf(ctx: Ctx, opportunityId: string): Promise<ApprovalRow[]> {
  const visible = ownedOrStoodIn(ctx, 'opportunities.read', {
    owner: 'o.owner_id',
    customer: 'o.customer_id',
  })
  return selectApprovals(
    ctx,
    sql`a.opportunity_id = ${opportunityId} and ${visible}`,
    sql`order by a.asked_at desc, a.id desc limit 50`,
  )
}

interface Page {
  after: { at: string; id: string } | undefined
  limit: number
}

const down = ({ after }: Page) =>
  after ? sql`and (a.asked_at, a.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``

/** Requests waiting in the scope of the approver, the oldest first. */
export function listWaiting(ctx: Ctx, page: Page): Promise<ApprovalRow[]> {
  const after = page.after
    ? sql`and (a.asked_at, a.id) > (${page.after.at}::timestamptz, ${page.after.id}::uuid)`
    : sql``
  return selectApprovals(
    ctx,
    sql`a.state = 'open' and ${ownedWithin(ctx, 'opportunities.approve', 'o.owner_id')} ${after}`,
    sql`order by a.asked_at, a.id limit ${page.limit}`,
  )
}

/** What a person asked for, newest first. */
export function listAskedBy(ctx: Ctx, personId: string, page: Page): Promise<ApprovalRow[]> {
  return selectApprovals(
    ctx,
    sql`a.asked_by = ${personId} ${down(page)}`,
    sql`order by a.asked_at desc, a.id desc limit ${page.limit}`,
  )
}

/** What was dealt with in one's scope, newest first. */
export function listDealtWith(ctx: Ctx, page: Page): Promise<ApprovalRow[]> {
  return selectApprovals(
    ctx,
    sql`a.state <> 'open' and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')} ${down(page)}`,
    sql`order by a.asked_at desc, a.id desc limit ${page.limit}`,
  )
}
