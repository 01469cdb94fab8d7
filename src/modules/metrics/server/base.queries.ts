import { sql } from 'kysely'
import { earlierDay } from '#shared/days.ts'
import { heldColumns } from './cards.queries.ts'
import { inPeriod, inStores } from './counting.queries.ts'
import { type Measure, measuresOf } from './measures.ts'
import type { Question } from './question.ts'
import type { Fragment, RecordSource } from './record-source.ts'

/** Cards that ended in the period: as it stands, or as it was known at a past time. */
export const endingsSource: RecordSource = {
  kind: 'card',
  from: () => sql`card_endings v`,
  where: (question) => {
    const { asOf } = question
    const known = asOf
      ? sql`and v.recorded_at <= ${asOf}
          and not exists (select from card_endings w where ${inStores(sql`w.store_id`, question)}
                             and w.store_id = v.store_id and w.id = v.id
                             and w.recorded_at > v.recorded_at and w.recorded_at <= ${asOf})`
      : sql`and v.stands`
    return sql`${inStores(sql`v.store_id`, question)} and ${inPeriod(sql`v.ended_on`, question)} ${known}`
  },
  day: sql`v.ended_on`,
  measures: Object.fromEntries(
    measuresOf.endings.map((one) => [one, { counts: sql`v.outcome = ${sql.lit(one)}` }]),
  ),
  columns: heldColumns,
  shown: {
    id: sql`v.id`,
    at: sql`v.recorded_at`,
    outcome: sql`v.outcome`,
    customer: sql`v.customer_id`,
    card: sql`v.id`,
  },
}

/** Cards and leads open at the end of the period's last day, with the level they had on it. */
export const baseSource: RecordSource = {
  kind: 'card',
  from: (question, of) => sql`${baseRows(question, of)} v`,
  where: ({ weekdays }) =>
    weekdays ? sql`extract(isodow from v.day) = any (${[...weekdays]}::int[])` : sql`true`,
  day: sql`v.day`,
  measures: {
    open_cards: { counts: sql`v.measure = 'open_cards'` },
    open_leads: { counts: sql`v.measure = 'open_leads'` },
  },
  columns: {
    ...heldColumns,
    level: sql`coalesce(v.level, '-')`,
    age: sql`case when v.age_days <= 7 then '0-7' when v.age_days <= 30 then '8-30'
                  when v.age_days <= 90 then '31-90' else '91+' end`,
  },
  shown: {
    id: sql`v.id`,
    at: sql`v.at`,
    outcome: sql`v.outcome`,
    customer: sql`v.customer_id`,
    card: sql`v.opportunity_id`,
    kind: sql`v.kind`,
  },
}

/** The day of a stock: the last of the period, or today where that is still to come. */
function baseRows(question: Question, of: readonly Measure[]): Fragment {
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
  return sql`(${sql.join(parts, sql` union all `)})`
}
