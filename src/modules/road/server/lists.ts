import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { type Cost, costFilter } from '../contracts/costs.ts'
import { type TradeIn, tradeInFilter } from '../contracts/trade-ins.ts'
import { roadWords as words } from '../words.ts'
import { type CostsAsked, readCosts } from './costs.ts'
import { readTradeIns, type TradeInsAsked } from './trade-ins.ts'

/** What activities brought and cost, as a file. */
export const costsList = defineList<Cost, Omit<CostsAsked, 'cursor' | 'limit'>>({
  key: 'activity-costs',
  title: words.costs,
  permission: 'costs.read',
  query: costFilter,
  columns: [
    { key: 'onDay', title: words.day, type: 'day', value: (row) => row.onDay },
    { key: 'customer', title: words.customer, value: (row) => row.customer.name },
    { key: 'kind', title: words.kind, value: (row, ctx) => say(words[row.kind], ctx.locale) },
    { key: 'amountFen', title: words.amount, type: 'money', value: (row) => row.amountFen },
    { key: 'result', title: words.result, value: (row) => row.result, width: 30 },
    { key: 'person', title: words.consultant, value: (row) => row.personName },
    { key: 'source', title: words.source, value: (row) => row.sourceName },
    {
      key: 'isDeal',
      title: words.deal,
      value: (row, ctx) => (row.isDeal ? say(words.isDeal, ctx.locale) : ''),
    },
    { key: 'note', title: words.note, value: (row) => row.note, width: 30 },
  ],
  page: readCosts,
})

/** Trade-ins as a file. */
export const tradeInsList = defineList<TradeIn, Omit<TradeInsAsked, 'cursor' | 'limit'>>({
  key: 'trade-ins',
  title: words.tradeIns,
  permission: 'opportunities.read',
  query: tradeInFilter,
  columns: [
    { key: 'madeAt', title: words.madeAt, type: 'instant', value: (row) => row.madeAt },
    { key: 'customer', title: words.customer, value: (row) => row.customer.name },
    { key: 'car', title: words.car, value: (row) => row.car },
    { key: 'plate', title: words.plate, value: (row) => row.plate },
    { key: 'vin', title: words.vin, value: (row) => row.vin },
    { key: 'year', title: words.year, type: 'number', value: (row) => row.year },
    { key: 'mileageKm', title: words.mileage, type: 'number', value: (row) => row.mileageKm },
    {
      key: 'condition',
      title: words.condition,
      value: (row, ctx) => (row.condition ? say(words[row.condition], ctx.locale) : ''),
    },
    { key: 'askedFen', title: words.asked, type: 'money', value: (row) => row.askedFen },
    {
      key: 'appraisedFen',
      title: words.appraised,
      type: 'money',
      value: (row) => row.appraisedFen,
    },
    { key: 'appraisedBy', title: words.appraisedBy, value: (row) => row.appraisedBy },
    { key: 'validUntil', title: words.validUntil, type: 'day', value: (row) => row.validUntil },
    {
      key: 'decision',
      title: words.decision,
      value: (row, ctx) => say(words[`dec_${row.decision}`], ctx.locale),
    },
    { key: 'owner', title: words.consultant, value: (row) => row.ownerName },
  ],
  page: readTradeIns,
})
