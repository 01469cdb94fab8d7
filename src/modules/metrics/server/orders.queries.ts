import { sql } from 'kysely'
import { inPeriod, inStores } from './counting.queries.ts'
import type { Question } from './question.ts'
import type { Fragment, RecordSource } from './record-source.ts'

const always = sql`true`
const columns = {
  consultant: sql`coalesce(v.owner_id::text, '-')`,
  series: sql`coalesce(v.series_id::text, '-')`,
  model: sql`coalesce(v.model_id::text, '-')`,
  payment: sql`coalesce(v.payment_method, '-')`,
}

/** Signed orders by one of their days; as of a past time by what was recorded until then. */
function orders(
  day: Fragment,
  at: Fragment,
  counted: (question: Question) => Fragment,
  measures: RecordSource['measures'],
): RecordSource {
  return {
    kind: 'deal',
    from: () => sql`orders_signed v`,
    where: (question) => sql`${inStores(sql`v.store_id`, question)} and ${inPeriod(day, question)}
      ${question.asOf ? sql`and ${at} <= ${question.asOf}` : sql``} and ${counted(question)}`,
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

const stands = ({ asOf }: Question): Fragment =>
  asOf ? sql`(v.cancelled_at is null or v.cancelled_at > ${asOf})` : sql`v.cancelled_on is null`

/** Contracts by the day of signing, those not cancelled (rules.md "Counting at the door"). */
export const dealsSource = orders(sql`v.signed_on`, sql`v.signed_at`, stands, {
  deals: { counts: always },
  cars_sold: { counts: always, part: sql`v.quantity` },
  deal_amount: { counts: always, part: sql`v.amount_fen` },
  deal_discount: { counts: always, part: sql`v.discount_fen` },
})

/** Cancelled contracts by the day of cancelling. */
export const cancellationsSource = orders(
  sql`v.cancelled_on`,
  sql`v.cancelled_at`,
  () => sql`v.cancelled_on is not null`,
  { cancellations: { counts: always } },
)

/** Contracts by the day their cars were handed over. */
export const deliveriesSource = orders(
  sql`v.delivered_on`,
  sql`v.delivered_at`,
  () => sql`v.delivered_on is not null`,
  {
    deliveries: { counts: always },
    cars_delivered: { counts: always, part: sql`v.quantity` },
    delivered_amount: { counts: always, part: sql`v.amount_fen` },
  },
)
