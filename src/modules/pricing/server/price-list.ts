import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { type ListPrice, priceListQuerySchema } from '../contract.ts'
import { pricingTitles } from '../titles.ts'
import { pricingWords as words } from '../words.ts'
import { type PriceListQuery, readPriceList } from './list-prices.ts'

/** The price list as a file, as of the day asked. */
export const priceList = defineList<ListPrice, PriceListQuery>({
  key: 'list-prices',
  title: pricingTitles.prices,
  permission: 'pricing.read',
  query: priceListQuerySchema,
  columns: [
    { key: 'brand', title: words.brand, value: (price) => price.brandName },
    { key: 'series', title: words.series, value: (price) => price.seriesName },
    { key: 'model', title: words.model, value: (price) => price.modelName, width: 30 },
    {
      key: 'energy',
      title: words.energy,
      value: (price, ctx) => say(words[price.energy], ctx.locale),
    },
    { key: 'list', title: words.listPrice, type: 'money', value: (price) => price.listFen },
    {
      key: 'authorised',
      title: words.authorised,
      type: 'money',
      value: (price) => price.authorisedFen,
    },
    { key: 'floor', title: words.floor, type: 'money', value: (price) => price.floorFen },
    { key: 'from', title: words.validFrom, type: 'day', value: (price) => price.validFrom },
    { key: 'to', title: words.validTo, type: 'day', value: (price) => price.validTo },
    {
      key: 'scope',
      title: words.scope,
      value: (price, ctx) => say(price.isOwn ? words.ownStore : words.allStores, ctx.locale),
    },
    { key: 'note', title: words.note, value: (price) => price.note, width: 30 },
  ],
  page: (ctx, query) => readPriceList(ctx, query),
})
