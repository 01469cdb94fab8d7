import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'

export const handOverError = defineErrors({
  'opportunities.nobody_to_receive': {
    status: 422,
    zh: '请选择接手的顾问，不能是本人，须为本店在职人员',
    en: 'Choose who receives: people of this store who still work here, and not the one who gives',
  },
  'opportunities.nothing_to_hand_over': {
    status: 422,
    zh: '没有可移交的客户',
    en: 'There is no customer to hand over',
  },
  'opportunities.one_receiver': {
    status: 422,
    zh: '全部交给一人时只能选一位顾问',
    en: 'To give all to one, choose one person',
  },
})

/** How customers are shared out among several: all to one, the lightest first, each level evenly, by model. */
export const shareRules = ['one', 'load', 'level', 'series'] as const
export type ShareRule = (typeof shareRules)[number]

export const handOverChoiceSchema = z.strictObject({
  fromId: z.uuid(),
  /** Only these customers; without it all the person has. */
  customerIds: z.array(z.uuid()).min(1).max(5_000).optional(),
  receiverIds: z.array(z.uuid()).min(1).max(50),
  rule: z.enum(shareRules),
  /** Customers somebody gave to another receiver by hand. */
  placed: z
    .array(z.strictObject({ customerId: z.uuid(), toId: z.uuid() }))
    .max(5_000)
    .default([]),
})
export type HandOverChoice = z.infer<typeof handOverChoiceSchema>

const heldCounts = {
  /** Customers, with and without an open card. */
  customers: z.int(),
  cards: z.int(),
  levels: z.object({ H: z.int(), A: z.int(), B: z.int(), C: z.int() }),
  overdue: z.int(),
}

export const heldCustomerSchema = z.object({
  customerId: z.uuid(),
  name: z.string(),
  cardId: z.uuid().nullable(),
  level: intentLevelSchema.nullable(),
  state: z.string().nullable(),
  seriesName: z.string().nullable(),
  dueOn: z.string().nullable(),
})
export type HeldCustomer = z.infer<typeof heldCustomerSchema>

export const heldBySchema = z.object({
  ...heldCounts,
  /** Appointments, tasks: what else is open and goes along. */
  others: z.array(z.object({ name: z.string(), count: z.int() })),
  /** At most 500, hottest first. */
  items: z.array(heldCustomerSchema),
})

export const listLeavers = defineRoute({
  method: 'GET',
  path: '/api/leavers',
  summary: { zh: '名下仍有客户的离职人员', en: 'People who left and still hold customers' },
  access: 'opportunities.assign',
  response: z.object({ people: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

export const getHoldings = defineRoute({
  method: 'GET',
  path: '/api/colleagues/:id/customers',
  summary: { zh: '一位顾问名下的客户', en: 'What a consultant has' },
  access: 'opportunities.assign',
  params: z.object({ id: z.uuid() }),
  response: heldBySchema,
})

export const previewHandOver = defineRoute({
  method: 'POST',
  path: '/api/hand-over-previews',
  summary: { zh: '移交预览', en: 'What a hand-over would do' },
  access: 'opportunities.assign',
  body: handOverChoiceSchema,
  response: z.object({
    ...heldCounts,
    others: z.array(z.object({ name: z.string(), count: z.int() })),
    receivers: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        /** Open cards the person has now. */
        cardsNow: z.int(),
        customers: z.int(),
        cards: z.int(),
        levels: z.object({ H: z.int(), A: z.int(), B: z.int(), C: z.int() }),
      }),
    ),
    /** At most 500, hottest first. */
    items: z.array(heldCustomerSchema.extend({ toId: z.uuid() })),
  }),
})

export const handOver = defineRoute({
  method: 'POST',
  path: '/api/hand-overs',
  summary: { zh: '移交客户', en: 'Hand customers over' },
  access: 'opportunities.assign',
  body: handOverChoiceSchema.extend({
    id: z.uuid().optional(),
    reason: z.string().trim().min(2).max(500),
  }),
  response: z.object({
    operationId: z.uuid(),
    customers: z.int(),
    cards: z.int(),
    receivers: z.array(z.object({ id: z.uuid(), customers: z.int(), cards: z.int() })),
  }),
  status: 201,
})
