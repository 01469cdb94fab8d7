import { sql } from 'kysely'
import { inPeriod, inStores } from './counting.queries.ts'
import type { RecordSource } from './record-source.ts'

/** What most records carry of their card; the consultant is who holds it now. */
export const heldColumns = {
  consultant: sql`coalesce(v.owner_id::text, '-')`,
  series: sql`coalesce(v.series_id::text, '-')`,
  source: sql`coalesce(v.source_id::text, '-')`,
}

/** Cards made without a visit; the consultant is the first owner, so hand-overs move nothing. */
export const cardsSource: RecordSource = {
  kind: 'card',
  from: () => sql`cards_opened v`,
  where: (question) => sql`${inStores(sql`v.store_id`, question)} and v.opened_visit_id is null
    and ${inPeriod(sql`v.opened_on`, question)}
    ${
      question.asOf
        ? sql`and v.opened_at <= ${question.asOf}
              and (v.withdrawn_at is null or v.withdrawn_at > ${question.asOf})`
        : sql`and v.withdrawn_at is null`
    }`,
  day: sql`v.opened_on`,
  measures: { cards_without_visit: { counts: sql`true` } },
  columns: { ...heldColumns, consultant: sql`coalesce(v.opened_by, '-')` },
  shown: {
    id: sql`v.id`,
    at: sql`v.opened_at`,
    outcome: sql`v.state`,
    customer: sql`v.customer_id`,
    card: sql`v.id`,
  },
}

/** Promises due in the period and before today that are still to be kept. */
export const promisesSource: RecordSource = {
  kind: 'promise',
  from: () => sql`promises_open v`,
  where: (question) => sql`${inStores(sql`v.store_id`, question)} and not v.is_frozen
    and ${inPeriod(sql`v.due_on`, question)} and v.due_on < ${question.today}`,
  day: sql`v.due_on`,
  measures: { overdue_promises: { counts: sql`true` } },
  columns: heldColumns,
  shown: {
    id: sql`v.id`,
    at: sql`null::timestamptz`,
    outcome: sql`v.purpose`,
    customer: sql`v.customer_id`,
    card: sql`v.opportunity_id`,
  },
}
