import { serve } from '#foundation/http/serve.ts'
import { defineList } from '#foundation/lists/define-list.ts'
import type { Module } from '#foundation/module.ts'
import { importOperation, offerImportKind } from '#modules/imports/index.ts'
import { say } from '#shared/words.ts'
import {
  listStockCars,
  type StockCar,
  stockOfModel,
  type StockQuery,
  stockQuerySchema,
} from './contract.ts'
import { stockKind, wholeStockKind } from './server/import/stock-kind.ts'
import { readStock, readStockOfModel } from './server/read-stock.ts'
import { stockTitles } from './titles.ts'
import { stockWords as words } from './words.ts'

offerImportKind(stockKind)
offerImportKind(wholeStockKind)

const stockList = defineList<StockCar, StockQuery>({
  key: 'stock',
  title: stockTitles.stock,
  permission: 'stock.read',
  query: stockQuerySchema,
  columns: [
    { key: 'vin', title: words.vin, value: (car) => car.vin, width: 20 },
    { key: 'series', title: words.series, value: (car) => car.seriesName },
    { key: 'model', title: words.model, value: (car) => car.modelText, width: 30 },
    { key: 'colour', title: words.colour, value: (car) => car.colour },
    { key: 'interior', title: words.interior, value: (car) => car.interior },
    { key: 'state', title: words.state, value: (car, ctx) => say(words[car.state], ctx.locale) },
    { key: 'arrivedOn', title: words.arrivedOn, type: 'day', value: (car) => car.arrivedOn },
    { key: 'expectedOn', title: words.expectedOn, type: 'day', value: (car) => car.expectedOn },
    { key: 'age', title: words.age, type: 'number', value: (car) => car.ageDays },
    { key: 'location', title: words.location, value: (car) => car.location },
    { key: 'note', title: words.note, value: (car) => car.note, width: 24 },
  ],
  page: (ctx, query) => readStock(ctx, query),
})

export const stockModule: Module = {
  name: 'stock',
  routes: [
    serve(listStockCars, (ctx, { query }) => readStock(ctx, query)),
    serve(stockOfModel, (ctx, { params }) => readStockOfModel(ctx, params.id)),
  ],
  lists: [stockList],
  operations: [importOperation(stockKind), importOperation(wholeStockKind)],
}
