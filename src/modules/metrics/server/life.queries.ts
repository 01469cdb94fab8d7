import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { cardColumns, valueOf } from './cards.queries.ts'
import {
  bucketOf,
  type Counts,
  type Fragment,
  filtersSql,
  groupOf,
  inStores,
  toCounts,
} from './counting.queries.ts'
import { lifeMeasures, type Metric } from './definitions.ts'
import type { Question, RecordDimension } from './question.ts'

/** `v` is a row of lifeRows(); the consultant is whoever holds the card. */
export const lifeColumns: Partial<Record<RecordDimension, Fragment>> = {
  consultant: sql`coalesce(v.owner_id::text, '-')`,
  series: cardColumns.series,
  source: cardColumns.source,
}

const columns = sql`v.id, v.store_id, v.customer_id, v.owner_id, v.series_id, v.source_id`

/**
 * The cards that went through a stage of their life in the period (seed row 003-47), each once per
 * stage: registered on the day they were opened, followed up on the day of the last contact, ended
 * on the day that counts, analysed where the ending has its summary.
 */
export function lifeRows(question: Question, of: Metric['numerator']): Fragment {
  const { from, to } = question
  const rowsOf: Record<(typeof lifeMeasures)[number], Fragment> = {
    registered: sql`
      select 'registered' as measure, v.opened_on as day, v.opened_at as at, v.state as outcome, ${columns}
        from cards_standing v
       where ${inStores(sql`v.store_id`, question)} and v.opened_on between ${from} and ${to}`,
    followed_up: sql`
      select 'followed_up' as measure, t.day, t.at, v.state as outcome, ${columns}
        from (select c.store_id, c.opportunity_id, max(c.on_day) as day, max(c.at) as at
                from contact_lines c
               where ${inStores(sql`c.store_id`, question)} and c.on_day between ${from} and ${to}
                 and c.opportunity_id is not null group by 1, 2) t
        join cards_standing v on v.store_id = t.store_id and v.id = t.opportunity_id
       where ${inStores(sql`v.store_id`, question)}`,
    ended: endings(question, 'ended', sql`true`),
    analysed: endings(question, 'analysed', sql`coalesce(v.summary, '') <> ''`),
  }
  const parts = lifeMeasures.filter((measure) => of.includes(measure)).map((one) => rowsOf[one])
  return sql`(select v.* from (${sql.join(parts, sql` union all `)}) v
    where true ${filtersSql(question.filters, lifeColumns)})`
}

const endings = (question: Question, measure: string, condition: Fragment): Fragment => sql`
  select ${sql.lit(measure)} as measure, v.ended_on as day, v.recorded_at as at, v.outcome, ${columns}
    from card_endings v
   where ${inStores(sql`v.store_id`, question)} and v.stands and ${condition}
     and v.ended_on between ${question.from} and ${question.to}`

/** How many cards went through each stage, per bucket. */
export async function countLife(tx: Tx, question: Question): Promise<Counts> {
  const sums = lifeMeasures.map(
    (measure) => sql`sum((g.measure = ${sql.lit(measure)})::int * g.n)::int as ${sql.ref(measure)}`,
  )
  const { rows } = await sql<Record<string, unknown>>`
    select ${bucketOf(question.by)} as bucket, ${sql.join(sums)}
      from (select ${groupOf(question.by)} as grouped, c.measure, count(*)::int as n
              from (select v.store_id, v.day, v.measure, ${valueOf(question, lifeColumns)} as value
                      from ${lifeRows(question, lifeMeasures)} v) c group by 1, 2) g
     group by 1`.execute(tx)
  return toCounts(rows, lifeMeasures)
}
