import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import {
  addDays,
  type Day,
  daysBetween,
  earlierDay,
  firstDayOfMonth,
  lastDayOfMonth,
  laterDay,
} from '#shared/days.ts'
import { type Breakdown, severalOf } from '#shared/breakdowns.ts'
import { isTime, type RecordDimension } from './breakdowns.ts'
import { addSums, type Cell, countRecords, inStores, sumGrouped } from './counting.queries.ts'
import { factShape, factSources } from './fact-shape.ts'
import { type FactMark, listMonthsOf } from './facts.queries.ts'
import { type Measure, measuresOf, type SourceName } from './measures.ts'
import type { Question } from './question.ts'
import type { Fragment } from './record-source.ts'
import { sources } from './sources.ts'

/**
 * All sums of one kind of record by some breakdowns: from the facts, and from the records for what
 * was written since; from the records alone where facts know no answer: for past times, stocks, and
 * where two dimensions cross. No record counts twice, whatever is written meanwhile.
 */
export async function countSource(
  tx: Tx,
  name: SourceName,
  question: Question,
  by: readonly Breakdown[],
  of: readonly Measure[] = measuresOf[name],
): Promise<Cell[]> {
  const dimension = factDimensionFor(name, question, by)
  if (!dimension) return countRecords(tx, sources[name], question, by, of)
  for (let attempt = 1; ; attempt += 1) {
    const marks = await readMarks(tx, question)
    const behind = await readBehind(tx, question)
    const cells = await countFacts(tx, { name, dimension, behind, of }, question, by)
    const parts = partsBehind(question, behind)
    for (const part of parts) cells.push(...(await countRecords(tx, sources[name], part, by, of)))
    const isAlone = marks.length === 0 && parts.length === 0
    if (isAlone || attempt === mostAttempts || !(await hasMoved(tx, question, marks)))
      return parts.length > 0 ? gathered(cells) : cells
  }
}

const mostAttempts = 4

type Mark = Pick<FactMark, 'id'> & { isMove: boolean }

async function readMarks(tx: Tx, question: Question): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select m.id, (m.ids is null or cardinality(m.months) > 0) as "isMove"
      from fact_marks m where ${inStores(sql`m.store_id`, question)}`.execute(tx)
  return rows
}

/**
 * Whether records may have gone from one month to another since the marks were read. Each month is
 * counted by a statement of its own: such a record counts in both, or in neither.
 */
async function hasMoved(tx: Tx, question: Question, before: readonly Mark[]): Promise<boolean> {
  const after = await readMarks(tx, question)
  const [had, has] = [before, after].map((marks) => new Set(marks.map(({ id }) => id)))
  return (
    before.some(({ id }) => !has?.has(id)) ||
    after.some(({ id, isMove }) => isMove && !had?.has(id))
  )
}

/** One cell for each combination of values. */
function gathered(cells: readonly Cell[]): Cell[] {
  const byKeys = new Map<string, Cell>()
  for (const { keys, sums } of cells) {
    const held = byKeys.get(keys.join('\n'))
    byKeys.set(keys.join('\n'), held ? { keys, sums: addSums(held.sums, sums) } : { keys, sums })
  }
  return [...byKeys.values()]
}

/** The dimension whose facts answer a question; undefined where none does. */
function factDimensionFor(
  name: SourceName,
  { filters, asOf }: Question,
  by: readonly Breakdown[],
): RecordDimension | 'total' | undefined {
  const kept = factSources.get(name)
  if (!kept || asOf) return undefined
  const grouped = by.filter((one) => one !== 'store' && !isTime(one))
  const asked = [...new Set([...Object.keys(filters), ...grouped])]
  if (asked.length === 0) return 'total'
  const dimension = kept.find((one) => one === asked[0])
  if (asked.length > 1 || !dimension) return undefined
  // Whoever has two of the values wanted would count twice.
  const wanted = filters[dimension]?.length ?? 1
  return severalOf.includes(dimension) && wanted !== 1 ? undefined : dimension
}

/** The months whose facts are behind, by store; all of them where the store has none. */
type Behind = Map<StoreInfo, Day[] | 'all'>

const mostMonths = 6
/** Asking for the months of more records than this costs more than counting the records. */
const mostNamed = 500
/** And so does asking for more stores, one by one. */
const mostStores = 12

async function readBehind(tx: Tx, question: Question): Promise<Behind> {
  const made = await sql<{ store_id: number }>`
    select s.store_id from fact_shapes s
     where ${inStores(sql`s.store_id`, question)} and s.shape = ${factShape}`.execute(tx)
  const marks = await sql<{ store_id: number; ids: string[] | null; months: Day[] }>`
    select m.store_id, m.months::text[] as months, case when m.named <= ${mostNamed} then m.ids end as ids
      from (select f.store_id, f.ids, f.months,
                   sum(cardinality(f.ids)) over (partition by f.store_id) as named
              from fact_marks f where ${inStores(sql`f.store_id`, question)}) m`.execute(tx)
  const isMade = new Set(made.rows.map((row) => row.store_id))
  const marksOf = Map.groupBy(marks.rows, (mark) => mark.store_id)
  const behind: Behind = new Map()
  for (const store of question.stores) {
    const own = marksOf.get(store.id) ?? []
    const isMany = own.length > 0 && marksOf.size > mostStores
    if (isMany || !isMade.has(store.id) || own.some((mark) => mark.ids === null))
      behind.set(store, 'all')
    else if (own.length > 0) {
      const ids = [...new Set(own.flatMap((m) => m.ids ?? []))]
      const left = own.flatMap((m) => m.months)
      const months = [...new Set([...left, ...(await listMonthsOf(tx, store.id, ids))])]
      const asked = months.filter((month) => overlaps(question, month))
      behind.set(store, asked.length > mostMonths ? 'all' : asked)
    }
  }
  return behind
}

const overlaps = ({ from, to }: Question, month: Day) =>
  month <= to && lastDayOfMonth(month) >= from

/** The questions to the records that make up for what the facts lack. */
function partsBehind(question: Question, behind: Behind): Question[] {
  const parts: Question[] = []
  const all = question.stores.filter((store) => behind.get(store) === 'all')
  if (all.length > 0) parts.push({ ...question, stores: all })
  const months = new Set([...behind.values()].flatMap((one) => (one === 'all' ? [] : one)))
  for (const month of months)
    parts.push({
      ...question,
      stores: question.stores.filter((store) => {
        const own = behind.get(store)
        return own !== undefined && own !== 'all' && own.includes(month)
      }),
      from: laterDay(question.from, month),
      to: earlierDay(question.to, lastDayOfMonth(month)),
    })
  return parts
}

interface Kept {
  name: SourceName
  dimension: RecordDimension | 'total'
  behind: Behind
  /** The measures wanted. */
  of: readonly Measure[]
}

async function countFacts(
  tx: Tx,
  kept: Kept,
  question: Question,
  by: readonly Breakdown[],
): Promise<Cell[]> {
  const stores = question.stores.filter((store) => kept.behind.get(store) !== 'all')
  if (stores.length === 0) return []
  const measures = kept.of
  const asked = { ...question, stores }
  return sumGrouped(tx, by, measures, {
    grouped: by.map((one) =>
      one === 'store' ? sql`c.store_id` : isTime(one) ? sql`c.day` : sql`c.value`,
    ),
    sums: measures.map((one) => sql`sum(c.${sql.ref(one)}) as ${sql.ref(one)}`),
    from: sql`from (${sql.join(factRows(kept, asked, by), sql` union all `)}) c`,
  })
}

/** Sums of whole months as they stand; the days of the others, or all days where days are asked. */
function factRows(kept: Kept, question: Question, by: readonly Breakdown[]): Fragment[] {
  const { from, to, weekdays } = question
  const first = firstDayOfMonth(from)
  const last = firstDayOfMonth(to)
  if (weekdays || by.some((one) => ['day', 'week', 'weekday'].includes(one)))
    return [dayRows(kept, question, sql`f.month between ${first} and ${last}`)]
  const wholeFrom = from === first ? first : addDays(lastDayOfMonth(first), 1)
  const wholeTo = to === lastDayOfMonth(last) ? last : firstDayOfMonth(addDays(last, -1))
  const edges = [
    ...new Set([...(from === first ? [] : [first]), ...(wholeTo === last ? [] : [last])]),
  ]
  return [
    ...(wholeFrom <= wholeTo
      ? [monthRows(kept, question, sql`f.month between ${wholeFrom} and ${wholeTo}`)]
      : []),
    ...(edges.length > 0 ? [dayRows(kept, question, sql`f.month = any (${edges}::date[])`)] : []),
  ]
}

function monthRows(kept: Kept, question: Question, months: Fragment): Fragment {
  const sums = kept.of.map((one) => sql`f.sums[${placeOf(kept.name, one)}] as ${sql.ref(one)}`)
  return sql`select f.store_id, f.month as day, f.value, ${sql.join(sums)}
      from number_facts f where ${factsOf(kept, question)} and ${months}`
}

/** The place of a measure in the arrays of facts. */
function placeOf(name: SourceName, measure: Measure): Fragment {
  return sql.lit((measuresOf[name] as readonly Measure[]).indexOf(measure) + 1)
}

/** Facts by days; their long arrays are unpacked once for each row, not for each of its days. */
function dayRows(kept: Kept, question: Question, months: Fragment): Fragment {
  const { from, to, weekdays } = question
  const day = sql`(f.month + (f.days[i.n] - 1))`
  const sums = kept.of.map((one) => sql`a.sums[i.n][${placeOf(kept.name, one)}] as ${sql.ref(one)}`)
  const onDays = weekdays
    ? sql`and extract(isodow from ${day}) = any (${[...weekdays]}::int[])`
    : sql``
  return sql`select f.store_id, ${day} as day, f.value, ${sql.join(sums)}
      from number_facts f
     cross join lateral (select array_cat(f.day_sums, '{}') as sums offset 0) a
     cross join lateral generate_series(1, cardinality(f.days)) as i (n)
     where ${factsOf(kept, question)} and ${months} and ${day} between ${from} and ${to} ${onDays}`
}

/** The facts of a dimension that are up to date, of the values wanted. */
function factsOf({ name, dimension, behind }: Kept, question: Question): Fragment {
  const wanted = dimension === 'total' ? undefined : question.filters[dimension]
  const late = [...behind].flatMap(([store, months]) =>
    months === 'all' ? [] : months.map((month) => store.id * 100_000 + daysBetween(epoch, month)),
  )
  return sql`${inStores(sql`f.store_id`, question)} and f.source = ${name} and f.dimension = ${dimension}
    ${wanted ? sql`and f.value = any (${[...wanted]}::text[])` : sql``}
    ${
      late.length > 0
        ? sql`and f.store_id::bigint * 100000 + (f.month - ${epoch}::date) <> all (${late}::bigint[])`
        : sql``
    }`
}

const epoch: Day = '2000-01-01'
