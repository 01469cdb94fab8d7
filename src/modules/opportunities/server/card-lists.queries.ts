import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import { type CardFilter, conditions } from './list-cards.queries.ts'

const promiseOf = (ctx: Ctx) => sql`join follow_ups f on f.store_id = o.store_id
  and f.opportunity_id = o.id and f.state = 'open' and f.withdrawn_at is null
  and f.store_id = ${ctx.store.id}`

const joinFor = (ctx: Ctx, filter: CardFilter): RawBuilder<unknown> =>
  filter.due === undefined && filter.dueOn === undefined ? sql`` : promiseOf(ctx)

/** All the filter finds, counted and added up. */
export async function sumOfCards(
  ctx: Ctx,
  filter: CardFilter,
): Promise<{ cards: number; cars: number }> {
  const { rows } = await sql<{ cards: number; cars: number }>`
    select count(*) as cards, coalesce(sum(o.quantity), 0) as cars
      from opportunities o ${joinFor(ctx, filter)}
     where o.store_id = ${ctx.store.id} and o.withdrawn_at is null
       and ${conditions(ctx, filter, 'expected')}`.execute(ctx.tx)
  return rows[0] ?? { cards: 0, cars: 0 }
}

/** Promises due per day of a period. */
export async function dueByDay(
  ctx: Ctx,
  filter: CardFilter,
  period: { from: Day; to: Day },
): Promise<{ day: Day; count: number }[]> {
  const { rows } = await sql<{ day: Day; count: number }>`
    select f.due_on as day, count(*) as count
      from opportunities o ${promiseOf(ctx)}
     where o.store_id = ${ctx.store.id} and o.withdrawn_at is null and not f.is_frozen
       and f.due_on between ${period.from} and ${period.to}
       and ${conditions(ctx, filter, 'due')}
     group by 1`.execute(ctx.tx)
  return rows
}

/** Cards expected to buy per day of a period. */
export async function expectedByDay(
  ctx: Ctx,
  filter: CardFilter,
  period: { from: Day; to: Day },
): Promise<{ day: Day; count: number }[]> {
  const { rows } = await sql<{ day: Day; count: number }>`
    select o.expected_on as day, count(*) as count
      from opportunities o ${joinFor(ctx, filter)}
     where o.store_id = ${ctx.store.id} and o.withdrawn_at is null
       and o.expected_on between ${period.from} and ${period.to}
       and ${conditions(ctx, filter, 'expected')}
     group by 1`.execute(ctx.tx)
  return rows
}
