import { sql } from 'kysely'
import { inPeriod, inStores } from './counting.queries.ts'
import type { Question } from './question.ts'
import type { Fragment, RecordSource } from './record-source.ts'

const isCounted = sql`v.outcome in ('unfiled', 'filed', 'repeat')`

/** Closed visits; `v` is a row of door_visits, or of their newest closings known at a past time. */
export const doorSource: RecordSource = {
  kind: 'visit',
  from: (question) => (question.asOf ? closedAsOf(question, question.asOf) : sql`door_visits v`),
  where: (question) => sql`${inStores(sql`v.store_id`, question)}
    and ${inPeriod(sql`v.business_day`, question)} and v.outcome <> 'withdrawn'`,
  day: sql`v.business_day`,
  measures: {
    unfiled: { counts: sql`v.outcome = 'unfiled'` },
    newly_filed: { counts: sql`v.outcome = 'filed'` },
    repeat_visits: { counts: sql`v.outcome = 'repeat'` },
    not_prospects: { counts: sql`v.outcome = 'not_prospect'` },
    walk_ins: { counts: sql`(v.channel = 'walk-in' and ${isCounted})` },
    call_ins: { counts: sql`(v.channel = 'call-in' and ${isCounted})` },
    returning_filed: { counts: sql`(v.outcome = 'filed' and v.is_returning)` },
  },
  columns: {
    consultant: sql`coalesce(v.received_by::text, '-')`,
    series: sql`coalesce(v.series_id::text, '-')`,
    channel: sql`v.channel`,
    source: sql`coalesce(v.source_id::text, '-')`,
    returning: sql`case when v.is_returning then 'yes' else 'no' end`,
  },
  shown: {
    id: sql`v.id`,
    at: sql`v.arrived_at`,
    outcome: sql`v.outcome`,
    customer: sql`v.customer_id`,
    card: sql`v.opportunity_id`,
  },
}

/**
 * The newest closing of each visit known at that time, by time recorded and id (rules.md), of the
 * visits that had one in the period; a closing may have moved since, so its day is checked outside.
 */
function closedAsOf(question: Question, asOf: Date): Fragment {
  const { from, to } = question
  return sql`(select distinct on (k.store_id, k.visit_id) k.store_id, k.visit_id as id, k.business_day,
         k.channel, k.outcome, k.received_by, k.series_id, k.source_id, k.is_returning, k.customer_id,
         k.opportunity_id,
         (select t.arrived_at from door_visits t
           where ${inStores(sql`t.store_id`, question)} and t.store_id = k.store_id and t.id = k.visit_id) as arrived_at
       from door_closures k
       where ${inStores(sql`k.store_id`, question)} and k.recorded_at <= ${asOf}
         and (k.store_id, k.visit_id) in (
           select c.store_id, c.visit_id from door_closures c
            where ${inStores(sql`c.store_id`, question)} and c.business_day between ${from} and ${to}
              and c.recorded_at <= ${asOf})
       order by k.store_id, k.visit_id, k.recorded_at desc, k.id desc) v`
}
