import { defineList } from '#foundation/lists/define-list.ts'
import { type WinDeal, type WinQuery, winQuerySchema } from '../contracts/steps.ts'
import { stepWords as words } from '../step-words.ts'
import { orderTitles } from '../titles.ts'
import { readWinDeals } from './steps.ts'

const ticked = ['sale_report', 'card_collected', 'call_back', 'entered'] as const

/** Deals with the steps of winning as a file: ✓ where a step is done. */
export const winDealsList = defineList<WinDeal, WinQuery>({
  key: 'win-deals',
  title: orderTitles.winDeals,
  permission: 'orders.read',
  query: winQuerySchema,
  personal: [],
  columns: [
    { key: 'number', title: words.number, value: (deal) => deal.number },
    { key: 'customer', title: words.customer, value: (deal) => deal.customer.name },
    { key: 'signedOn', title: words.signedOn, type: 'day', value: (deal) => deal.signedOn },
    ...ticked.map((step) => ({
      key: step,
      title: words[step],
      value: (deal: WinDeal) => (deal.done.includes(step) ? '✓' : ''),
    })),
    { key: 'owner', title: words.consultant, value: (deal) => deal.ownerName },
    { key: 'model', title: words.model, value: (deal) => deal.modelText, width: 30 },
  ],
  page: (ctx, query) => readWinDeals(ctx, query),
})
