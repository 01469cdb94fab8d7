import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import { columnOf, filtersSql, joinsOf } from './counting.queries.ts'
import { sourcesOf } from './definitions.ts'
import { measuresOf, type SourceName } from './measures.ts'
import type { Metric, RecordSet } from './metric.ts'
import type { Question } from './question.ts'
import type { Fragment, RecordSource } from './record-source.ts'
import { sources } from './sources.ts'

export interface RecordRow {
  kind: RecordSource['kind']
  id: string
  store_id: number
  day: string
  at: Date | null
  channel: 'walk-in' | 'call-in' | null
  outcome: string
  consultant: string
  series: string
  source: string
  is_numerator: boolean
  is_denominator: boolean
  part: number
  customer_id: string | null
  opportunity_id: string | null
}

/** Where a page begins: after this record, newest first. */
export interface RecordPlace {
  day: string
  atMs: number
  id: string
}

interface Page {
  after: RecordPlace | undefined
  limit: number
}

/** Exactly the records behind a number, of a rate behind both its parts, newest first. */
export async function listRecords(
  tx: Tx,
  metric: Metric,
  question: Question,
  { after, limit }: Page,
): Promise<RecordRow[]> {
  const lists = sourcesOf(metric).map((name) => sql`(${recordsOf(name, metric, question)})`)
  const { rows } = await sql<RecordRow>`
    select r.* from (${sql.join(lists, sql` union all `)}) r
     where ${after ? placeAfter(after) : sql`true`}
     order by r.day desc, coalesce(r.at, 'epoch') desc, r.id desc limit ${limit}`.execute(tx)
  return rows
}

const placeAfter = ({ day, atMs, id }: RecordPlace): Fragment =>
  sql`(r.day, coalesce(r.at, 'epoch'), r.id) < (${day}::date, ${new Date(atMs)}::timestamptz, ${id}::uuid)`

const shownDimensions = ['consultant', 'series', 'source'] as const

function recordsOf(name: SourceName, metric: Metric, question: Question): Fragment {
  const source = sources[name]
  const own = (set: RecordSet | undefined): RecordSet =>
    (set ?? []).filter((measure) => (measuresOf[name] as RecordSet).includes(measure))
  const numerator = own(metric.numerator)
  const denominator = own(metric.denominator)
  const wanted = [...new Set([...numerator, ...denominator])]
  const { shown } = source
  const dimensions = shownDimensions.map((one) => sql`${columnOf(source, one)} as ${sql.ref(one)}`)
  return sql`select ${shown.kind ?? sql`${sql.lit(source.kind)}`} as kind, ${shown.id} as id, v.store_id,
      ${source.day} as day, ${shown.at} as at,
      ${source.columns.channel ?? sql`null::text`} as channel, ${shown.outcome} as outcome,
      ${sql.join(dimensions)}, ${isIn(source, numerator)} as is_numerator,
      ${isIn(source, denominator)} as is_denominator, ${partOf(source, numerator)} as part,
      ${shown.customer} as customer_id, ${shown.card} as opportunity_id
    from ${source.from(question, wanted)} ${joinsOf(source, question, shownDimensions).sql}
   where ${source.where(question)} and ${isIn(source, wanted)} ${filtersSql(source, question)}`
}

function isIn(source: RecordSource, set: RecordSet): Fragment {
  const rules = set.map((measure) => source.measures[measure]?.counts ?? sql`false`)
  return rules.length === 0 ? sql`false` : sql`(${sql.join(rules, sql` or `)})`
}

/** What a record adds to the numerator: one, its cars, its fen. */
function partOf(source: RecordSource, set: RecordSet): Fragment {
  const parts = set.map((measure) => {
    const rule = source.measures[measure]
    return rule ? sql`case when ${rule.counts} then ${rule.part ?? sql`1`} else 0 end` : sql`0`
  })
  return parts.length === 0 ? sql`0::bigint` : sql`(${sql.join(parts, sql` + `)})::bigint`
}

export interface Face {
  id: string
  name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
}

/** Names and first numbers (sealed) of customers of one store. */
export async function listFaces(tx: Tx, storeId: number, ids: string[]): Promise<Face[]> {
  const { rows } = await sql<Face>`
    select id, name, sealed_key, phone_sealed from customer_heads
     where store_id = ${storeId} and id = any (${ids}::uuid[])`.execute(tx)
  return rows
}
