import type { z } from 'zod'
import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import type { Card } from '../contracts/card.ts'
import { listCards as route } from '../contracts/find-cards.ts'
import { lifeWords } from '../life-words.ts'
import { cardListWords } from '../list-words.ts'
import { cardWords } from '../words.ts'
import { phonesOfCards } from './list-cards.queries.ts'
import { listCards } from './list-cards.ts'

type Asked = z.infer<NonNullable<typeof route.query>>

/** The prospects as a list that can leave as a file: the columns of the screen, by the same keys. */
export const prospectsList = defineList<Card, Asked>({
  key: 'prospects',
  title: cardWords.prospects,
  permission: 'opportunities.read',
  query: route.query as z.ZodType<Asked>,
  page: listCards,
  phones: phonesOfCards,
  columns: [
    { key: 'level', title: cardWords.level, value: (card) => card.level, width: 8 },
    { key: 'name', title: cardWords.customer, value: (card) => card.customerName },
    {
      key: 'state',
      title: cardWords.state,
      value: (card, ctx) => say(cardWords[card.state], ctx.locale),
    },
    { key: 'phone', title: cardWords.phone, type: 'phone', value: (card) => card.maskedPhone },
    { key: 'series', title: cardWords.series, value: (card) => card.seriesName },
    { key: 'quantity', title: cardWords.quantity, type: 'number', value: (card) => card.quantity },
    { key: 'owner', title: cardWords.owner, value: (card) => card.ownerName },
    {
      key: 'due',
      title: cardWords.dueOn,
      type: 'day',
      value: (card) => card.followUp?.dueOn,
    },
    {
      key: 'expected',
      title: cardWords.expectedOn,
      type: 'day',
      value: (card) => card.expectedOn,
    },
    {
      key: 'daysAtLevel',
      title: cardListWords.daysAtLevel,
      type: 'number',
      value: (card) => card.daysAtLevel,
    },
    {
      key: 'stage',
      title: cardWords.stagePercent,
      type: 'number',
      value: (card) => card.stage,
    },
    {
      key: 'amount',
      title: lifeWords.amount,
      type: 'number',
      value: (card) => (card.expectedAmountFen > 0 ? card.expectedAmountFen / 100 : null),
    },
    {
      key: 'heat',
      title: lifeWords.heat,
      value: (card, ctx) =>
        card.temperature
          ? `${say(lifeWords[card.temperature.heat], ctx.locale)} ${card.temperature.letter} · ${say(lifeWords[card.temperature.action], ctx.locale)}`
          : null,
    },
    {
      key: 'origin',
      title: lifeWords.origin,
      value: (card, ctx) =>
        [say(lifeWords[card.origin], ctx.locale), card.originName].filter(Boolean).join(' · '),
    },
    {
      key: 'lastContact',
      title: cardWords.lastContact,
      type: 'day',
      value: (card) => card.lastContactOn,
    },
    { key: 'opened', title: cardWords.openedOn, type: 'day', value: (card) => card.openedOn },
    { key: 'source', title: cardWords.source, value: (card) => card.sourceName },
    { key: 'note', title: cardWords.note, value: (card) => card.note, width: 40 },
  ],
})
