import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { earlierDay } from '#shared/days.ts'
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
import { baseMeasures, endingMeasures, type Metric } from './definitions.ts'
import type { Question, RecordDimension } from './question.ts'

const owned = {
  consultant: sql`coalesce(v.owner_id::text, '-')`,
  series: cardColumns.series,
  source: cardColumns.source,
}

/** `v` is a row of card_endings; the consultant is whoever holds the card. */
export const endingColumns: Partial<Record<RecordDimension, Fragment>> = owned

/** Cards that ended in the period: as it stands, or as it was known at a past time. */
export function endingCondition(question: Question): Fragment {
  const known = question.asOf
    ? sql`and v.recorded_at <= ${question.asOf}
          and not exists (select from card_endings w where ${inStores(sql`w.store_id`, question)}
                             and w.store_id = v.store_id and w.id = v.id
                             and w.recorded_at > v.recorded_at and w.recorded_at <= ${question.asOf})`
    : sql`and v.stands`
  return sql`${inStores(sql`v.store_id`, question)}
    and v.ended_on between ${question.from} and ${question.to} ${known}
    ${filtersSql(question.filters, endingColumns)}`
}

/** Won, defeated, lost from contact and terminated per bucket, by the day they count on. */
export async function countEndings(tx: Tx, question: Question): Promise<Counts> {
  const sums = endingMeasures.map(
    (measure) =>
      sql`(count(*) filter (where c.outcome = ${sql.lit(measure)}))::int as ${sql.ref(measure)}`,
  )
  const { rows } = await sql<Record<string, unknown>>`
    select ${bucketOf(question.by)} as bucket, ${sql.join(
      endingMeasures.map((measure) => sql`sum(g.${sql.ref(measure)})::int as ${sql.ref(measure)}`),
    )}
      from (select ${groupOf(question.by)} as grouped, ${sql.join(sums)}
              from (select v.store_id, v.ended_on as day, v.outcome, ${valueOf(question, endingColumns)} as value
                      from card_endings v where ${endingCondition(question)}) c group by 1) g
     group by 1`.execute(tx)
  return toCounts(rows, endingMeasures)
}

/** `v` is a row of baseRows(). */
export const baseColumns: Partial<Record<RecordDimension, Fragment>> = {
  ...owned,
  level: sql`coalesce(v.level, '-')`,
  age: sql`case when v.age_days <= 7 then '0-7' when v.age_days <= 30 then '8-30'
                when v.age_days <= 90 then '31-90' else '91+' end`,
}

/**
 * The cards and leads that were open at the end of the period's last day (today where it is still
 * to come), with the level they had on it. `of` says which of the two are wanted.
 */
export function baseRows(question: Question, of: Metric['numerator']): Fragment {
  const day = earlierDay(question.to, question.today)
  const isNow = day === question.today
  const level = isNow
    ? sql`o.level`
    : sql`coalesce((select l.from_value from level_changes l
                     where ${inStores(sql`l.store_id`, question)} and l.store_id = o.store_id
                       and l.opportunity_id = o.id and l.effective_on > ${day}
                     order by l.effective_on, l.recorded_at limit 1), o.level)`
  const card = sql`'card' as kind, 'open_cards' as measure, o.id, o.store_id, o.customer_id, o.id as opportunity_id,
    o.owner_id, o.series_id, o.source_id, ${level} as level, o.opened_on as day, o.opened_at as at,
    o.state as outcome, (${day}::date - o.opened_on) as age_days`
  const cards = sql`
    select ${card} from cards_standing o
     where ${inStores(sql`o.store_id`, question)} and o.opened_on <= ${day}
       and o.state in ('active', 'suspended', 'loss_proposed', 'signed')
    ${
      isNow
        ? sql``
        : sql`union all select ${card} from cards_standing o
               where ${inStores(sql`o.store_id`, question)} and o.closed_on > ${day} and o.opened_on <= ${day}`
    }`
  const leads = sql`
    select 'lead' as kind, 'open_leads' as measure, o.id, o.store_id, o.customer_id, null::uuid as opportunity_id,
           o.owner_id, o.series_id, o.source_id, null::text as level, o.received_on as day,
           o.received_at as at, o.state as outcome, (${day}::date - o.received_on) as age_days
      from leads_counted o
     where ${inStores(sql`o.store_id`, question)} and o.received_on <= ${day}
       and ${isNow ? sql`o.state in ('new', 'assigned', 'nurture', 'lost_pending')` : sql`(o.ended_on is null or o.ended_on > ${day})`}`
  const parts = [
    ...(of.includes('open_cards') ? [cards] : []),
    ...(of.includes('open_leads') ? [leads] : []),
  ]
  return sql`(select v.* from (${sql.join(parts, sql` union all `)}) v
    where true ${filtersSql(question.filters, baseColumns)})`
}

/** How many cards and leads are open at the end of the period, per bucket. */
export async function countBase(tx: Tx, question: Question): Promise<Counts> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${bucketOf(question.by)} as bucket,
           sum((g.measure = 'open_cards')::int * g.n)::int as open_cards,
           sum((g.measure = 'open_leads')::int * g.n)::int as open_leads
      from (select ${groupOf(question.by)} as grouped, c.measure, count(*)::int as n
              from (select v.store_id, v.day, v.measure, ${valueOf(question, baseColumns)} as value
                      from ${baseRows(question, baseMeasures)} v) c group by 1, 2) g
     group by 1`.execute(tx)
  return toCounts(rows, baseMeasures)
}
