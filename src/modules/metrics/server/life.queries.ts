import { sql } from 'kysely'
import { heldColumns } from './cards.queries.ts'
import { inPeriod, inStores } from './counting.queries.ts'
import { type Measure, measuresOf } from './measures.ts'
import type { Question } from './question.ts'
import type { Fragment, RecordSource } from './record-source.ts'

const stages = [...measuresOf.life, ...measuresOf.contacted] as const

/**
 * The cards that went through a stage of their life in the period (seed row 003-47), each once per
 * stage: registered on the day they were opened, followed up on the day of the last contact, ended
 * on the day that counts, analysed where the ending has its summary.
 */
export const lifeSource: RecordSource = {
  kind: 'card',
  from: (question, of) => sql`${lifeRows(question, of)} v`,
  where: () => sql`true`,
  day: sql`v.day`,
  measures: Object.fromEntries(
    stages.map((one) => [one, { counts: sql`v.measure = ${sql.lit(one)}` }]),
  ),
  columns: heldColumns,
  shown: {
    id: sql`v.id`,
    at: sql`v.at`,
    outcome: sql`v.outcome`,
    customer: sql`v.customer_id`,
    card: sql`v.id`,
  },
}

const columns = sql`v.id, v.store_id, v.customer_id, v.owner_id, v.series_id, v.source_id`

function lifeRows(question: Question, of: readonly Measure[]): Fragment {
  const rowsOf: Record<(typeof stages)[number], Fragment> = {
    registered: sql`
      select 'registered' as measure, v.opened_on as day, v.opened_at as at, v.state as outcome, ${columns}
        from cards_standing v
       where ${inStores(sql`v.store_id`, question)} and ${inPeriod(sql`v.opened_on`, question)}`,
    followed_up: sql`
      select 'followed_up' as measure, t.day, t.at, v.state as outcome, ${columns}
        from (select c.store_id, c.opportunity_id, max(c.on_day) as day, max(c.at) as at
                from contact_lines c
               where ${inStores(sql`c.store_id`, question)} and ${inPeriod(sql`c.on_day`, question)}
                 and c.opportunity_id is not null group by 1, 2) t
        join cards_standing v on v.store_id = t.store_id and v.id = t.opportunity_id
       where ${inStores(sql`v.store_id`, question)}`,
    ended: endings(question, 'ended', sql`true`),
    analysed: endings(question, 'analysed', sql`coalesce(v.summary, '') <> ''`),
  }
  const parts = stages.filter((one) => of.includes(one)).map((one) => rowsOf[one])
  return sql`(${sql.join(parts, sql` union all `)})`
}

const endings = (question: Question, measure: string, condition: Fragment): Fragment => sql`
  select ${sql.lit(measure)} as measure, v.ended_on as day, v.recorded_at as at, v.outcome, ${columns}
    from card_endings v
   where ${inStores(sql`v.store_id`, question)} and v.stands and ${condition}
     and ${inPeriod(sql`v.ended_on`, question)}`
