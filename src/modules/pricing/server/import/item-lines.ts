import { isDeepStrictEqual } from 'node:util'
import type { Ctx } from '#foundation/ctx.ts'
import type { LineReader } from '#modules/imports/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { formatYuan } from '#shared/money.ts'
import { type PriceItemRow, selectItems } from '../pricing.queries.ts'
import type { CarFinder } from './find-model.ts'
import type { LineItem } from './items-of-line.ts'

export interface ItemChange {
  before: PriceItemRow | null
  after: PriceItemRow
}

export interface ItemOfLine extends LineItem {
  seriesIds: string[]
  modelIds: string[]
  isOwn: boolean
}
type Outcome = 'new' | 'updated' | 'unchanged' | 'refused'

/**
 * Judges what is sold with cars. An item is known by its code, else by kind and name: the same price
 * on more cars widens it; another price on exactly its cars changes it, or from a later day on ends it
 * and begins another; another price on some of its cars takes those out of it.
 */
export async function createItemLines(
  ctx: Ctx,
  given: { mayForAll: boolean; cars: CarFinder; operationId: string | null },
) {
  const before = new Map((await selectItems(ctx)).map((row) => [row.id, row]))
  const now = new Map(before)
  const changed = new Set<string>()
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  let position = Math.max(0, ...[...before.values()].map((row) => row.position + 1))

  const put = (row: PriceItemRow): void => {
    now.set(row.id, row)
    changed.add(row.id)
  }
  const begin = (item: ItemOfLine, from: string | null, like?: PriceItemRow): void => {
    const id = uuidv7()
    const isFree = (code: string) =>
      ![...now.values()].some(
        (row) =>
          row.kind === item.kind && row.code === code && (row.store_id !== null) === item.isOwn,
      )
    put({
      group_id: ctx.store.groupId,
      id,
      store_id: item.isOwn ? ctx.store.id : null,
      kind: item.kind,
      code: item.code !== null && isFree(item.code) ? item.code : id.slice(-12),
      name: item.name,
      name_en: item.nameEn ?? like?.name_en ?? '',
      price_fen: item.fen,
      cost_fen: like?.cost_fen ?? null,
      series_ids: item.seriesIds,
      model_ids: item.modelIds,
      needs: like?.needs ?? [],
      excludes: like?.excludes ?? [],
      rule: like?.rule ?? {},
      valid_from: from,
      valid_to: null,
      position: like?.position ?? position++,
      is_active: true,
      operation_id: given.operationId,
      withdrawn_at: null,
      version: 1,
    })
  }

  const judge = (reader: LineReader, item: ItemOfLine): Outcome => {
    const day = reader.day('validFrom', { isAnyYear: true }) ?? reader.usualDay
    if (reader.reasons.length > 0) return 'refused'
    const from = day !== null && day > today ? day : null
    const rows = [...now.values()].filter(
      (row) => row.kind === item.kind && (row.valid_to === null || row.valid_to >= (day ?? today)),
    )
    const coded = item.code === null ? undefined : rows.find((row) => row.code === item.code)
    const named = rows.filter((row) => row.name === item.name && row.is_active)
    const known = coded ?? named.find((row) => row.price_fen === item.fen && covers(row, item))
    const isWide =
      coded !== undefined ||
      (known !== undefined && known.price_fen === item.fen && covers(known, item))
    if (known && isWide && isAsAsked(known, item, coded !== undefined)) return 'unchanged'
    const target =
      coded ??
      named.find((row) => reachOf(row) === reachOf(item)) ??
      named.find(
        (row) => row.price_fen === item.fen && isOwnOf(row) === item.isOwn && !isAll(row),
      ) ??
      undefined
    const crossing = named.filter((row) => row !== target && crosses(row, item, given.cars))
    const touched = [target, ...crossing].filter((row) => row !== undefined)
    if (!given.mayForAll && (touched.some((row) => !isOwnOf(row)) || (!target && !item.isOwn))) {
      reader.refuse('item', 'not_for_all', item.name)
      return 'refused'
    }
    // Some cars of an item for all of them, or from a later day on, cannot be taken out of it.
    if (
      crossing.some(
        (row) =>
          isAll(row) || from !== null || row.model_ids.length > 0 !== item.modelIds.length > 0,
      )
    ) {
      reader.refuse('item', 'other_price', item.name)
      return 'refused'
    }
    tell(reader, item, target)
    for (const row of crossing) put(without(row, item))
    if (!target) {
      begin(item, from)
      return 'new'
    }
    if (from !== null && target.price_fen !== item.fen && before.has(target.id)) {
      put({ ...target, valid_to: addDays(from, -1) })
      begin({ ...item, isOwn: isOwnOf(target) }, from, target)
      return 'updated'
    }
    const isFixed = coded !== undefined
    put({
      ...target,
      name: item.name,
      name_en: item.nameEn ?? target.name_en,
      price_fen: item.fen,
      is_active: true,
      series_ids: isFixed ? item.seriesIds : union(target.series_ids, item.seriesIds),
      model_ids: isFixed ? item.modelIds : union(target.model_ids, item.modelIds),
    })
    return before.has(target.id) ? 'updated' : 'new'
  }

  const all = (): ItemChange[] =>
    [...changed].flatMap((id) => {
      const after = now.get(id)
      const was = before.get(id) ?? null
      if (!after || isDeepStrictEqual(after, was)) return []
      return [
        {
          before: was,
          after: was
            ? { ...after, operation_id: given.operationId, version: was.version + 1 }
            : after,
        },
      ]
    })
  return { judge, all, added: () => all().filter((change) => change.before === null) }
}

interface Reach {
  series_ids?: readonly string[]
  model_ids?: readonly string[]
  seriesIds?: readonly string[]
  modelIds?: readonly string[]
}
const seriesOf = (one: Reach) => one.series_ids ?? one.seriesIds ?? []
const modelsOf = (one: Reach) => one.model_ids ?? one.modelIds ?? []
const reachOf = (one: Reach): string =>
  [[...seriesOf(one)].sort().join(), [...modelsOf(one)].sort().join()].join('|')
const isAll = (one: Reach): boolean => seriesOf(one).length + modelsOf(one).length === 0
const isOwnOf = (row: PriceItemRow): boolean => row.store_id !== null
const union = (a: readonly string[], b: readonly string[]): string[] =>
  [...new Set([...a, ...b])].sort()

/** Whether an item is offered with every car that the line names. */
function covers(row: PriceItemRow, item: ItemOfLine): boolean {
  if (isAll(row)) return true
  if (isAll(item)) return false
  return (
    item.seriesIds.every((id) => row.series_ids.includes(id)) &&
    item.modelIds.every((id) => row.model_ids.includes(id))
  )
}

/** Whether an item and a line name a car in common. */
function crosses(row: PriceItemRow, item: ItemOfLine, cars: CarFinder): boolean {
  if (isAll(row) || isAll(item)) return true
  const ofModels = (ids: readonly string[]) => ids.map((id) => cars.carOf(id)?.seriesId ?? '')
  return (
    item.seriesIds.some(
      (id) => row.series_ids.includes(id) || ofModels(row.model_ids).includes(id),
    ) ||
    item.modelIds.some((id) => row.model_ids.includes(id)) ||
    ofModels(item.modelIds).some((id) => row.series_ids.includes(id))
  )
}

function isAsAsked(row: PriceItemRow, item: ItemOfLine, isCoded: boolean): boolean {
  return (
    row.is_active &&
    row.price_fen === item.fen &&
    row.name === item.name &&
    (item.nameEn === null || row.name_en === item.nameEn) &&
    (isCoded ? reachOf(row) === reachOf(item) : covers(row, item))
  )
}

/** The item without the cars of a line; without any it is not offered any more. */
function without(row: PriceItemRow, item: ItemOfLine): PriceItemRow {
  const left = {
    series_ids: row.series_ids.filter((id) => !item.seriesIds.includes(id)),
    model_ids: row.model_ids.filter((id) => !item.modelIds.includes(id)),
  }
  return isAll(left) ? { ...row, is_active: false } : { ...row, ...left }
}

function tell(reader: LineReader, item: ItemOfLine, target: PriceItemRow | undefined): void {
  const price = formatYuan(item.fen, { whole: true })
  const step =
    target && target.price_fen !== item.fen
      ? `${formatYuan(target.price_fen, { whole: true })} → ${price}`
      : price
  reader.told.push([`${item.name}：${step} 元`, `${item.nameEn ?? item.name}: ¥${step}`])
}
