import { sql } from 'kysely'
import { inStores } from './counting.queries.ts'
import { doorSource } from './door.queries.ts'
import type { RecordSource } from './record-source.ts'

/**
 * Prospects filed at the door in the period, each with how far its card has come by now: whether it
 * signed a contract that stands, had its car, or was lost.
 */
export const cohortSource: RecordSource = {
  ...doorSource,
  from: (question) => sql`(
    select v.*, d.signed_on, d.delivered_on, e.state as card_state,
        t.opportunity_id is not null as is_driven, q.opportunity_id is not null as is_quoted
      from door_visits v
      left join (select w.store_id, w.opportunity_id, max(w.signed_on) as signed_on,
                        max(w.delivered_on) as delivered_on
                   from orders_signed w
                  where ${inStores(sql`w.store_id`, question)} and w.cancelled_on is null
                    and w.signed_on >= ${question.from} group by 1, 2) d
        on d.store_id = v.store_id and d.opportunity_id = v.opportunity_id
       and d.signed_on >= v.business_day
      left join card_traits e on e.store_id = v.store_id and e.id = v.opportunity_id
                             and ${inStores(sql`e.store_id`, question)}
      left join (select w.store_id, w.opportunity_id, max(w.day) as day from drives_counted w
                  where ${inStores(sql`w.store_id`, question)} and w.day >= ${question.from} group by 1, 2) t
        on t.store_id = v.store_id and t.opportunity_id = v.opportunity_id and t.day >= v.business_day
      left join (select w.store_id, w.opportunity_id, max(w.day) as day from quotes_counted w
                  where ${inStores(sql`w.store_id`, question)} and w.day >= ${question.from} group by 1, 2) q
        on q.store_id = v.store_id and q.opportunity_id = v.opportunity_id and q.day >= v.business_day
     where ${inStores(sql`v.store_id`, question)} and v.outcome = 'filed'
       and v.business_day between ${question.from} and ${question.to}) v`,
  measures: {
    cohort_filed: { counts: sql`true` },
    cohort_driven: { counts: sql`v.is_driven` },
    cohort_quoted: { counts: sql`v.is_quoted` },
    cohort_signed: { counts: sql`v.signed_on is not null` },
    cohort_delivered: { counts: sql`v.delivered_on is not null` },
    cohort_lost: { counts: sql`(v.signed_on is null and v.card_state in ('lost', 'terminated'))` },
  },
}
