import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { importOperation, offerFirstDayStep, offerImportKind } from '#modules/imports/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import * as contract from './contract.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import { priceFile } from './server/import/price-file.ts'
import { pricesKind } from './server/import/prices-kind.ts'
import * as prices from './server/list-prices.ts'
import { readPriceBook } from './server/price-book.ts'
import { readItems, saveItem } from './server/price-items.ts'
import { priceList } from './server/price-list.ts'

offerImportKind(pricesKind)
offerFirstDayStep('prices', prices.countPrices)
nameExport('pricing.file', ['价格表（可再导入）', 'Price list to import again'])

export const pricingModule: Module = {
  name: 'pricing',
  routes: [
    serve(contract.getPriceBook, async (ctx, { params, query }) => {
      const book = await readPriceBook(ctx, params.id, query.on)
      return contract.priceBookSchema.parse(book)
    }),
    serve(contract.listPrices, (ctx, { query }) => prices.readPriceList(ctx, query)),
    serve(contract.pricesOfModel, async (ctx, { params }) => ({
      items: await prices.readPricesOfModel(ctx, params.id),
    })),
    serve(contract.addListPrice, (ctx, { body: { id, ...body } }) =>
      prices.saveListPrice(ctx, id ?? uuidv7(), { version: 0, ...body }),
    ),
    serve(contract.putListPrice, (ctx, { params, body }) =>
      prices.saveListPrice(ctx, params.id, body),
    ),
    serve(contract.withdrawListPrice, async (ctx, { params, query }) => ({
      id: await prices.withdrawPrice(ctx, params.id, query.version),
    })),
    serve(contract.restoreListPrice, async (ctx, { params }) => ({
      id: await prices.restorePrice(ctx, params.id),
    })),
    serve(contract.listPriceItems, async (ctx, { query }) => ({
      items: await readItems(ctx, query),
    })),
    serve(contract.addPriceItem, (ctx, { body: { id, ...body } }) =>
      saveItem(ctx, id ?? uuidv7(), { version: 0, ...body }),
    ),
    serve(contract.priceListFile, (ctx) => priceFile(ctx)),
    serve(contract.putPriceItem, (ctx, { params, body }) => saveItem(ctx, params.id, body)),
  ],
  lists: [priceList],
  operations: [importOperation(pricesKind)],
}
