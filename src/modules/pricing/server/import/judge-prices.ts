import type { Ctx } from '#foundation/ctx.ts'
import { peopleHolding } from '#modules/access/index.ts'
import type {
  ImportRun,
  Judge,
  LineReader,
  RecordLine,
  StoreWords,
} from '#modules/imports/index.ts'
import { lockPrices } from '../pricing.queries.ts'
import { seedPrices } from '../seed-prices.ts'
import { type CarFinder, createCarFinder } from './find-model.ts'
import { createItemLines, type ItemOfLine } from './item-lines.ts'
import { itemsOf, kindOfWord } from './items-of-line.ts'
import { createPriceLines } from './price-lines.ts'
import { type MoneyUnit, readAmount, unitOf } from './read-amounts.ts'
import { writePriceFile } from './write-price-file.ts'

/** Read where it is judged: what a line means depends on the lines above it. */
export interface PriceLine {
  reader: LineReader
}
type Line = RecordLine<PriceLine>

/** What a line has in common with those above it. */
interface Carried {
  series: string | null
  year: string | null
  /** The unit in which the last car was priced. */
  unit: MoneyUnit | undefined
}

/** Whether whoever imports changes prices of all stores, now and when the import runs later. */
async function mayChangeAll(ctx: Ctx): Promise<boolean> {
  const { personId } = ctx.actor
  if (personId === null) return true
  const { groupId, id } = ctx.store
  const holders = await peopleHolding(ctx.tx, groupId, id, 'pricing.manage')
  return holders.some((one) => one.id === personId && one.scope === 'group')
}

/** Decides line by line what a price list changes; everything is written at its end. */
export async function createPriceJudge(
  ctx: Ctx,
  _words: StoreWords,
  run: ImportRun | undefined,
): Promise<Judge<PriceLine>> {
  await seedPrices(ctx.tx, ctx.store.groupId, ctx.now)
  // From here to the end of the import nobody else changes prices.
  if (run) await lockPrices(ctx.tx, ctx.store.groupId)
  const cars = await createCarFinder(ctx)
  const mayForAll = await mayChangeAll(ctx)
  const prices = await createPriceLines(ctx, { mayForAll, operationId: run?.operationId ?? null })
  const items = await createItemLines(ctx, {
    mayForAll,
    cars,
    operationId: run?.operationId ?? null,
  })
  const carried: Carried = { series: null, year: null, unit: undefined }
  return {
    made: () => ({ list_prices: prices.added().length, price_items: items.added().length }),
    judge(lines) {
      for (const line of lines) judgeLine(line, { ctx, cars, prices, items, carried, mayForAll })
      return Promise.resolve()
    },
    async *finish() {
      if (run) await writePriceFile(ctx, run.operationId, { prices, items })
      yield 1
    },
  }
}

interface Given {
  ctx: Ctx
  cars: CarFinder
  prices: Awaited<ReturnType<typeof createPriceLines>>
  items: Awaited<ReturnType<typeof createItemLines>>
  carried: Carried
  mayForAll: boolean
}

function judgeLine(line: Line, given: Given): void {
  const { reader } = line.values
  const { carried } = given
  const typed = reader.text('series')
  if (typed !== null && typed !== carried.series) {
    carried.series = typed
    carried.year = null
  }
  carried.year = reader.text('year') ?? carried.year
  const kind = kindOfWord(reader)
  if (kind === undefined) return reader.refuse('kind', 'not_a_kind')
  const isItem = kind !== 'car' && (kind !== null || reader.text('item') !== null)
  const car = readPrice(reader, 'list', { carried, isCar: !isItem })
  if (reader.reasons.length > 0) return
  const items = itemsOf(reader, isItem ? (kind ?? 'option') : null, {
    price: isItem ? car : null,
    unitOf: (field) => declaredUnit(reader, field),
    beside: carried.unit ?? unitOf(reader.title),
  })
  if (items === undefined) return
  if (isSection(reader, given, { isEmpty: car === null && items.length === 0 })) {
    line.outcome = 'unchanged'
    return
  }
  const scope = scopeOf(reader, given.mayForAll)
  const outcomes: Line['outcome'][] = []
  if (!isItem && car !== null) outcomes.push(priceOfCar(reader, given, { listFen: car, ...scope }))
  else if (items.length === 0) reader.refuse(isItem ? 'item' : 'list', 'missing')
  if (reader.reasons.length > 0) return
  const reach = items.length > 0 ? reachOf(reader, given) : undefined
  if (reader.reasons.length > 0) return
  for (const item of items)
    if (reach) outcomes.push(given.items.judge(reader, { ...item, ...reach, ...scope }))
  line.outcome =
    outcomes.find((one) => one === 'new') ??
    outcomes.find((one) => one === 'updated') ??
    'unchanged'
}

function declaredUnit(reader: LineReader, field: string): MoneyUnit | undefined {
  const sheet = unitOf(reader.title)
  // A title that says 万元 leaves room for a discount of 5000 beneath it; see `readAmount`.
  return unitOf(reader.header(field)) ?? (sheet === 'yuan' ? sheet : undefined)
}

/** An amount of a line in fen; null for an empty cell. Refuses what is none. */
function readPrice(
  reader: LineReader,
  field: string,
  given: { carried: Carried; isCar?: boolean },
): number | null {
  const text = reader.text(field)
  if (text === null) return null
  const { carried, isCar = false } = given
  const read = readAmount(text, {
    unit: declaredUnit(reader, field),
    beside: carried.unit ?? unitOf(reader.title),
    isCar,
  })
  if (!read || read.fen > 10_000_000_000) {
    reader.refuse(field, 'not_an_amount')
    return null
  }
  if (isCar && field === 'list') carried.unit = read.unit
  return read.fen
}

/** A line that only names a series stands over the lines below it. */
function isSection(reader: LineReader, given: Given, { isEmpty }: { isEmpty: boolean }): boolean {
  const text = reader.text('model') ?? reader.text('series') ?? reader.text('brand')
  if (!isEmpty || text === null) return false
  const seriesId = given.cars.series(text)
  if (seriesId === null) return false
  if (reader.text('model') !== null && reader.text('series') !== null) return false
  given.carried.series = text
  given.carried.year = null
  return true
}

function scopeOf(reader: LineReader, mayForAll: boolean): { isOwn: boolean } {
  const text = reader.text('scope')?.toLowerCase() ?? ''
  if (/本店|own|this/.test(text)) return { isOwn: true }
  if (/全|all|group/.test(text)) return { isOwn: false }
  return { isOwn: !mayForAll }
}

function priceOfCar(
  reader: LineReader,
  { cars, carried, prices }: Given,
  given: { listFen: number; isOwn: boolean },
): Line['outcome'] {
  const model = reader.text('model')
  const found = cars.model(
    model === null
      ? { series: null, year: carried.year, model: carried.series ?? '' }
      : { series: carried.series, year: carried.year, model },
  )
  if (typeof found === 'string') {
    const value = [carried.series, model].filter((text) => text !== null).join(' ')
    const field = model === null ? 'series' : 'model'
    if (value === '') reader.refuse(field, 'missing')
    else reader.refuse(field, found === 'several' ? 'unclear_model' : 'no_such_model', value)
    return 'refused'
  }
  const authorisedFen = readPrice(reader, 'authorised', { carried })
  const floorFen = readPrice(reader, 'floor', { carried, isCar: true })
  if (reader.reasons.length > 0) return 'refused'
  return prices.judge(reader, found, { ...given, authorisedFen, floorFen })
}

/** The cars a line's items are for: models where it names some, else series, else all. */
function reachOf(
  reader: LineReader,
  { cars, carried }: Given,
): Pick<ItemOfLine, 'seriesIds' | 'modelIds'> {
  const none = { seriesIds: [], modelIds: [] }
  const parts = (text: string | null) =>
    (text ?? '').split(/[、;；\n]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  const models = parts(reader.text('model'))
  const isForAll = (text: string) => /^(?:全部|全系|所有|通用|all)/i.test(text)
  if (models.length > 0 && !models.some(isForAll)) {
    const modelIds: string[] = []
    for (const model of models) {
      const found = cars.model({ series: carried.series, year: carried.year, model })
      const alone =
        typeof found === 'string' ? cars.model({ series: null, year: null, model }) : found
      if (typeof alone === 'string') {
        reader.refuse('model', found === 'several' ? 'unclear_model' : 'no_such_model', model)
        return none
      }
      modelIds.push(alone.modelId)
    }
    return { seriesIds: [], modelIds: [...new Set(modelIds)].sort() }
  }
  const series = parts(carried.series)
  if (series.length === 0 || series.some(isForAll)) return none
  const seriesIds: string[] = []
  for (const one of series) {
    const id = cars.series(one)
    if (id === null) {
      reader.refuse('series', 'no_such_series', one)
      return none
    }
    seriesIds.push(id)
  }
  return { seriesIds: [...new Set(seriesIds)].sort(), modelIds: [] }
}
