import { z } from 'zod'
import { factsChange } from '#modules/customers/contract.ts'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'
import { cardActions, heats, priorityLetters } from '#shared/temperature.ts'
import {
  amountSchema,
  cardSchema,
  dayText,
  idParams,
  methodSchema,
  noteText,
  origins,
  reasonText,
  stateSchema,
} from './contracts/card.ts'

export const verdicts = ['mine', 'colleague', 'other_store', 'new'] as const

export const phoneCheckSchema = z.object({
  verdict: z.enum(verdicts),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  /** An open card, one that ended, or none. */
  card: z.enum(['open', 'ended', 'none']),
  /** From this day on whoever reopens the card owns it. */
  freeFrom: z.string().nullable(),
  isElsewhere: z.boolean(),
  /** In the public pool: whoever asks may take it there. */
  isInPool: z.boolean(),
  /** Only where the asker may see the customer anyway. */
  customer: z
    .object({ id: z.uuid(), name: z.string(), opportunityId: z.uuid().nullable() })
    .nullable(),
})
export type PhoneCheck = z.infer<typeof phoneCheckSchema>

export const checkPhone = defineRoute({
  method: 'POST',
  path: '/api/phone-checks',
  summary: { zh: '撞单检查（完整号码）', en: 'Collision check (complete numbers)' },
  access: 'customers.read',
  body: z.strictObject({ phone: z.string().trim().min(1).max(40) }),
  response: phoneCheckSchema,
  perMinute: 30,
})

export const openCard = defineRoute({
  method: 'POST',
  path: '/api/opportunities',
  summary: { zh: '建卡', en: 'Make a card' },
  access: 'opportunities.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    customerId: z.uuid().optional(),
    customer: z
      .strictObject({
        id: z.uuid().optional(),
        kind: z.enum(['person', 'company']).optional(),
        name: z.string().trim().min(1).max(60),
        sex: z.enum(['male', 'female']).nullable().optional(),
        householdId: factsChange.householdId,
        areaCode: factsChange.areaCode,
        phones: z.array(z.string().trim().min(1).max(40)).min(1).max(5),
        sharedReason: reasonText.optional(),
      })
      .optional(),
    ownerId: z.uuid().optional(),
    expectedOn: dayText.optional(),
    level: intentLevelSchema.optional(),
    seriesId: z.uuid().nullable().optional(),
    modelId: z.uuid().nullable().optional(),
    quantity: z.int().min(1).max(999).optional(),
    sourceId: z.uuid().nullable().optional(),
    /** Why it is bought: first, additional, replacement. */
    purchaseTypeId: z.uuid().nullable().optional(),
    note: noteText.optional(),
    /** How it came, where it was no visit and no lead: typed unless said. */
    origin: z.enum(['referral', 'campaign', 'typed']).optional(),
    originOptionId: z.uuid().nullable().optional(),
    /** In fen; without it the quantity times the guide price. */
    expectedAmountFen: amountSchema.optional(),
  }),
  response: z.object({
    id: z.uuid(),
    customerId: z.uuid(),
    ownerId: z.uuid(),
    ownerName: z.string().nullable(),
    level: intentLevelSchema,
    dueOn: z.string().nullable(),
    /** How the owner was decided: `first_save`, `reopened`, `closed_within_30_days`. */
    decision: z.string(),
  }),
  status: 201,
})

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

export const getCard = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id',
  summary: { zh: '查看一张潜客卡', en: 'See one card' },
  access: 'opportunities.read',
  params: idParams,
  response: cardSchema,
})

export const cardsOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/opportunities',
  summary: { zh: '客户的全部潜客卡', en: "A customer's cards" },
  access: 'opportunities.read',
  params: idParams,
  response: z.object({ items: z.array(cardSchema) }),
})

export const changeCard = defineRoute({
  method: 'PATCH',
  path: '/api/opportunities/:id',
  summary: { zh: '修改潜客卡', en: 'Change a card' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    seriesId: z.uuid().nullable().optional(),
    modelId: z.uuid().nullable().optional(),
    quantity: z.int().min(1).max(999).optional(),
    sourceId: z.uuid().nullable().optional(),
    note: noteText.optional(),
    /** One of the store's stages below 90. */
    stage: z.int().min(1).max(89).optional(),
    /** In fen; null goes back to the quantity times the guide price. */
    expectedAmountFen: amountSchema.nullable().optional(),
    /** Correcting how it came needs a reason. */
    origin: z.enum(origins).optional(),
    originOptionId: z.uuid().nullable().optional(),
    reason: reasonText.optional(),
  }),
  response: cardSchema,
})

export const changeExpectation = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/expectation',
  summary: { zh: '修改预计购车日期或级别', en: 'Change the expected date or the level' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    expectedOn: dayText.optional(),
    level: intentLevelSchema.optional(),
    reason: reasonText.optional(),
  }),
  response: cardSchema,
})

export const completeFollowUp = defineRoute({
  method: 'POST',
  path: '/api/opportunities/:id/follow-up-completions',
  summary: { zh: '完成跟踪', en: 'Complete a follow-up' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    /** The promise the person had before them; another one by now makes an extra contact. */
    followUpId: z.uuid(),
    method: methodSchema,
    isReached: z.boolean(),
    result: z.string().trim().min(1).max(200),
    note: noteText.default(''),
    at: z.iso.datetime({ offset: true }).optional(),
    expectedOn: dayText.optional(),
    level: intentLevelSchema.optional(),
    nextDueOn: dayText.optional(),
  }),
  response: z.object({
    contactId: z.uuid(),
    isExtra: z.boolean(),
    level: intentLevelSchema,
    nextDueOn: z.string().nullable(),
  }),
})

export const assignCard = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/owner',
  summary: { zh: '移交给另一位顾问', en: 'Hand over to another consultant' },
  access: 'opportunities.assign',
  params: idParams,
  body: z.strictObject({ ownerId: z.uuid(), reason: reasonText, version: z.int().optional() }),
  response: cardSchema,
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

export { type Card, cardSchema } from './contracts/card.ts'
export { decideLoss } from './contracts/card-endings.ts'
// The workload screen shares cards out through these.
export { getHoldings, handOver, previewHandOver } from './contracts/hand-over.ts'
