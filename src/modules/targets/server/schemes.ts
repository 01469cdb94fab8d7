import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { addsTo100 } from '#shared/appraisal-score.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  appraisalsError,
  type Measure,
  type PeriodKind,
  type Scheme,
} from '../contracts/appraisals.ts'
import {
  findScheme,
  insertScheme,
  listSchemeRows,
  type SchemeRow,
  updateScheme,
} from './appraisals.queries.ts'

export const presentScheme = (row: SchemeRow): Scheme => ({
  id: row.id,
  name: row.name,
  periodKind: row.period_kind as PeriodKind,
  measures: row.measures as unknown as Measure[],
  isActive: row.is_active,
  version: row.version,
})

export async function readSchemes(ctx: Ctx) {
  return { items: (await listSchemeRows(ctx)).map(presentScheme) }
}

export async function getScheme(ctx: Ctx, id: string): Promise<Scheme> {
  const row = await findScheme(ctx, id)
  if (!row) throw coreError('core.not_found')
  return presentScheme(row)
}

interface Given {
  name: string
  periodKind: PeriodKind
  measures: readonly Measure[]
}

/** Makes a scheme; its weights make 100 and no number is in it twice. Throws `appraisals.not_100`. */
export async function makeScheme(
  ctx: Ctx,
  given: Given & { id?: string | undefined },
): Promise<Scheme> {
  assertMeasures(given.measures)
  const id = given.id ?? uuidv7()
  const isNew = await insertScheme(ctx, {
    store_id: ctx.store.id,
    id,
    name: given.name,
    period_kind: given.periodKind,
    measures: JSON.stringify(given.measures),
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  })
  if (isNew)
    audit(ctx, {
      action: 'appraisal_scheme.made',
      recordType: 'appraisal_scheme',
      recordId: id,
      detail: { ...given },
    })
  return getScheme(ctx, id)
}

/** Changes a scheme from the version seen; results closed before keep the scheme they were made by. */
export async function editScheme(
  ctx: Ctx,
  id: string,
  given: Given & { version: number; isActive: boolean },
): Promise<Scheme> {
  assertMeasures(given.measures)
  const before = await getScheme(ctx, id)
  const isDone = await updateScheme(ctx, id, given.version, {
    name: given.name,
    period_kind: given.periodKind,
    measures: JSON.stringify(given.measures),
    is_active: given.isActive,
  })
  if (!isDone) throw coreError('core.stale_version', { current: await getScheme(ctx, id) })
  audit(ctx, {
    action: 'appraisal_scheme.changed',
    recordType: 'appraisal_scheme',
    recordId: id,
    detail: { before, after: { ...given } },
  })
  return getScheme(ctx, id)
}

function assertMeasures(measures: readonly Measure[]): void {
  const weights = measures.map((measure) => measure.weight)
  if (!addsTo100(weights))
    throw appraisalsError('appraisals.not_100', { sum: weights.reduce((a, b) => a + b, 0) })
  if (new Set(measures.map((measure) => measure.metric)).size < measures.length)
    throw coreError('core.bad_request', { why: 'measures' })
}
