import { sql } from 'kysely'
import type { RecordDimension } from './breakdowns.ts'
import type { Question } from './question.ts'
import type { Fragment, RecordSource } from './record-source.ts'

// What numbers know of a record through its customer `t` or its card `o`; no statement is sent from here.

interface Trait {
  of: 'customer' | 'card' | 'check' | 'needs'
  value: Fragment
  /** Whether a record has one of the values, where that is more than being equal. */
  matches?: (values: readonly string[]) => Fragment
}

/** Years of age on the day a record counts on, in bands; companies and unknown birthdays have none. */
const ageBand = (day: Fragment): Fragment => {
  const years = sql`extract(year from age(${day}, t.birthday))`
  return sql`case when t.birthday is null or t.kind = 'company' then '-'
    when ${years} < 25 then '0-24' when ${years} < 30 then '25-29' when ${years} < 35 then '30-34'
    when ${years} < 40 then '35-39' when ${years} < 45 then '40-44' when ${years} < 50 then '45-49'
    when ${years} < 60 then '50-59' else '60+' end`
}

const hobbies = sql`coalesce(t.hobby_ids, '{}')`

/** The most a prospect wants to spend, in bands of 10,000 yuan. */
const budgetBand = sql`case when n.budget_fen is null then '-'
  when n.budget_fen < 10000000 then '0-10' when n.budget_fen < 15000000 then '10-15'
  when n.budget_fen < 20000000 then '15-20' when n.budget_fen < 30000000 then '20-30'
  when n.budget_fen < 50000000 then '30-50' else '50+' end`

const fixed: Partial<Record<RecordDimension, Trait>> = {
  customer_kind: { of: 'customer', value: sql`coalesce(t.kind, '-')` },
  sex: { of: 'customer', value: sql`coalesce(t.sex, '-')` },
  occupation: { of: 'customer', value: sql`coalesce(t.occupation_id::text, '-')` },
  industry: { of: 'customer', value: sql`coalesce(t.industry_id::text, '-')` },
  hobby: {
    of: 'customer',
    value: sql`h.value`,
    matches: (values) => {
      const none = values.includes('-') ? sql`or cardinality(${hobbies}) = 0` : sql``
      const ids = values.filter((value) => value !== '-')
      return sql`(${hobbies} && ${ids}::uuid[] ${none})`
    },
  },
  household: { of: 'customer', value: sql`coalesce(t.household_id::text, '-')` },
  area: { of: 'customer', value: sql`coalesce(t.area_code, '-')` },
  level: { of: 'card', value: sql`coalesce(o.level, '-')` },
  stage: { of: 'card', value: sql`coalesce(o.stage::text, '-')` },
  model: { of: 'card', value: sql`coalesce(o.model_id::text, '-')` },
  source: { of: 'card', value: sql`coalesce(o.source_id::text, '-')` },
  returning: {
    of: 'card',
    value: sql`case when o.is_returning then 'yes' when not o.is_returning then 'no' else '-' end`,
  },
  reason: { of: 'card', value: sql`coalesce(o.loss_reason_id::text, '-')` },
  purchase_type: { of: 'needs', value: sql`coalesce(n.purchase_type_id::text, '-')` },
  purpose: { of: 'needs', value: sql`coalesce(n.purpose_id::text, '-')` },
  budget: { of: 'needs', value: budgetBand },
  payment: { of: 'needs', value: sql`coalesce(nullif(n.payment, 'open'), '-')` },
  verified: {
    of: 'check',
    value: sql`case when x.opportunity_id is null then 'no' else 'yes' end`,
  },
  competitor: { of: 'card', value: sql`coalesce(o.competitor_id::text, '-')` },
  rival: { of: 'card', value: sql`coalesce(o.rival_id::text, '-')` },
}

/** The dimensions of a source's records that their customers and cards carry. */
export function traitColumns(source: RecordSource): Partial<Record<RecordDimension, Trait>> {
  return { ...fixed, age_band: { of: 'customer', value: ageBand(source.day) } }
}

/** Joins the customer of a record; a record without one is kept. */
export function customerJoin(source: RecordSource, question: Question): Fragment {
  return sql`left join customer_traits t
    on t.store_id = v.store_id and t.id = ${source.shown.customer} ${pinned(sql`t.store_id`, question)}`
}

/** Joins the card of a record; a record without one is kept. */
export function cardJoin(source: RecordSource, question: Question): Fragment {
  return sql`left join card_traits o
    on o.store_id = v.store_id and o.id = ${source.shown.card} ${pinned(sql`o.store_id`, question)}`
}

/** Joins what was noted of the needs of a card; one without is kept. */
export function needsJoin(source: RecordSource, question: Question): Fragment {
  return sql`left join needs_counted n
    on n.store_id = v.store_id and n.opportunity_id = ${source.shown.card} ${pinned(sql`n.store_id`, question)}`
}

/** Joins what care found about the loss of a card; a card that was never checked is kept. */
export function checkJoin(source: RecordSource, question: Question): Fragment {
  return sql`left join (select c.store_id, c.opportunity_id from losses_verified c
      where true ${pinned(sql`c.store_id`, question)} group by 1, 2) x
    on x.store_id = v.store_id and x.opportunity_id = ${source.shown.card}`
}

/** One row per hobby of the customer; one without hobbies keeps its row. */
export const hobbyJoin: Fragment = sql`cross join lateral unnest(
  case when cardinality(t.hobby_ids) > 0 then t.hobby_ids::text[] else array['-'] end) as h (value)`

/** The stores are named on every table, so that few nodes and no other stores are asked. */
const pinned = (column: Fragment, { stores }: Question): Fragment => {
  const [first] = stores
  return stores.length === 1 && first
    ? sql`and ${column} = ${first.id}`
    : sql`and ${column} = any (${stores.map((store) => store.id)}::int[])`
}
