import { type App, runInStore } from '#foundation/app.ts'
import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { findStoreByCode } from '#modules/access/index.ts'
import { metricsError } from '../contract.ts'
import { type Breakdown, notStated } from '#shared/breakdowns.ts'
import { findBreakdown } from './breakdowns.ts'
import { getDefinition } from './definitions.ts'
import { readQuestion } from './read-question.ts'
import { readTable } from './tables.ts'

export interface MetricTableLine {
  /** The dimension asked for: a day, month, word, or name; null where it is not stated. */
  [dimension: string]: string | number | null
}

/**
 * A number of one store for the command line: from `from` to `to` (business days of the store),
 * by a dimension when given. Ids come as `id` beside their names; rates carry their n.
 * Throws `core.not_found` for an unknown store code, and what `readTable` throws.
 */
export async function metricTable(
  app: App,
  storeCode: string,
  asked: { key: string; from: Day; to: Day; by?: string | undefined },
): Promise<{ key: string; total: number | null; n?: number; rows: MetricTableLine[] }> {
  const store = await findStoreByCode(app.db, storeCode)
  if (!store) throw coreError('core.not_found')
  const { key, from, to } = asked
  const by = asked.by === undefined ? undefined : findBreakdown(asked.by)
  if (asked.by !== undefined && by === undefined)
    throw metricsError('metrics.no_such_breakdown', { key, by: asked.by })
  const table = await runInStore(app, store, async (ctx) =>
    readTable(ctx, key, await readQuestion(ctx, { from, to, by })),
  )
  const isRate = getDefinition(key).denominator !== undefined
  return {
    key,
    total: table.total,
    ...(isRate ? { n: table.n } : {}),
    rows: table.rows.map((row) => ({
      ...(by ? { [by]: nameIn(by, row) } : {}),
      ...(by && hasId(by) && row.key !== notStated ? { id: row.key } : {}),
      value: row.value,
      ...(isRate ? { n: row.n } : {}),
    })),
  }
}

const hasId = (by: Breakdown): boolean => ['consultant', 'series', 'source', 'store'].includes(by)

function nameIn(by: Breakdown, row: { key: string; label: string }): string | null {
  if (row.key === notStated) return null
  return hasId(by) ? row.label : row.key
}
