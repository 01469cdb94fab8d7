import { z } from 'zod'
import { factsChange } from '#modules/customers/contract.ts'
import { defineRoute } from '#shared/contract.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'
import {
  amountSchema,
  cardSchema,
  dayText,
  idParams,
  methodSchema,
  noteText,
  origins,
  reasonText,
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

export const getCard = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id',
  summary: { zh: '查看一张潜客卡', en: 'See one card' },
  access: 'opportunities.read',
  params: idParams,
  response: cardSchema,
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

export { type Card, cardSchema } from './contracts/card.ts'
export { decideLoss } from './contracts/card-endings.ts'
export { cardsOfCustomer, type DayItem, followUpsOfDay, listCards } from './contracts/find-cards.ts'
// The workload screen shares cards out through these.
export { getHoldings, handOver, previewHandOver } from './contracts/hand-over.ts'
