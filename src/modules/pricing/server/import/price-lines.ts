import type { Ctx } from '#foundation/ctx.ts'
import type { LineReader } from '#modules/imports/index.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { formatYuan } from '#shared/money.ts'
import type { Energy } from '#shared/price-book.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { ListPriceRow } from '../pricing.queries.ts'
import { energyOf } from '../seed-prices.ts'
import type { FoundCar } from './find-model.ts'
import { allPrices } from './price-rows.queries.ts'

/** A price as the file makes it, and what stood there before. */
export interface PriceChange {
  before: ListPriceRow | null
  after: ListPriceRow
}

interface GivenPrice {
  listFen: number
  isOwn: boolean
  authorisedFen: number | null
  floorFen: number | null
}

const NEV = /新能源|纯电|电动|插电|插混|混动|增程|^(?:ev|bev|phev|erev|nev)$|newenergy|electric/
const FUEL = /燃油|汽油|柴油|fuel|petrol|gasoline|diesel/

/** Judges the prices of cars: each is new from a day on, changes one of that day, or stands already. */
export async function createPriceLines(
  ctx: Ctx,
  given: { mayForAll: boolean; operationId: string | null },
) {
  const byModel = new Map<string, ListPriceRow[]>()
  for (const row of await allPrices(ctx))
    byModel.set(row.model_id, [...(byModel.get(row.model_id) ?? []), row])
  const changes = new Map<string, PriceChange>()
  const seen = new Map<string, { row: number; print: string }>()

  const standing = (modelId: string, isOwn: boolean, day: Day) =>
    (byModel.get(modelId) ?? []).find(
      (row) =>
        (row.store_id !== null) === isOwn &&
        row.valid_from <= day &&
        (row.valid_to === null || row.valid_to >= day),
    )

  const judge = (
    reader: LineReader,
    car: FoundCar,
    price: GivenPrice,
  ): 'new' | 'updated' | 'unchanged' | 'refused' => {
    const { isOwn, listFen } = price
    const validFrom = reader.day('validFrom', { isAnyYear: true }) ?? reader.usualDay
    const validTo = reader.day('validTo', { isAnyYear: true })
    const energy = readEnergy(reader)
    if (validFrom === null || reader.reasons.length > 0) return 'refused'
    const now = standing(car.modelId, isOwn, validFrom)
    const model = now ?? standing(car.modelId, !isOwn, validFrom)
    // What the list does not say stays as it was, as far as the new price allows.
    const authorisedFen = price.authorisedFen ?? Math.min(model?.discount_fen ?? 0, listFen)
    const kept = model?.floor_fen ?? null
    const floorFen = price.floorFen ?? (kept !== null && kept <= listFen ? kept : null)
    if (validTo !== null && validTo < validFrom) reader.refuse('validTo', 'last_before_first')
    if (authorisedFen > listFen) reader.refuse('authorised', 'above_list')
    if (floorFen !== null && floorFen > listFen) reader.refuse('floor', 'above_list')
    if (reader.reasons.length > 0) return 'refused'
    const mark = `${car.modelId} ${isOwn} ${validFrom}`
    const print = [listFen, authorisedFen, floorFen, validTo].join(' ')
    const twin = seen.get(mark)
    if (twin) {
      if (twin.print === print) return 'unchanged'
      reader.refuse('list', 'same_as_line', String(twin.row))
      return 'refused'
    }
    seen.set(mark, { row: reader.row, print })
    const values = {
      energy: energy ?? model?.energy ?? energyOf(car.name),
      valid_to: reader.has('validTo') ? validTo : null,
      list_fen: listFen,
      discount_fen: authorisedFen,
      floor_fen: floorFen,
      note: maskPhonesInText(reader.text('note')?.slice(0, 200) ?? (now?.note || '')),
    }
    if (now && isSame(now, values)) return 'unchanged'
    if (!isOwn && !given.mayForAll) {
      reader.refuse('scope', 'not_for_all', car.name)
      return 'refused'
    }
    tell(reader, car, { now: model, values, validFrom })
    const earlier = (byModel.get(car.modelId) ?? []).find(
      (row) => (row.store_id !== null) === isOwn && row.valid_from === validFrom,
    )
    const after: ListPriceRow = earlier
      ? { ...earlier, ...values, operation_id: given.operationId, version: earlier.version + 1 }
      : {
          ...values,
          group_id: ctx.store.groupId,
          id: uuidv7(),
          store_id: isOwn ? ctx.store.id : null,
          model_id: car.modelId,
          valid_from: validFrom,
          made_at: ctx.now,
          made_by: ctx.actor.personId,
          operation_id: given.operationId,
          withdrawn_at: null,
          version: 1,
        }
    changes.set(after.id, { before: earlier ?? null, after })
    return earlier ? 'updated' : 'new'
  }
  const all = () => [...changes.values()]
  return { judge, all, added: () => all().filter(({ before }) => before === null) }
}

type Values = Pick<
  ListPriceRow,
  'energy' | 'valid_to' | 'list_fen' | 'discount_fen' | 'floor_fen' | 'note'
>

const isSame = (row: ListPriceRow, values: Values): boolean =>
  row.energy === values.energy &&
  row.valid_to === values.valid_to &&
  row.list_fen === values.list_fen &&
  row.discount_fen === values.discount_fen &&
  row.floor_fen === values.floor_fen &&
  row.note === values.note

function readEnergy(reader: LineReader): Energy | null {
  const text = reader.text('energy')?.toLowerCase().replace(/\s/g, '')
  if (text === undefined) return null
  if (NEV.test(text)) return 'nev'
  if (FUEL.test(text)) return 'fuel'
  reader.refuse('energy', 'not_a_drive')
  return null
}

function tell(
  reader: LineReader,
  car: FoundCar,
  given: { now: ListPriceRow | undefined; values: Values; validFrom: Day },
): void {
  const { now, values, validFrom } = given
  const step = (from: number | null | undefined, to: number | null) => {
    const shown = (fen: number | null | undefined) =>
      fen === null || fen === undefined ? '—' : formatYuan(fen, { whole: true })
    return from === to || now === undefined ? shown(to) : `${shown(from)} → ${shown(to)}`
  }
  const list = step(now?.list_fen, values.list_fen)
  const discount = step(now?.discount_fen, values.discount_fen)
  const floor = step(now?.floor_fen, values.floor_fen)
  reader.told.push([
    `${car.name}：指导价 ${list}，授权优惠 ${discount}，底价 ${floor}；自 ${validFrom} 起`,
    `${car.name}: list price ${list}, free to give ${discount}, floor ${floor}; from ${validFrom}`,
  ])
}
