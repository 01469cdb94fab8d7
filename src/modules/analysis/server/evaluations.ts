import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { analysisEvents, type Evaluation } from '../contract.ts'
import { type MediaQuestion, type Window, windowsOf } from '../rules/media-effect.ts'
import type { Desk } from './desk.ts'
import {
  findEvaluation,
  insertEvaluation,
  type NewEvaluation,
  selectEvaluations,
  setWithdrawn,
} from './evaluations.queries.ts'

type Row = NonNullable<Awaited<ReturnType<typeof findEvaluation>>>

/** Keeps an evaluation; a resent id answers the one that is kept. */
export async function addEvaluation(
  ctx: Ctx,
  body: Omit<NewEvaluation, 'id' | 'sourceId' | 'channel'> & {
    id?: string | undefined
    sourceId?: string | null | undefined
    channel?: string | null | undefined
  },
): Promise<Evaluation> {
  const id = body.id ?? uuidv7()
  const isNew = await insertEvaluation(
    ctx.tx,
    ctx.store.id,
    {
      ...body,
      id,
      sourceId: body.sourceId ?? null,
      channel: body.channel ?? null,
      note: maskPhonesInText(body.note),
    },
    { at: ctx.now, by: personOf(ctx) },
  )
  if (isNew) tell(ctx, 'kept', id, { name: body.name, day: body.day })
  return getEvaluation(ctx, id)
}

/** Takes an evaluation back. Throws `core.not_found`, `core.stale_version`. */
export async function takeBack(ctx: Ctx, id: string, version: number): Promise<Evaluation> {
  const found = await getEvaluation(ctx, id)
  const isDone = await setWithdrawn(ctx.tx, ctx.store.id, { id, version, at: ctx.now })
  if (!isDone) throw coreError('core.stale_version', { current: found })
  tell(ctx, 'withdrawn', id, { name: found.name })
  return getEvaluation(ctx, id)
}

/** Brings an evaluation back as it was; one that stands stays. Throws `core.not_found`. */
export async function bringBack(ctx: Ctx, id: string): Promise<Evaluation> {
  const found = await getEvaluation(ctx, id)
  const isDone = await setWithdrawn(ctx.tx, ctx.store.id, { id, version: found.version, at: null })
  if (!isDone) throw coreError('core.stale_version', { current: await getEvaluation(ctx, id) })
  tell(ctx, 'restored', id, { name: found.name })
  return getEvaluation(ctx, id)
}

export async function readEvaluations(ctx: Ctx): Promise<Evaluation[]> {
  return present(ctx, await selectEvaluations(ctx.tx, ctx.store.id))
}

/** The days of kept evaluations: what happened on them was bought, and is no baseline. */
export async function evaluationWindows(
  desk: Desk,
  sourceId?: string,
): Promise<(Window & { name: string; day: Day })[]> {
  if (desk.stores.length !== 1) return []
  const rows = await selectEvaluations(desk.ctx.tx, desk.ctx.store.id)
  return rows
    .filter((row) => sourceId === undefined || row.source_id === null || row.source_id === sourceId)
    .map((row) => ({
      name: row.name,
      day: String(row.decided_on),
      ...windowsOf(questionOf(row)).after,
    }))
}

const questionOf = (row: Row): MediaQuestion => ({
  day: String(row.decided_on),
  days: row.days,
  lag: row.lag,
})

function tell(
  ctx: Ctx,
  what: keyof typeof analysisEvents,
  id: string,
  detail: Record<string, string>,
): void {
  audit(ctx, {
    action: `evaluation.${what}`,
    recordType: 'media_evaluation',
    recordId: id,
    detail,
  })
  announce(ctx, { type: analysisEvents[what], recordId: id })
}

async function getEvaluation(ctx: Ctx, id: string): Promise<Evaluation> {
  const row = await findEvaluation(ctx.tx, ctx.store.id, id)
  const [one] = row ? await present(ctx, [row]) : []
  if (!one) throw coreError('core.not_found')
  return one
}

async function present(ctx: Ctx, rows: readonly Row[]): Promise<Evaluation[]> {
  const people = await nameOfPeople(
    ctx.tx,
    ctx.actor.groupId,
    rows.flatMap((row) => row.made_by ?? []),
  )
  const sources = await sourceNames(ctx)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    day: String(row.decided_on),
    days: row.days,
    lag: row.lag,
    sourceId: row.source_id,
    source: row.source_id ? (sources.get(row.source_id) ?? null) : null,
    channel: row.channel as Evaluation['channel'],
    note: row.note,
    madeBy: row.made_by ? (people.get(row.made_by) ?? null) : null,
    madeAt: row.made_at.toISOString(),
    version: row.version,
  }))
}

/** Every source of the store by id, named in the language of the request. */
async function sourceNames(ctx: Ctx): Promise<Map<string, string>> {
  const options = await listOptions(ctx.tx, ctx.actor.groupId, 'source', ctx.store.id)
  return new Map(
    options.map((one) => [one.id, ctx.locale === 'zh' ? one.label : one.labelEn || one.label]),
  )
}
