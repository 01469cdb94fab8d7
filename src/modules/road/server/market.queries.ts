import { type Insertable, type Selectable, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { OwnPositions } from '#foundation/db/schema.ts'
import { ownedWithin } from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'

type OwnRow = Selectable<OwnPositions>

export async function listOwn(ctx: Ctx): Promise<OwnRow[]> {
  return ctx.tx
    .selectFrom('own_positions')
    .selectAll()
    .where('group_id', '=', ctx.store.groupId)
    .execute()
}

/** False when somebody wrote it meanwhile; version 0 writes the first. */
export async function writeOwn(
  ctx: Ctx,
  row: Insertable<OwnPositions>,
  version: number,
): Promise<boolean> {
  if (version === 0) {
    const made = await ctx.tx
      .insertInto('own_positions')
      .values(row)
      .onConflict((oc) => oc.columns(['group_id', 'series_id']).doNothing())
      .executeTakeFirst()
    return Number(made.numInsertedOrUpdatedRows ?? 0) === 1
  }
  const { series_id: seriesId, group_id: groupId, ...change } = row
  const changed = await ctx.tx
    .updateTable('own_positions')
    .set({ ...change, version: version + 1 })
    .where('group_id', '=', groupId)
    .where('series_id', '=', seriesId)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) === 1
}

/** Lost cards of the store between two days by the competitor and the model they name. */
export async function countLost(ctx: Ctx, from: Day, to: Day) {
  const { rows } = await sql<{ option_id: string | null; rival_id: string | null; n: number }>`
    select o.competitor_id as option_id, o.rival_id, count(*)::int as n from opportunities o
     where o.store_id = ${ctx.store.id} and o.state = 'lost' and o.withdrawn_at is null
       and o.closed_on between ${from} and ${to}
       and ${ownedWithin(ctx, 'metrics.read', 'o.owner_id')}
     group by o.competitor_id, o.rival_id order by n desc`.execute(ctx.tx)
  return rows
}

/** Deals of the store between two days by series. */
export async function countDeals(ctx: Ctx, from: Day, to: Day) {
  const { rows } = await sql<{ series_id: string | null; n: number }>`
    select d.series_id, count(*)::int as n from deals_counted d
     where d.store_id = ${ctx.store.id} and d.signed_on between ${from} and ${to}
       and d.cancelled_on is null and ${ownedWithin(ctx, 'metrics.read', 'd.owner_id')}
     group by d.series_id`.execute(ctx.tx)
  return rows
}

export async function listLost(
  ctx: Ctx,
  asked: { optionId?: string | undefined; rivalId?: string | undefined },
  from: Day,
  to: Day,
) {
  const { optionId, rivalId } = asked
  const ofOption =
    optionId === undefined
      ? sql`true`
      : optionId === 'none'
        ? sql`o.competitor_id is null`
        : sql`o.competitor_id = ${optionId}`
  const ofRival = rivalId === undefined ? sql`true` : sql`o.rival_id = ${rivalId}`
  const { rows } = await sql<{
    id: string
    customer_id: string
    customer_name: string
    owner_id: string
    series_id: string | null
    series_text: string | null
    competitor: string | null
    closed_on: Day
  }>`
    select o.id, o.customer_id, c.name as customer_name, o.owner_id, o.series_id, o.series_text,
           o.competitor, o.closed_on
      from opportunities o
      join customers c on c.store_id = o.store_id and c.id = o.customer_id
     where o.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and o.state = 'lost'
       and o.withdrawn_at is null and o.closed_on between ${from} and ${to}
       and ${ofOption} and ${ofRival}
       and ${ownedWithin(ctx, 'opportunities.read', 'o.owner_id')}
     order by o.closed_on desc, o.id limit 500`.execute(ctx.tx)
  return rows
}
