import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'
import { dayText } from './card.ts'
import { listCards } from './find-cards.ts'

export const cardListError = defineErrors({
  'opportunities.too_many_cards': {
    status: 422,
    zh: '一次最多修改 {limit} 张卡，请缩小筛选',
    en: 'At most {limit} cards at once: narrow the filter',
  },
  'opportunities.model_needed': {
    status: 422,
    zh: '到 {stage}% 需要先选定车型',
    en: 'At {stage} % the model must be chosen',
  },
})

/** The filters of the card list, without its order and place. */
export const cardFilterSchema = (listCards.query as NonNullable<typeof listCards.query>).omit({
  sort: true,
  cursor: true,
  limit: true,
})
export type CardFilterQuery = z.infer<typeof cardFilterSchema>

export const sumCards = defineRoute({
  method: 'GET',
  path: '/api/card-sums',
  summary: { zh: '筛选的潜客卡合计', en: 'Sums of the filtered cards' },
  access: 'opportunities.read',
  query: cardFilterSchema,
  /** Cars: the quantities of all cards added up. */
  response: z.object({ cards: z.int(), cars: z.int() }),
})

export const cardCalendar = defineRoute({
  method: 'GET',
  path: '/api/card-calendar',
  summary: { zh: '潜客日历', en: 'Calendar of cards' },
  access: 'opportunities.read',
  /** At most 62 days, both included. */
  query: cardFilterSchema.extend({ from: dayText, to: dayText }),
  response: z.object({
    days: z.array(
      z.object({
        day: z.string(),
        /** Promises due, and cards expected to buy, on that day. */
        due: z.int(),
        expected: z.int(),
      }),
    ),
  }),
})

export const cardChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('source'), sourceId: z.uuid() }),
  z.strictObject({ kind: z.literal('series'), seriesId: z.uuid() }),
  z.strictObject({ kind: z.literal('expectation'), expectedOn: dayText }),
  z.strictObject({ kind: z.literal('level'), level: intentLevelSchema }),
  z.strictObject({ kind: z.literal('suspension'), wakeUpOn: dayText }),
  /** Handed over, with everything that belongs to the customer; needs the right to assign. */
  z.strictObject({ kind: z.literal('owner'), ownerId: z.uuid() }),
])
export type CardChangeOf = z.infer<typeof cardChangeSchema>

/** Cards by id, or everything a filter finds but some. */
export const chosenCardsSchema = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(10_000) }),
  z.strictObject({
    filter: z.record(z.string().max(40), z.string().max(300)),
    except: z.array(z.uuid()).max(10_000).default([]),
  }),
])
export type ChosenCards = z.infer<typeof chosenCardsSchema>

export const refusalReasons = ['ended', 'not_yours', 'same', 'lowering', 'not_active'] as const
export type RefusalReason = (typeof refusalReasons)[number]

export const previewCardEdit = defineRoute({
  method: 'POST',
  path: '/api/card-edit-previews',
  summary: { zh: '批量修改预览', en: 'What a bulk edit would change' },
  access: 'opportunities.write',
  body: z.strictObject({ chosen: chosenCardsSchema, change: cardChangeSchema }),
  response: z.object({
    /** The cards that would change, in the order of their ids. */
    ids: z.array(z.uuid()),
    refused: z.array(
      z.object({
        reason: z.enum(refusalReasons),
        count: z.int(),
        /** Some of their names. */
        names: z.array(z.string()),
      }),
    ),
  }),
})

export const editCards = defineRoute({
  method: 'POST',
  path: '/api/card-edits',
  summary: { zh: '批量修改潜客卡', en: 'Change many cards at once' },
  access: 'opportunities.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    /** A portion of what the preview gave. */
    ids: z.array(z.uuid()).min(1).max(500),
    change: cardChangeSchema,
    reason: z.string().trim().min(2).max(500),
  }),
  response: z.object({ operationId: z.uuid(), changed: z.int() }),
})
