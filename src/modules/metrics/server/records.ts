import type { z } from 'zod'
import { can, type Ctx } from '#foundation/ctx.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import { dayInZone, isDay } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { metricsError, type recordSchema } from '../contract.ts'
import { assertBreakdowns, getDefinition } from './definitions.ts'
import { assertPast, countFor, figureOf, leastNOf } from './figures.ts'
import { labelOf, labelsOf } from './labels.ts'
import { narrow } from './narrow.ts'
import type { Question } from './question.ts'
import {
  type Face,
  listFaces,
  listRecords,
  type RecordPlace,
  type RecordRow,
} from './records.queries.ts'
import { byOf } from './tables.ts'

type MetricRecord = z.infer<typeof recordSchema>

/**
 * The records behind a number, or behind one value of its breakdown; they add up to it. Takes a
 * cursor and a page size of at most 200; customers are masked, and shown only to those who may
 * see customers.
 */
export async function readRecords(
  ctx: Ctx,
  key: string,
  asked: Question,
  page: {
    value?: string | undefined
    value2?: string | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const metric = getDefinition(key)
  assertBreakdowns(metric, byOf(asked))
  assertPast(metric, asked)
  const question = await atValues(ctx, asked, [page.value, page.value2])
  const counts = await countFor(ctx, [metric], question, [])
  const { numerator, denominator } = figureOf(metric, counts, '', leastNOf(ctx))
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rows = await listRecords(ctx.tx, metric, question, {
    after: placeOf(page.cursor, today),
    limit: page.limit + 1,
  })
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    numerator,
    denominator,
    items: await presentRecords(ctx, shown),
    nextCursor: rows.length > page.limit && last ? encodeCursor(keyOf(last), today) : null,
  }
}

/** Narrows a question to one value of each of its breakdowns, where given. */
async function atValues(
  ctx: Ctx,
  asked: Question,
  values: readonly (string | undefined)[],
): Promise<Question> {
  let question = asked
  for (const [place, value] of values.entries()) {
    if (value === undefined) continue
    const by = byOf(asked)[place]
    if (by === undefined) throw metricsError('metrics.value_without_breakdown')
    question = await narrow(ctx, question, by, [value])
  }
  return { ...question, by: undefined, by2: undefined }
}

function placeOf(cursor: string | undefined, today: string): RecordPlace | undefined {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 3)
  if (!decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const [day, atMs, id] = decoded.key
  const isPlace = isDay(day) && typeof atMs === 'number' && typeof id === 'string' && uuid.test(id)
  if (!isPlace || Number.isNaN(new Date(atMs).getTime()))
    throw coreError('core.bad_request', { why: 'cursor' })
  return { day, atMs, id }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const keyOf = (row: RecordRow) => [row.day, row.at?.getTime() ?? 0, row.id] as const

async function presentRecords(ctx: Ctx, rows: RecordRow[]): Promise<MetricRecord[]> {
  const consultants = await labelsOf(ctx, 'consultant', unique(rows.map((row) => row.consultant)))
  const series = await labelsOf(ctx, 'series', unique(rows.map((row) => row.series)))
  const sources = await labelsOf(ctx, 'source', unique(rows.map((row) => row.source)))
  const faces = await facesOf(ctx, rows)
  const inLocale = (labels: typeof series, key: string): string | null => {
    if (key === '-') return null
    const { label, labelEn } = labelOf(labels, key)
    return ctx.locale === 'zh' ? label : labelEn
  }
  return rows.map((row) => {
    const face = row.customer_id ? faces.get(row.customer_id) : undefined
    const store = ctx.actor.stores.find((s) => s.id === row.store_id) ?? ctx.store
    return {
      kind: row.kind,
      id: row.id,
      storeId: row.store_id,
      store: store.name,
      storeEn: store.nameEn || store.name,
      day: row.day,
      at: row.at?.toISOString() ?? null,
      channel: row.channel,
      outcome: row.outcome,
      consultant: inLocale(consultants, row.consultant),
      series: inLocale(series, row.series),
      source: inLocale(sources, row.source),
      isNumerator: row.is_numerator,
      isDenominator: row.is_denominator,
      part: row.part,
      customerId: face ? row.customer_id : null,
      customer: face?.name ?? null,
      phone: face ? maskedPhone(ctx, face.sealed_key, face.phone_sealed) : null,
      opportunityId: row.opportunity_id,
    }
  })
}

async function facesOf(ctx: Ctx, rows: RecordRow[]): Promise<Map<string, Face>> {
  const faces = new Map<string, Face>()
  for (const storeId of new Set(rows.map((row) => row.store_id))) {
    const store = ctx.actor.stores.find((s) => s.id === storeId)
    if (!store || !can({ actor: ctx.actor, store }, 'customers.read')) continue
    const ids = rows.flatMap((row) =>
      row.store_id === storeId && row.customer_id ? [row.customer_id] : [],
    )
    for (const face of await listFaces(ctx.tx, storeId, unique(ids))) faces.set(face.id, face)
  }
  return faces
}

const unique = (values: string[]): string[] => [...new Set(values)]
