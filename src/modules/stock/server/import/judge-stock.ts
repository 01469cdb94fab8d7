import { hash } from 'node:crypto'
import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { foldWord } from '#modules/dictionaries/index.ts'
import type { ImportRun, Judge, RecordLine } from '#modules/imports/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { stockChanged, type StockState } from '../../contract.ts'
import { insertStock, stockByVin, type StockRow, updateStock } from '../stock.queries.ts'

export interface StockValues {
  vin: string
  seriesId: string | null
  seriesText: string | null
  modelText: string | null
  colour: string | null
  interior: string | null
  /** Null: the file does not say. */
  state: StockState | null
  arrivedOn: Day | null
  expectedOn: Day | null
  location: string | null
  note: string | null
}
type Line = RecordLine<StockValues>
type Told = Pick<
  StockRow,
  | 'series_id'
  | 'model_id'
  | 'model_text'
  | 'colour'
  | 'interior'
  | 'told_state'
  | 'arrived_on'
  | 'expected_on'
  | 'location'
  | 'note'
>

/** What an import keeps of a car: as the list had it before (null: it was not there). */
export interface KeptCar {
  before: Told | null
}

/** What a list said of a car, so that a later change of it shows. */
export const printOf = (told: Told): Buffer => hash('sha256', JSON.stringify(told), 'buffer')

/** Decides which lines are new cars and which change one; a whole list lets the others leave. */
export async function createStockJudge(
  ctx: Ctx,
  run: ImportRun | undefined,
  { isWhole }: { isWhole: boolean },
): Promise<Judge<StockValues>> {
  const known = new Map(
    (await stockByVin(ctx, undefined, { lock: run !== undefined })).map((row) => [row.vin, row]),
  )
  const modelOf = await createModelFinder(ctx)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const seen = new Map<string, number>()
  const added: { id: string; vin: string; told: Told }[] = []
  const changed: { row: StockRow; told: Told }[] = []

  const judge = (line: Line): void => {
    const { values, reader } = line
    const earlier = seen.get(values.vin)
    if (earlier !== undefined) return reader.refuse('vin', 'same_as_line', String(earlier))
    seen.set(values.vin, reader.row)
    const before = known.get(values.vin) ?? null
    const told = toldBy(values, { before, modelOf, today })
    line.outcome = before === null ? 'new' : isSame(before, told) ? 'unchanged' : 'updated'
    if (before === null) added.push({ id: uuidv7(), vin: values.vin, told })
    else if (line.outcome === 'updated') changed.push({ row: before, told })
  }
  /** Here or on their way by the last list, and in this one no more. */
  const left = () =>
    isWhole && seen.size > 0 && !run?.isStopped()
      ? [...known.values()].filter(
          (row) =>
            !seen.has(row.vin) && ['in_stock', 'on_the_way', 'allocated'].includes(row.told_state),
        )
      : []
  return {
    made: () => ({ stock_cars: added.length }),
    judge(lines) {
      for (const line of lines) judge(line)
      return Promise.resolve()
    },
    async *finish() {
      const all = [
        ...changed,
        ...left().map((row) => ({ row, told: { ...toldOf(row), told_state: 'gone' as const } })),
      ]
      if (run) await write(ctx, run.operationId, { added, changed: all })
      yield 1
    },
  }
}

/** A cell left empty keeps what was known; without a state the days say whether it is here. */
function toldBy(
  values: StockValues,
  given: {
    before: StockRow | null
    modelOf: (values: StockValues) => { seriesId: string; modelId: string } | undefined
    today: Day
  },
): Told {
  const { before, modelOf, today } = given
  const model = modelOf(values)
  const isOnTheWay =
    values.arrivedOn === null ? values.expectedOn !== null : values.arrivedOn > today
  const known = before && before.told_state !== 'gone' ? before.told_state : null
  return {
    series_id: model?.seriesId ?? values.seriesId ?? before?.series_id ?? null,
    model_id: model?.modelId ?? (values.modelText === null ? (before?.model_id ?? null) : null),
    model_text: values.modelText ?? values.seriesText ?? before?.model_text ?? '',
    colour: values.colour ?? before?.colour ?? '',
    interior: values.interior ?? before?.interior ?? '',
    told_state: values.state ?? known ?? (isOnTheWay ? 'on_the_way' : 'in_stock'),
    arrived_on: values.arrivedOn ?? before?.arrived_on ?? null,
    expected_on: values.expectedOn ?? before?.expected_on ?? null,
    location: values.location ?? before?.location ?? '',
    note: values.note === null ? (before?.note ?? '') : maskPhonesInText(values.note),
  }
}

export const toldOf = (row: StockRow): Told => ({
  series_id: row.series_id,
  model_id: row.model_id,
  model_text: row.model_text,
  colour: row.colour,
  interior: row.interior,
  told_state: row.told_state,
  arrived_on: row.arrived_on,
  expected_on: row.expected_on,
  location: row.location,
  note: row.note,
})

const isSame = (row: StockRow, told: Told): boolean =>
  JSON.stringify(toldOf(row)) === JSON.stringify(told)

/** The model a line names by its own words, within its series where the line says one. */
async function createModelFinder(ctx: Ctx) {
  const { groupId } = ctx.store
  const series = new Map((await listSeries(ctx.tx, groupId)).map((one) => [one.id, one]))
  const bare = (text: string) => foldWord(text).replace(/^(?:20)?\d{2}款/, '')
  const byName = new Map<string, { seriesId: string; modelId: string } | null>()
  const put = (key: string, car: { seriesId: string; modelId: string }): void => {
    const other = byName.get(key)
    byName.set(key, other !== undefined && other?.modelId !== car.modelId ? null : car)
  }
  for (const model of await listModels(ctx.tx, groupId)) {
    const car = { seriesId: model.seriesId, modelId: model.id }
    const line = series.get(model.seriesId)
    for (const name of [model.name, model.nameEn].filter(Boolean)) {
      for (const key of new Set([foldWord(name), bare(name)])) {
        put(`${model.seriesId} ${key}`, car)
        for (const word of [line?.name ?? '', line?.nameEn ?? '', ...(line?.aliases ?? [])])
          if (word !== '') put(`${foldWord(word)}${key}`, car)
      }
    }
  }
  return ({ seriesId, modelText, seriesText }: StockValues) => {
    const text = modelText ?? seriesText
    if (text === null) return undefined
    for (const key of [foldWord(text), bare(text)]) {
      const found = (seriesId && byName.get(`${seriesId} ${key}`)) || byName.get(key)
      if (found) return found
    }
    return undefined
  }
}

async function write(
  ctx: Ctx,
  operationId: string,
  given: {
    added: readonly { id: string; vin: string; told: Told }[]
    changed: readonly { row: StockRow; told: Told }[]
  },
): Promise<void> {
  const stamp = { told_at: ctx.now, operation_id: operationId }
  await insertStock(
    ctx,
    given.added.map(({ id, vin, told }) => ({
      store_id: ctx.store.id,
      id,
      vin,
      ...told,
      ...stamp,
    })),
  )
  for (const { row, told } of given.changed) await updateStock(ctx, [row.id], { ...told, ...stamp })
  const kept = [
    ...given.added.map(({ id, told }) => ({ id, told, kept: { before: null } })),
    ...given.changed.map(({ row, told }) => ({
      id: row.id,
      told,
      kept: { before: toldOf(row) },
    })),
  ]
  for (let from = 0; from < kept.length; from += 1_000)
    await insertOperationChanges(
      ctx.tx,
      kept.slice(from, from + 1_000).map((one, index) => ({
        store_id: ctx.store.id,
        operation_id: operationId,
        position: from + index,
        table_name: 'stock_cars',
        record_id: one.id,
        customer_id: null,
        before_sealed: ctx.vault.seal(JSON.stringify(one.kept satisfies KeptCar)),
        after_fingerprint: printOf(one.told),
      })),
    )
  announce(ctx, { type: stockChanged, recordId: operationId, data: {} })
}
