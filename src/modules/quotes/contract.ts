import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { paperSchema } from '#shared/paper.ts'
import { quoteLineKinds } from '#shared/quote-totals.ts'

export const quoteStates = [
  'draft',
  'waiting',
  'approved',
  'refused',
  'sent',
  'accepted',
  'expired',
  'withdrawn',
] as const
export type QuoteState = (typeof quoteStates)[number]

export const paymentMethods = ['cash', 'loan', 'lease'] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** How a quote reached the customer. */
export const sendingWays = ['wechat', 'paper', 'message', 'email', 'spoken'] as const
export type SendingWay = (typeof sendingWays)[number]

export const decisions = ['approved', 'refused', 'countered'] as const
export type Decision = (typeof decisions)[number]

/** What this module announces; data holds ids and words only. */
export const quoteEvents = {
  made: 'quotes.made',
  changed: 'quotes.changed',
  asked: 'quotes.approval_asked',
  decided: 'quotes.approval_decided',
  sent: 'quotes.sent',
  accepted: 'quotes.accepted',
  ended: 'quotes.ended',
} as const

const idParams = z.object({ id: z.uuid() })

export const fen = z.int().min(0).max(10_000_000_000)

const noteText = z.string().trim().max(2000)

const reasonText = z.string().trim().min(2).max(500)

const version = z.int().min(1)

export const configurationSchema = z.strictObject({
  modelId: z.uuid(),
  quantity: z.int().min(1).max(99).default(1),
  colourId: z.uuid().nullable().default(null),
  interiorId: z.uuid().nullable().default(null),
  optionIds: z.array(z.uuid()).max(60).default([]),
  accessories: z
    .array(
      z.strictObject({ itemId: z.uuid(), quantity: z.int().min(1).max(99), isGift: z.boolean() }),
    )
    .max(60)
    .default([]),
  insurances: z
    .array(z.strictObject({ itemId: z.uuid(), choice: z.string().max(20).nullable() }))
    .max(30)
    .default([]),
  fees: z
    .array(z.strictObject({ itemId: z.uuid(), amountFen: fen.nullable() }))
    .max(30)
    .default([]),
  paysTax: z.boolean().default(true),
  finance: z
    .strictObject({ itemId: z.uuid(), months: z.int().min(1).max(120), downFen: fen })
    .nullable()
    .default(null),
  tradeIn: z
    .strictObject({ text: z.string().trim().max(200), allowanceFen: fen })
    .nullable()
    .default(null),
  discountFen: fen.default(0),
  depositFen: fen.default(0),
})

export const quoteLineSchema = z.object({
  kind: z.enum(quoteLineKinds),
  itemId: z.uuid().nullable(),
  name: z.string(),
  nameEn: z.string(),
  quantity: z.int(),
  priceFen: z.int(),
  amountFen: z.int(),
})

export const quoteTotalsSchema = z.object({
  listFen: z.int(),
  discountFen: z.int(),
  giftsFen: z.int(),
  carFen: z.int(),
  accessoriesFen: z.int(),
  taxFen: z.int(),
  insuranceFen: z.int(),
  feesFen: z.int(),
  totalFen: z.int(),
  tradeInFen: z.int(),
  depositFen: z.int(),
  loanFen: z.int(),
  months: z.int(),
  monthlyFen: z.int(),
  lastFen: z.int(),
  interestFen: z.int(),
  residualFen: z.int(),
  dueFen: z.int(),
  basisFen: z.int(),
})

export const quoteVersionSchema = z.object({
  no: z.int(),
  configuration: configurationSchema,
  totals: quoteTotalsSchema,
  lines: z.array(quoteLineSchema),
  note: z.string(),
  validUntil: z.iso.date(),
  pricedOn: z.iso.date(),
  madeAt: z.iso.datetime(),
  madeByName: z.string().nullable(),
  sentAt: z.iso.datetime().nullable(),
  approvedAt: z.iso.datetime().nullable(),
  approvedByName: z.string().nullable(),
})
export type QuoteVersion = z.infer<typeof quoteVersionSchema>

export const quoteSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  versionNo: z.int(),
  opportunityId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  state: z.enum(quoteStates),
  modelId: z.uuid(),
  modelText: z.string(),
  colour: z.string(),
  quantity: z.int(),
  paymentMethod: z.enum(paymentMethods),
  listFen: z.int(),
  discountFen: z.int(),
  carFen: z.int(),
  totalFen: z.int(),
  validUntil: z.iso.date(),
  madeAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type Quote = z.infer<typeof quoteSchema>

export const approvalSchema = z.object({
  id: z.uuid(),
  versionNo: z.int(),
  state: z.enum(['open', 'approved', 'refused', 'countered', 'lost']),
  discountFen: z.int(),
  basisFen: z.int(),
  carFen: z.int(),
  isBelowFloor: z.boolean(),
  reason: z.string(),
  askedAt: z.iso.datetime(),
  askedByName: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decidedByName: z.string().nullable(),
  decisionNote: z.string(),
  counterFen: z.int().nullable(),
})
export type Approval = z.infer<typeof approvalSchema>

export const quoteRecordSchema = quoteSchema.extend({
  sentByWay: z.enum(sendingWays).nullable(),
  acceptedAt: z.iso.datetime().nullable(),
  orderId: z.uuid().nullable(),
  endReason: z.string().nullable(),
  versions: z.array(quoteVersionSchema),
  approvals: z.array(approvalSchema),
  /** What the newest version gives away of one car, and whether this person may send it so. */
  need: z.object({
    isNeeded: z.boolean(),
    basisFen: z.int(),
    /** Of the list price, in basis points. */
    percentBp: z.int(),
    isBelowFloor: z.boolean(),
    /** Who may approve it, the lowest first. */
    roles: z.array(z.string()),
    /** This person may decide the open request. */
    mayDecide: z.boolean(),
  }),
})
export type QuoteRecord = z.infer<typeof quoteRecordSchema>

export const makeQuote = defineRoute({
  method: 'POST',
  path: '/api/quotes',
  summary: { zh: '报价', en: 'Make a quote' },
  access: 'quotes.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    opportunityId: z.uuid(),
    configuration: configurationSchema,
    /** Seven days from today unless given. */
    validUntil: z.iso.date().optional(),
    note: noteText.default(''),
  }),
  response: quoteRecordSchema,
  status: 201,
})

export const changeQuote = defineRoute({
  method: 'PUT',
  path: '/api/quotes/:id/configuration',
  summary: {
    zh: '修改报价（已发出的生成新版本）',
    en: 'Change a quote; a sent one gets a new version',
  },
  access: 'quotes.write',
  params: idParams,
  body: z.strictObject({
    version,
    configuration: configurationSchema,
    validUntil: z.iso.date().optional(),
    note: noteText.default(''),
  }),
  response: quoteRecordSchema,
})

export const quotesQuerySchema = z.object({
  /** `draft,sent`; all without it. */
  state: z
    .string()
    .regex(/^[a-z]+(,[a-z]+)*$/)
    .max(200)
    .optional(),
  owner: z.union([z.uuid(), z.literal('me')]).optional(),
  model: z.uuid().optional(),
  series: z.uuid().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  q: z.string().trim().max(100).optional(),
})

export const listQuotes = defineRoute({
  method: 'GET',
  path: '/api/quotes',
  summary: { zh: '报价列表', en: 'Quotes' },
  access: 'quotes.read',
  query: quotesQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(quoteSchema),
    nextCursor: z.string().nullable(),
    /** Exact up to 10,000, then 10,001; null on later pages. */
    count: z.int().nullable(),
  }),
})

export const getQuote = defineRoute({
  method: 'GET',
  path: '/api/quotes/:id',
  summary: { zh: '查看一份报价及其各版本', en: 'See a quote with its versions' },
  access: 'quotes.read',
  params: idParams,
  response: quoteRecordSchema,
})

export const quotesOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/quotes',
  summary: { zh: '客户的报价', en: "A customer's quotes" },
  access: 'quotes.read',
  params: idParams,
  response: z.object({
    items: z.array(quoteSchema),
    /** The open card a new quote would be made on. */
    opportunityId: z.uuid().nullable(),
  }),
})

export const askApproval = defineRoute({
  method: 'POST',
  path: '/api/quotes/:id/approval-requests',
  summary: { zh: '申请优惠审批', en: 'Ask for approval of a discount' },
  access: 'quotes.write',
  params: idParams,
  body: z.strictObject({ version, reason: reasonText }),
  response: quoteRecordSchema,
})

export const listApprovals = defineRoute({
  method: 'GET',
  path: '/api/quote-approvals',
  summary: { zh: '待我审批的报价', en: 'Quotes waiting for my approval' },
  access: 'quotes.approve',
  response: z.object({
    items: z.array(approvalSchema.extend({ quote: quoteSchema })),
    /** Waiting too, but beyond this person's limit. */
    beyondLimit: z.int(),
  }),
})

export const decideApproval = defineRoute({
  method: 'PUT',
  path: '/api/quote-approvals/:id/decision',
  summary: { zh: '批准、驳回或改批优惠', en: 'Approve, refuse or lower a discount' },
  access: 'quotes.approve',
  params: idParams,
  body: z.strictObject({
    /** The version that was looked at. */
    versionNo: z.int(),
    decision: z.enum(decisions),
    /** With `countered`: the discount of one car that is approved instead. */
    counterFen: fen.optional(),
    note: noteText.default(''),
  }),
  response: quoteRecordSchema,
})

export const sendQuote = defineRoute({
  method: 'POST',
  path: '/api/quotes/:id/sending',
  summary: { zh: '发给客户', en: 'Note that a quote was sent' },
  access: 'quotes.write',
  params: idParams,
  body: z.strictObject({ version, way: z.enum(sendingWays) }),
  response: quoteRecordSchema,
})

export const acceptQuote = defineRoute({
  method: 'POST',
  path: '/api/quotes/:id/acceptance',
  summary: { zh: '客户接受报价', en: 'The customer accepts' },
  access: 'quotes.write',
  params: idParams,
  body: z.strictObject({ version }),
  response: quoteRecordSchema,
})

export const withdrawQuote = defineRoute({
  method: 'POST',
  path: '/api/quotes/:id/withdrawal',
  summary: { zh: '撤回报价', en: 'Withdraw a quote' },
  access: 'quotes.write',
  params: idParams,
  body: z.strictObject({ version, reason: reasonText }),
  response: quoteRecordSchema,
})

const ofVersion = z.object({ no: z.coerce.number().int().min(1).max(9999).optional() })

export const getQuotePaper = defineRoute({
  method: 'GET',
  path: '/api/quotes/:id/paper',
  summary: { zh: '报价单', en: 'A quote on paper' },
  access: 'quotes.read',
  params: idParams,
  query: ofVersion,
  response: paperSchema,
})

export const getQuotePdf = defineRoute({
  method: 'GET',
  path: '/api/quotes/:id/paper/file',
  summary: { zh: '报价单 PDF', en: 'A quote as PDF' },
  access: 'quotes.read',
  params: idParams,
  query: ofVersion,
  response: 'file',
})
