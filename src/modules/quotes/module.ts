import type { Ctx } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import type { Module } from '#foundation/module.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import { logExport } from '#modules/lists/index.ts'
import { itemNames } from '#modules/pricing/index.ts'
import { coreError } from '#shared/errors.ts'
import * as contract from './contract.ts'
import * as discountLimits from './contracts/discount-limits.ts'
import { decide, readInbox, requestApproval } from './server/approve-quote.ts'
import {
  endQuotesOfCard,
  expireQuotes,
  markAgreed,
  markSent,
  takeQuoteBack,
} from './server/end-quote.ts'
import { readLimits, saveLimits } from './server/limits.ts'
import { quotePaper } from './server/quote-paper.ts'
import { presentApproval, presentQuote } from './server/quotes.present.ts'
import { findQuote } from './server/quotes.queries.ts'
import { readQuote, readQuotes, readQuotesOf } from './server/quotes.service.ts'
import { quotesList } from './server/quotes-list.ts'
import { rewriteQuote, writeQuote } from './server/write-quote.ts'
import { quoteTitles } from './titles.ts'

nameExport('form.quote', quoteTitles.quote)

/** Does something to a quote and shows it as it then is. */
async function then(ctx: Ctx, id: string, done: Promise<void>) {
  await done
  return readQuote(ctx, id, 'quotes.write')
}

async function inbox(ctx: Ctx) {
  const { approvals, beyondLimit } = await readInbox(ctx)
  const sayItem = await itemNames(ctx)
  const items = []
  for (const row of approvals) {
    const quote = await findQuote(ctx, row.quote_id, 'any')
    if (!quote) throw coreError('core.not_found')
    items.push({ ...presentApproval(row), quote: presentQuote(quote, sayItem) })
  }
  return { items, beyondLimit }
}

export const quotesModule: Module = {
  name: 'quotes',
  routes: [
    serve(contract.makeQuote, async (ctx, { body }) =>
      readQuote(ctx, await writeQuote(ctx, body), 'quotes.write'),
    ),
    serve(contract.changeQuote, (ctx, { params, body }) =>
      then(ctx, params.id, rewriteQuote(ctx, params.id, body)),
    ),
    serve(contract.listQuotes, (ctx, { query }) => readQuotes(ctx, query)),
    serve(contract.getQuote, (ctx, { params }) => readQuote(ctx, params.id)),
    serve(contract.quotesOfCustomer, (ctx, { params }) => readQuotesOf(ctx, params.id)),
    serve(contract.askApproval, (ctx, { params, body }) =>
      then(ctx, params.id, requestApproval(ctx, params.id, body)),
    ),
    serve(contract.listApprovals, (ctx) => inbox(ctx)),
    serve(contract.decideApproval, async (ctx, { params, body }) =>
      readQuote(ctx, await decide(ctx, params.id, body), 'any'),
    ),
    serve(contract.sendQuote, (ctx, { params, body }) =>
      then(ctx, params.id, markSent(ctx, params.id, body)),
    ),
    serve(contract.acceptQuote, (ctx, { params, body }) =>
      then(ctx, params.id, markAgreed(ctx, params.id, body.version)),
    ),
    serve(contract.withdrawQuote, (ctx, { params, body }) =>
      then(ctx, params.id, takeQuoteBack(ctx, params.id, body)),
    ),
    serve(contract.getQuotePaper, (ctx, { params, query }) => quotePaper(ctx, params.id, query.no)),
    serve(contract.getQuotePdf, async (ctx, { params, query }) => {
      const paper = await quotePaper(ctx, params.id, query.no)
      await logExport(ctx, { list: 'form.quote', format: 'pdf', rows: 1, withPhones: false })
      // A customer's name stays out of file names, which end up in histories and logs.
      const name = `${paper.title} ${paper.head[1] ?? ''}`
      return {
        name: `${name}.pdf`,
        contentType: 'application/pdf',
        body: await writePdf(paper, ctx.locale),
      }
    }),
    serve(discountLimits.getDiscountLimits, (ctx) => readLimits(ctx)),
    serve(discountLimits.setDiscountLimits, (ctx, { body }) => saveLimits(ctx, body)),
  ],
  listeners: [
    {
      event: 'opportunities.changed',
      name: 'quotes.end-with-the-card',
      handle: async (ctx, event) => {
        const { fields } = event.data
        if (Array.isArray(fields) && fields.includes('state'))
          await endQuotesOfCard(ctx, event.recordId)
      },
    },
  ],
  timers: [
    {
      name: 'quotes.expire',
      cron: '7 * * * *',
      run: async (app, store) => void (await expireQuotes(app, store)),
    },
  ],
  lists: [quotesList],
  customerTables: [
    {
      table: 'quotes',
      customerColumn: 'customer_id',
      title: ['报价', 'Quotes'],
      shown: [
        { column: 'number', title: ['报价单号', 'Number'] },
        { column: 'made_at', title: ['报价时间', 'Made at'] },
        { column: 'model_text', title: ['车型', 'Model'] },
        { column: 'total_fen', title: ['落地价（分）', 'On the road (fen)'] },
        { column: 'state', title: ['状态', 'State'] },
      ],
      merged: 'move',
      erased: ['end_reason'],
    },
    {
      table: 'quote_versions',
      customerColumn: 'customer_id',
      title: ['报价版本', 'Versions of quotes'],
      shown: [
        { column: 'no', title: ['版本', 'Version'] },
        { column: 'made_at', title: ['时间', 'At'] },
        { column: 'trade_in_text', title: ['旧车', 'Old car'] },
        { column: 'note', title: ['备注', 'Note'] },
      ],
      merged: 'move',
      erased: ['trade_in_text', 'note'],
    },
  ],
  ownedTables: [
    {
      table: 'quotes',
      customerColumn: 'customer_id',
      ownerColumn: 'owner_id',
      open: { column: 'state', values: ['draft', 'waiting', 'approved', 'refused', 'sent'] },
      title: ['报价', 'Quotes'],
    },
  ],
}
