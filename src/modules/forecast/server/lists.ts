import { defineList } from '#foundation/lists/define-list.ts'
import { type Phrase, say } from '#shared/words.ts'
import { type FunnelLine, funnelLinesQuery } from '../contract.ts'
import { type PriorityLine, prioritiesQuery } from '../contracts/priorities.ts'
import { forecastWords as words } from '../words.ts'
import { type AskedLines, listLines } from './funnel.ts'
import { type AskedRanks, listRankedCustomers } from './priorities.ts'

/** The lines of the funnel as a file (seed 000-52). */
export const funnelList = defineList<FunnelLine, Omit<AskedLines, 'cursor' | 'limit'>>({
  key: 'funnel',
  title: words.funnel,
  permission: 'opportunities.read',
  query: funnelLinesQuery,
  columns: [
    { key: 'customer', title: words.customer, value: (line) => line.customer },
    { key: 'brand', title: words.brand, value: (line) => line.brand },
    { key: 'series', title: words.series, value: (line) => line.series },
    { key: 'model', title: words.model, value: (line) => line.model },
    { key: 'quantity', title: words.quantity, type: 'number', value: (line) => line.quantity },
    { key: 'stage', title: words.likelihood, type: 'number', value: (line) => line.stage },
    { key: 'amountFen', title: words.amount, type: 'money', value: (line) => line.amountFen },
    {
      key: 'weightedFen',
      title: words.weighted,
      type: 'money',
      value: (line) => line.weightedFen,
    },
    { key: 'closeOn', title: words.closeOn, type: 'day', value: (line) => line.closeOn },
    {
      key: 'state',
      title: words.state,
      value: (line, ctx) => stateWord(line.state, ctx.locale),
    },
    { key: 'inlet', title: words.inlet, value: (line, ctx) => say(words[line.inlet], ctx.locale) },
    { key: 'level', title: words.level, value: (line) => line.level },
    {
      key: 'probability',
      title: words.probability,
      value: (line) =>
        line.probability === null ? null : `${Math.round(line.probability * 100)}%`,
    },
    { key: 'owner', title: words.consultant, value: (line) => line.ownerName },
  ],
  page: (ctx, query) => listLines(ctx, query),
})

/** Customers by class and priority as a file (seed 002-19). */
export const prioritiesList = defineList<PriorityLine, Omit<AskedRanks, 'cursor' | 'limit'>>({
  key: 'priorities',
  title: words.priorities,
  permission: 'customers.read',
  query: prioritiesQuery,
  columns: [
    { key: 'customer', title: words.customer, value: (line) => line.customer },
    {
      key: 'class',
      title: words.lifeClass,
      value: (line, ctx) => say(words[line.class], ctx.locale),
    },
    { key: 'priority', title: words.priority, type: 'number', value: (line) => line.priority },
    { key: 'points', title: words.points, type: 'number', value: (line) => line.points },
    { key: 'value', title: words.valuePoints, type: 'number', value: (line) => line.valuePoints },
    {
      key: 'potential',
      title: words.potentialPoints,
      type: 'number',
      value: (line) => line.potentialPoints,
    },
    {
      key: 'reasons',
      title: words.reasons,
      width: 40,
      value: (line, ctx) =>
        line.reasons
          .map((one) => `${say(reasonWord(one.fact), ctx.locale)} +${one.points}`)
          .join(ctx.locale === 'zh' ? '；' : '; '),
    },
    { key: 'owner', title: words.consultant, value: (line) => line.ownerName },
  ],
  page: (ctx, query) => listRankedCustomers(ctx, query),
})

const reasonWord = (fact: string): Phrase =>
  words[`why_${fact}` as keyof typeof words] ?? ([fact, fact] as const)

const stateWord = (state: string, locale: 'zh' | 'en'): string =>
  say(words[`state_${state}` as keyof typeof words] ?? ([state, state] as const), locale)
