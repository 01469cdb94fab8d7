import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'

/** Deals of a store since a day, by month and whoever is credited with them. */
export async function countDealsByMonth(tx: Tx, storeId: number, since: Day) {
  const { rows } = await sql<{ month: string; person_id: string; n: number }>`
    select to_char(v.signed_on, 'YYYY-MM') as month, c.person_id, (sum(c.percent) / 100.0)::float8 as n
      from deals_counted v join order_credits c on c.store_id = v.store_id and c.order_id = v.id
     where v.store_id = ${storeId} and c.store_id = ${storeId} and v.cancelled_on is null
       and v.signed_on >= ${since} group by 1, 2`.execute(tx)
  return rows
}

/** Who sells and who leads in a store, by the roles they hold. */
export async function listSellersAndManager(tx: Tx, groupId: number, storeId: number) {
  const { rows } = await sql<{ id: string; is_seller: boolean }>`
    select p.id, bool_or(r.key = 'consultant') as is_seller
      from people p
      join person_roles q on q.group_id = p.group_id and q.person_id = p.id
      join roles r on r.group_id = q.group_id and r.id = q.role_id
     where p.group_id = ${groupId} and p.store_id = ${storeId} and p.is_active
       and r.key in ('consultant', 'sales_manager', 'showroom_manager')
     group by 1 order by 1`.execute(tx)
  return rows
}

export interface DemoTarget {
  metric: string
  scope: string
  subject: string
  period: string
  value: number
  set_at: Date
}

export async function insertTargets(
  tx: Tx,
  storeId: number,
  setBy: string | null,
  rows: readonly DemoTarget[],
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('targets')
    .values(
      rows.map((row) => ({
        ...row,
        store_id: storeId,
        revision: 1,
        origin: 'spread',
        set_by: setBy,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function insertScheme(
  tx: Tx,
  row: { store_id: number; id: string; name: string; measures: string; made_at: Date },
): Promise<void> {
  await tx
    .insertInto('appraisal_schemes')
    .values({ ...row, period_kind: 'month' })
    .onConflict((c) => c.doNothing())
    .execute()
}
