import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { sayClosing } from '../../closing.ts'
import { closedQuerySchema } from '../../contracts/archive.ts'
import type { Card } from '../../contracts/card.ts'
import { lifeTitles } from '../../life-titles.ts'
import { lifeWords } from '../../life-words.ts'
import { cardWords } from '../../words.ts'
import { readClosed } from './archive.ts'
import type { ClosedFilter } from './archive.queries.ts'

/** Closed, archived or purged cards as a file. */
export const closedCardsList = defineList<Card, ClosedFilter>({
  key: 'closed-cards',
  title: lifeTitles.closedCards,
  permission: 'opportunities.read',
  query: closedQuerySchema,
  personal: [],
  columns: [
    { key: 'closedOn', title: lifeWords.closedOn, type: 'day', value: (card) => card.closedOn },
    {
      key: 'state',
      title: cardWords.state,
      value: (card, ctx) => say(cardWords[card.state], ctx.locale),
    },
    { key: 'name', title: cardWords.customer, value: (card) => card.customerName },
    { key: 'phone', title: cardWords.phone, type: 'phone', value: (card) => card.maskedPhone },
    { key: 'series', title: cardWords.series, value: (card) => card.seriesName },
    { key: 'owner', title: cardWords.owner, value: (card) => card.ownerName },
    {
      key: 'reason',
      title: cardWords.closedReason,
      value: (card, ctx) =>
        card.closedReason
          ? sayClosing((key) => say(cardWords[key], ctx.locale), card.closedReason)
          : null,
    },
    { key: 'competitor', title: lifeWords.competitor, value: (card) => card.competitor },
    { key: 'summary', title: lifeWords.summary, value: (card) => card.summary, width: 40 },
  ],
  page: (ctx, query) => readClosed(ctx, query),
})
