import { sql } from 'kysely'
import { addDays } from '#shared/days.ts'
import { inPeriod, inStores } from './counting.queries.ts'
import type { RecordSource } from './record-source.ts'

const always = sql`true`

/** Test drives that took place, by their day and who went along. */
export const drivesSource: RecordSource = {
  kind: 'test_drive',
  from: () => sql`drives_counted v`,
  where: (question) =>
    sql`${inStores(sql`v.store_id`, question)} and ${inPeriod(sql`v.day`, question)}`,
  day: sql`v.day`,
  measures: { test_drives: { counts: always } },
  columns: {
    consultant: sql`coalesce(v.person_id::text, '-')`,
    series: sql`coalesce(v.series_id::text, '-')`,
    model: sql`coalesce(v.model_id::text, '-')`,
  },
  shown: {
    id: sql`v.id`,
    at: sql`v.at`,
    outcome: sql`v.state`,
    customer: sql`v.customer_id`,
    card: sql`v.opportunity_id`,
  },
}

/** Quotes given to customers, each once however often it was changed, by the day it was made. */
export const quotesSource: RecordSource = {
  kind: 'quote',
  from: () => sql`quotes_counted v`,
  // The instants around the period are in the index; the business day depends on the store's zone.
  where: (question) => sql`${inStores(sql`v.store_id`, question)}
    and v.made_at between ${addDays(question.from, -1)} and ${addDays(question.to, 2)}
    and ${inPeriod(sql`v.day`, question)}`,
  day: sql`v.day`,
  measures: {
    quotes: { counts: always },
    quoted_amount: { counts: always, part: sql`v.total_fen` },
  },
  columns: {
    consultant: sql`coalesce(v.owner_id::text, '-')`,
    series: sql`coalesce(v.series_id::text, '-')`,
    model: sql`coalesce(v.model_id::text, '-')`,
    payment: sql`coalesce(v.payment_method, '-')`,
  },
  shown: {
    id: sql`v.id`,
    at: sql`v.made_at`,
    outcome: sql`v.state`,
    customer: sql`v.customer_id`,
    card: sql`v.opportunity_id`,
  },
}
