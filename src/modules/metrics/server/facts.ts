import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { type Day, dayInZone, lastDayOfMonth } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { factShape, factSources } from './fact-shape.ts'
import {
  deleteFacts,
  deleteMarks,
  findShape,
  insertFacts,
  insertMark,
  planForAll,
  listMarks,
  listMonthsOf,
  lockFacts,
  saveShape,
} from './facts.queries.ts'
import type { Question } from './question.ts'

const everything = { from: '1900-01-01', to: '2999-12-31' } as const
/** Beyond so many months the whole store is computed at once, which reads its records once. */
const mostMonths = 12

/**
 * Computes anew the facts of what was written in ctx.store since they were made; gives how many marks
 * that were. Marks of transactions still open stay for the next time. Call in one transaction.
 */
async function keepFacts(ctx: Ctx): Promise<number> {
  const { tx, store } = ctx
  await lockFacts(tx, store.id)
  const isMade = (await findShape(tx, store.id)) === factShape
  const marks = await listMarks(tx, store.id)
  if (isMade && marks.length === 0) return 0
  const isAll = !isMade || marks.some((mark) => mark.ids === null)
  const ids = [...new Set(marks.flatMap((mark) => mark.ids ?? []))]
  const left = marks.flatMap((mark) => mark.months)
  const months = isAll
    ? undefined
    : [...new Set([...left, ...(await listMonthsOf(tx, store.id, ids))])]
  await computeFacts(ctx, months && months.length <= mostMonths ? months : undefined)
  await deleteMarks(
    tx,
    store.id,
    marks.map((mark) => mark.id),
  )
  if (!isMade) await saveShape(tx, store.id, factShape)
  return Math.max(1, marks.length)
}

async function computeFacts({ tx, store, now }: Ctx, months: Day[] | undefined): Promise<void> {
  await deleteFacts(tx, store.id, months)
  if (!months) await planForAll(tx)
  const spans = months ? months.map((from) => ({ from, to: lastDayOfMonth(from) })) : [everything]
  for (const span of spans) {
    const question: Question = {
      ...span,
      stores: [store],
      today: dayInZone(now, store.timeZone),
      by: undefined,
      filters: {},
      asOf: undefined,
    }
    for (const name of factSources.keys()) await insertFacts(tx, name, question)
  }
}

/** Brings the facts of a store up to date; gives the number of marks that were worked off. */
export async function settleFacts(app: App, store: StoreInfo): Promise<number> {
  for (let total = 0; ; ) {
    const done = await runInStore(app, store, keepFacts)
    total += done
    if (done === 0) return total
  }
}

/** Computes all facts of a store from its records: after a bulk load, and every night. */
export async function rebuildFacts(app: App, store: StoreInfo): Promise<void> {
  await runInStore(app, store, ({ tx }) => insertMark(tx, store.id, uuidv7()))
  await settleFacts(app, store)
}
