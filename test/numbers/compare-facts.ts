import { expect } from 'vitest'
import { sql } from 'kysely'
import { runInStore } from '#foundation/app.ts'
import type { Tx } from '#foundation/db/database.ts'
import { countRecords } from '#modules/metrics/server/counting.queries.ts'
import { countSource } from '#modules/metrics/server/fact-answers.queries.ts'
import { factSources } from '#modules/metrics/server/fact-shape.ts'
import {
  deleteFacts,
  insertFacts,
  listMarks,
  listMonthsOf,
} from '#modules/metrics/server/facts.queries.ts'
import { measuresOf } from '#modules/metrics/server/measures.ts'
import type { Question } from '#modules/metrics/server/question.ts'
import { sources } from '#modules/metrics/server/sources.ts'
import { dayInZone } from '#shared/days.ts'
import type { Place } from './any-verb.ts'

// Facts beside the records they are made of.

/** The facts as rows of text, by month. */
async function readFacts(tx: Tx, storeId: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ month: string; fact: string }>`
    select f.month::text as month, concat_ws(' ', f.source, f.dimension, f.value, f.sums, f.days, f.day_sums) as fact
      from number_facts f where f.store_id = ${storeId} order by f.source, f.dimension, f.value`.execute(
    tx,
  )
  const byMonth = new Map<string, string[]>()
  for (const { month, fact } of rows) byMonth.set(month, [...(byMonth.get(month) ?? []), fact])
  return byMonth
}

const wholeTime = ({ kit, store: at }: Place): Question => ({
  stores: [at],
  from: '1900-01-01',
  to: '2999-12-31',
  today: dayInZone(kit.clock.now(), at.timeZone),
  by: undefined,
  filters: {},
  asOf: undefined,
})

/** Months whose facts differ from the records, and months that are known to be behind. */
export async function readDifference(
  place: Place,
): Promise<{ wrong: string[]; behind: Set<string> | 'all' }> {
  const undone = new Error('undone')
  let found: { wrong: string[]; behind: Set<string> | 'all' } = { wrong: [], behind: 'all' }
  await runInStore(place.kit.app, place.store, async ({ tx, store }) => {
    const held = await readFacts(tx, store.id)
    const marks = await listMarks(tx, store.id)
    const ids = marks.flatMap((mark) => mark.ids ?? [])
    const behind = marks.some((mark) => mark.ids === null)
      ? 'all'
      : new Set([...marks.flatMap((m) => m.months), ...(await listMonthsOf(tx, store.id, ids))])
    await deleteFacts(tx, store.id)
    for (const name of factSources.keys()) await insertFacts(tx, name, wholeTime(place))
    const made = await readFacts(tx, store.id)
    const months = [...new Set([...held.keys(), ...made.keys()])]
    const wrong = months.flatMap((month) => {
      const [was, is] = [new Set(held.get(month)), new Set(made.get(month))]
      const less = [...was].filter((fact) => !is.has(fact)).map((fact) => `${month} − ${fact}`)
      return [
        ...less,
        ...[...is].filter((fact) => !was.has(fact)).map((fact) => `${month} + ${fact}`),
      ]
    })
    found = { wrong, behind }
    throw undone
  }).catch((error: unknown) => {
    if (error !== undone) throw error
  })
  return found
}

/** Every answer by every dimension and month, as it is given now, against the records. */
export async function expectAnswers(place: Place, after: string): Promise<void> {
  await runInStore(place.kit.app, place.store, async ({ tx }) => {
    const asked = wholeTime(place)
    const plain = (cells: Awaited<ReturnType<typeof countSource>>) =>
      cells
        .filter(({ sums }) => Object.values(sums).some((sum) => sum !== 0))
        .map(({ keys, sums }) => `${keys.join(' ')} ${JSON.stringify(sums)}`)
        .sort()
    for (const [name, dimensions] of factSources)
      for (const by of [[], ...dimensions.map((one) => [one])]) {
        const grouped = ['month' as const, ...by]
        const measures = measuresOf[name]
        expect(
          plain(await countSource(tx, name, asked, grouped)),
          `${name} by ${grouped.join(', ')} after ${after}`,
        ).toEqual(plain(await countRecords(tx, sources[name], asked, grouped, measures)))
      }
  })
}
