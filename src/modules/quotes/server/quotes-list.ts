import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { type Quote, quotesQuerySchema } from '../contract.ts'
import { quoteWords as words } from '../words.ts'
import { type QuotesQuery, readQuotes } from './quotes.service.ts'

/** The list of quotes as a file. */
export const quotesList = defineList<Quote, Omit<QuotesQuery, 'cursor' | 'limit'>>({
  key: 'quotes',
  title: words.quotes,
  permission: 'quotes.read',
  query: quotesQuerySchema,
  personal: ['q'],
  columns: [
    { key: 'number', title: words.number, value: (quote) => quote.number },
    { key: 'customer', title: words.customer, value: (quote) => quote.customerName },
    {
      key: 'state',
      title: words.state,
      value: (quote, ctx) => say(words[quote.state], ctx.locale),
    },
    { key: 'model', title: words.model, value: (quote) => quote.modelText, width: 30 },
    { key: 'colour', title: words.colour, value: (quote) => quote.colour },
    { key: 'quantity', title: words.quantity, type: 'number', value: (quote) => quote.quantity },
    { key: 'list', title: words.listPrice, type: 'money', value: (quote) => quote.listFen },
    { key: 'discount', title: words.discount, type: 'money', value: (quote) => quote.discountFen },
    { key: 'car', title: words.carPrice, type: 'money', value: (quote) => quote.carFen },
    { key: 'total', title: words.total, type: 'money', value: (quote) => quote.totalFen },
    {
      key: 'payment',
      title: words.payment,
      value: (quote, ctx) => say(words[quote.paymentMethod], ctx.locale),
    },
    { key: 'owner', title: words.owner, value: (quote) => quote.ownerName },
    { key: 'validUntil', title: words.validUntil, type: 'day', value: (quote) => quote.validUntil },
    {
      key: 'changedAt',
      title: words.changedAt,
      type: 'instant',
      value: (quote) => quote.changedAt,
    },
    {
      key: 'versionNo',
      title: words.versionNo,
      type: 'number',
      value: (quote) => quote.versionNo,
    },
  ],
  page: (ctx, query) => readQuotes(ctx, query),
})
