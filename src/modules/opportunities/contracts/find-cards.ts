import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'
import { cardActions, heats, priorityLetters } from '#shared/temperature.ts'
import { cardSchema, dayText, idParams, origins, stateSchema } from './card.ts'

/** Some of these words, with commas between them. */
const listOf = (words: readonly string[]) => {
  const word = `(?:${words.join('|')})`
  return z
    .string()
    .max(200)
    .regex(new RegExp(`^${word}(?:,${word})*$`))
    .optional()
}

export const dueFilters = ['overdue', 'today', 'tomorrow', 'week', 'later'] as const

export const listCards = defineRoute({
  method: 'GET',
  path: '/api/opportunities',
  summary: { zh: '潜客卡列表', en: 'Prospect cards' },
  access: 'opportunities.read',
  query: z.object({
    owner: z.union([z.uuid(), z.literal('me')]).optional(),
    /** `H,A` */
    level: listOf(intentLevelSchema.options),
    /** Without it, the open ones. */
    state: listOf(stateSchema.options),
    /** `10,25` */
    stage: z
      .string()
      .max(200)
      .regex(/^([1-9]\d?|100)(,([1-9]\d?|100))*$/)
      .optional(),
    origin: listOf(origins),
    /** The campaign it came from. */
    campaign: z.uuid().optional(),
    heat: listOf(heats),
    letter: listOf(priorityLetters),
    action: listOf(cardActions),
    /** Cards whose credit I share, whoever owns them. */
    shared: z.literal('me').optional(),
    competitor: z.uuid().optional(),
    /** In fen, both included. */
    amountFrom: z.coerce.number().int().min(0).optional(),
    amountTo: z.coerce.number().int().min(0).optional(),
    due: z.enum(dueFilters).optional(),
    /** One day the promise is due, or the purchase expected. */
    dueOn: dayText.optional(),
    expectedOn: dayText.optional(),
    /** How an ended card ended. */
    ending: z.enum(['won', 'defeat', 'lost_contact']).optional(),
    series: z.uuid().optional(),
    source: z.uuid().optional(),
    q: z.string().trim().max(100).optional(),
    sort: z.enum(['due', 'expected', 'opened', 'amount']).default('due'),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({
    items: z.array(cardSchema),
    nextCursor: z.string().nullable(),
    /** Exact up to 10,000, then 10,001; null on later pages. */
    count: z.int().nullable(),
  }),
})

export const cardsOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/opportunities',
  summary: { zh: '客户的全部潜客卡', en: "A customer's cards" },
  access: 'opportunities.read',
  params: idParams,
  response: z.object({ items: z.array(cardSchema) }),
})

const dayItemSchema = cardSchema.extend({
  /** `overdue`, `today`, or `done` on that day; `later` when it is there only because it is pinned. */
  when: z.enum(['overdue', 'today', 'done', 'later']),
  isPinned: z.boolean(),
  /** Whose work it is when the person stands in for somebody on that day. */
  standsInFor: z.string().nullable(),
})
export type DayItem = z.infer<typeof dayItemSchema>

export const followUpsOfDay = defineRoute({
  method: 'GET',
  path: '/api/follow-ups',
  summary: { zh: '某一天的跟踪', en: 'The follow-ups of a day' },
  access: 'opportunities.read',
  query: z.object({
    day: dayText.optional(),
    owner: z.union([z.uuid(), z.literal('me')]).default('me'),
  }),
  response: z.object({
    day: z.string(),
    counts: z.object({ overdue: z.int(), today: z.int(), done: z.int() }),
    items: z.array(dayItemSchema),
  }),
})
