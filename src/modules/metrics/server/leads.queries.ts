import { sql } from 'kysely'
import { inPeriod, inStores } from './counting.queries.ts'
import type { Fragment, RecordSource } from './record-source.ts'

const columns = {
  consultant: sql`coalesce(v.owner_id::text, '-')`,
  caller: sql`coalesce(v.caller_id::text, '-')`,
  series: sql`coalesce(v.series_id::text, '-')`,
  source: sql`coalesce(v.source_id::text, '-')`,
  grade: sql`coalesce(v.verified_grade, '-')`,
  origin: sql`v.origin`,
}

/** Leads by one of their days. */
function leads(day: Fragment, at: Fragment, measures: RecordSource['measures']): RecordSource {
  return {
    kind: 'lead',
    from: () => sql`leads_counted v`,
    where: (question) => sql`${inStores(sql`v.store_id`, question)} and ${inPeriod(day, question)}`,
    day,
    measures,
    columns,
    shown: {
      id: sql`v.id`,
      at,
      outcome: sql`v.state`,
      customer: sql`v.customer_id`,
      card: sql`v.opportunity_id`,
    },
  }
}

/** Leads by the day they came in, with what has become of them by now. */
export const leadsSource = leads(sql`v.received_on`, sql`v.received_at`, {
  leads_received: { counts: sql`true` },
  leads_in_store: { counts: sql`v.arrived_on is not null` },
  leads_bought: { counts: sql`v.dealt_on is not null` },
})

/** Leads by the day of the first call, with the grade it brought (product.md section 4, example 5). */
export const leadCallsSource = leads(sql`v.called_on`, sql`v.first_contact_at`, {
  leads_called: { counts: sql`true` },
  leads_graded_a: { counts: sql`v.verified_grade = 'A'` },
})

/** Leads by the day they came to the store. */
export const leadArrivalsSource = leads(sql`v.arrived_on`, sql`v.arrived_at`, {
  lead_arrivals: { counts: sql`true` },
})
