import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { CursorKey } from '#shared/paging.ts'
import { modelName, withinOrders } from './orders.queries.ts'

export interface StepRow {
  step: string
  done_on: Day
  number: string
  note: string
  person: string | null
  operation_id: string | null
  version: number
}

export async function listSteps(ctx: Ctx, orderId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select s.step, s.done_on, s.number, s.note, p.name as person, s.operation_id, s.version
      from order_steps s
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = s.recorded_by
     where s.store_id = ${ctx.store.id} and s.order_id = ${orderId}`.execute(ctx.tx)
  return rows
}

export interface NewStep {
  order_id: string
  step: string
  done_on: Day
  number: string
  note: string
  operation_id: string | null
}

/** Notes steps; one that is noted already is overwritten and its version raised. */
export async function writeSteps(ctx: Ctx, rows: readonly NewStep[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx
    .insertInto('order_steps')
    .values(
      rows.map((row) => ({
        store_id: ctx.store.id,
        recorded_at: ctx.now,
        recorded_by: ctx.actor.personId,
        ...row,
      })),
    )
    .onConflict((c) =>
      c.columns(['store_id', 'order_id', 'step']).doUpdateSet({
        done_on: sql`excluded.done_on`,
        number: sql`excluded.number`,
        note: sql`excluded.note`,
        recorded_at: sql`excluded.recorded_at`,
        recorded_by: sql`excluded.recorded_by`,
        operation_id: sql`excluded.operation_id`,
        version: sql`order_steps.version + 1`,
      }),
    )
    .execute()
}

export async function deleteStep(ctx: Ctx, orderId: string, step: string): Promise<void> {
  await sql`delete from order_steps where store_id = ${ctx.store.id} and order_id = ${orderId}
    and step = ${step}`.execute(ctx.tx)
}

export interface WinRow {
  step: string
  done_at: Date
  person: string | null
  note: string
}

export async function listWinTicks(ctx: Ctx, orderId: string): Promise<WinRow[]> {
  const { rows } = await sql<WinRow>`
    select w.step, w.done_at, p.name as person, w.note from win_steps w
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = w.done_by
     where w.store_id = ${ctx.store.id} and w.order_id = ${orderId}`.execute(ctx.tx)
  return rows
}

export async function writeWinTick(
  ctx: Ctx,
  row: { order_id: string; step: string; note: string },
): Promise<void> {
  await ctx.tx
    .insertInto('win_steps')
    .values({
      store_id: ctx.store.id,
      done_at: ctx.now,
      done_by: ctx.actor.personId,
      ...row,
    })
    .onConflict((c) =>
      c.columns(['store_id', 'order_id', 'step']).doUpdateSet({ note: sql`excluded.note` }),
    )
    .execute()
}

export async function deleteWinTick(ctx: Ctx, orderId: string, step: string): Promise<void> {
  await sql`delete from win_steps where store_id = ${ctx.store.id} and order_id = ${orderId}
    and step = ${step}`.execute(ctx.tx)
}

export interface WinDealRow {
  id: string
  number: string
  customer_id: string
  customer: string | null
  owner: string | null
  model_text: string
  state: string
  signed_on: Day
  done: string[] | null
}

const ticks = (ctx: Ctx) => sql`(select array_agg(w.step order by w.step) from win_steps w
  where w.store_id = ${ctx.store.id} and w.order_id = d.id)`

export function winWhere(
  ctx: Ctx,
  given: {
    missing?: string | undefined
    isAll: boolean
    from?: Day | undefined
    to?: Day | undefined
  },
): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [
    withinOrders(ctx, 'orders.read'),
    sql`d.signed_on is not null and d.state in ('signed', 'delivered')`,
  ]
  if (given.missing)
    all.push(sql`not exists (select 1 from win_steps w where w.store_id = ${ctx.store.id}
      and w.order_id = d.id and w.step = ${given.missing})`)
  else if (!given.isAll)
    all.push(sql`(select count(*) from win_steps w where w.store_id = ${ctx.store.id}
      and w.order_id = d.id) < 4`)
  if (given.from) all.push(sql`d.signed_on >= ${given.from}::date`)
  if (given.to) all.push(sql`d.signed_on <= ${given.to}::date`)
  return sql.join(all, sql` and `)
}

/** Deals with the steps of winning that are ticked, the latest signing first. */
export async function selectWinDeals(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  page: { after: CursorKey | undefined; limit: number },
): Promise<WinDealRow[]> {
  const [day, id] = page.after ?? []
  const after = page.after ? sql`(d.signed_on, d.id) < (${day}::date, ${id}::uuid)` : sql`true`
  const { rows } = await sql<WinDealRow>`
    select d.id, d.number, d.customer_id, h.name as customer, p.name as owner, d.state,
           ${modelName(ctx)} as model_text,
           d.signed_on, ${ticks(ctx)} as done
      from orders d
      left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = d.customer_id
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = d.owner_id
      left join models m on m.group_id = ${ctx.store.groupId} and m.id = d.model_id
     where d.store_id = ${ctx.store.id} and d.withdrawn_at is null and ${where} and ${after}
     order by d.signed_on desc, d.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}
