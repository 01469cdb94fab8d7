import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'

export const lossesError = defineErrors({
  'losses.not_called': {
    status: 409,
    zh: '还没有核实：请客服先回访这位客户（战败须全部回访）',
    en: 'Not verified yet: customer care calls every proposed loss first',
  },
  'losses.proposer_calls': {
    status: 403,
    zh: '战败不能由提出人自己回访',
    en: 'The person who proposed the loss cannot verify it',
  },
  'losses.do_not_call': {
    status: 409,
    zh: '这位客户要求不打电话，由主管凭记录决定',
    en: 'This customer is not to be called: the supervisor decides on the record',
  },
  'losses.verified': {
    status: 409,
    zh: '已经核实过，等主管决定',
    en: 'Already verified: the supervisor decides',
  },
  'losses.not_lost': {
    status: 409,
    zh: '这张卡不是已确认的战败',
    en: 'This card is not a confirmed loss',
  },
  'losses.papers_filed': { status: 409, zh: '资料已经归档', en: 'The papers are filed already' },
  'losses.win_back_decided': {
    status: 409,
    zh: '这位客户已经处理过',
    en: 'Somebody has decided on this customer already',
  },
})

export const lossEvents = {
  /** A call was noted, papers were filed, or a lost customer was decided on. */
  changed: 'losses.changed',
  /** A proposal older than the limit, told once. */
  late: 'losses.late',
} as const

/** What a call of care to a customer proposed as lost may bring. */
export const lossOutcomes = ['true_loss', 'not_lost', 'unreached'] as const
export type LossOutcome = (typeof lossOutcomes)[number]
/** Where a proposed loss stands: care calls, the supervisor decides. */
export const lossSteps = ['to_call', 'to_decide'] as const
export type LossStep = (typeof lossSteps)[number]

const noteText = z.string().trim().max(2000)
const reasonText = z.string().trim().min(2).max(500)
const idParams = z.object({ id: z.uuid() })

const lossSchema = z.object({
  /** The card's. */
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  maskedPhone: z.string().nullable(),
  doNotContact: z.array(z.string()),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  kind: z.enum(['defeat', 'lost_contact']).nullable(),
  reason: z.string(),
  competitor: z.string().nullable(),
  /** The rival's model, where the loss names one. */
  rival: z.string().nullable(),
  summary: z.string().nullable(),
  level: intentLevelSchema,
  stage: z.int(),
  seriesName: z.string().nullable(),
  result: z.enum(lossOutcomes).nullable(),
})

export const proposedLossSchema = lossSchema.extend({
  proposedAt: z.iso.datetime(),
  proposedBy: z.string().nullable(),
  /** By when it is to be decided. */
  decideBy: z.iso.date(),
  isLate: z.boolean(),
  step: z.enum(lossSteps),
  /** Tries that count: each on another day and at another hour. */
  tries: z.int(),
  nextTryOn: z.iso.date().nullable(),
  calls: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      personName: z.string().nullable(),
      outcome: z.enum(lossOutcomes),
      isCounted: z.boolean(),
      note: z.string(),
    }),
  ),
  version: z.int(),
})
export type ProposedLoss = z.infer<typeof proposedLossSchema>

export const proposedQuerySchema = z.object({
  step: z.enum(lossSteps).optional(),
  late: z.enum(['true']).optional(),
  owner: z.uuid().optional(),
})

export const listProposedLosses = defineRoute({
  method: 'GET',
  path: '/api/losses/proposed',
  summary: { zh: '待核实与待确认的战败', en: 'Losses to be verified and decided' },
  access: 'losses.read',
  query: proposedQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(proposedLossSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const countProposedLosses = defineRoute({
  method: 'GET',
  path: '/api/losses/counts',
  summary: { zh: '战败核实的数量', en: 'How many losses wait where' },
  access: 'losses.read',
  response: z.object({ toCall: z.int(), toDecide: z.int(), late: z.int(), papers: z.int() }),
})

export const recordLossCall = defineRoute({
  method: 'POST',
  path: '/api/losses/:id/calls',
  summary: { zh: '记录战败回访', en: 'Note a call that verifies a loss' },
  access: 'losses.verify',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    outcome: z.enum(lossOutcomes),
    note: noteText.default(''),
  }),
  response: proposedLossSchema,
})

export const confirmedLossSchema = lossSchema.extend({
  closedOn: z.iso.date(),
  papersAt: z.iso.datetime().nullable(),
  papersBy: z.string().nullable(),
  papersPlace: z.string(),
})
export type ConfirmedLoss = z.infer<typeof confirmedLossSchema>

export const confirmedQuerySchema = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  papers: z.enum(['missing', 'filed']).optional(),
  verified: z.enum(['yes', 'no']).optional(),
  kind: z.enum(['defeat', 'lost_contact']).optional(),
  reason: z.uuid().optional(),
  competitor: z.uuid().optional(),
  rival: z.uuid().optional(),
  series: z.uuid().optional(),
  owner: z.uuid().optional(),
})

export const listConfirmedLosses = defineRoute({
  method: 'GET',
  path: '/api/losses/confirmed',
  summary: { zh: '已确认的战败', en: 'Confirmed losses' },
  access: 'losses.read',
  query: confirmedQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(confirmedLossSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const filePapers = defineRoute({
  method: 'PUT',
  path: '/api/losses/:id/papers',
  summary: { zh: '战败资料归档', en: 'File the papers of a loss' },
  access: 'losses.archive',
  params: idParams,
  body: z.strictObject({ place: z.string().trim().max(100).default('') }),
  response: z.object({ papersAt: z.iso.datetime() }),
})

/** What changed since a customer was lost. */
export const winBackWhys = ['price', 'model'] as const
export const winBackSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  maskedPhone: z.string().nullable(),
  closedOn: z.iso.date(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  reason: z.string(),
  competitor: z.string().nullable(),
  rival: z.string().nullable(),
  seriesId: z.uuid().nullable(),
  seriesName: z.string().nullable(),
  why: z.enum(winBackWhys),
  /** The day of the change, and what it is: the fall of the price in fen, or the new model's name. */
  changedOn: z.iso.date(),
  priceFallFen: z.int().nullable(),
  modelName: z.string().nullable(),
})
export type WinBack = z.infer<typeof winBackSchema>

export const listWinBacks = defineRoute({
  method: 'GET',
  path: '/api/losses/win-backs',
  summary: { zh: '可挽回的战败客户', en: 'Lost customers to be won back' },
  access: 'losses.read',
  response: z.object({ items: z.array(winBackSchema), isMore: z.boolean() }),
})

export const decideWinBack = defineRoute({
  method: 'PUT',
  path: '/api/losses/:id/win-back',
  summary: { zh: '挽回或不再提示', en: 'Bring a lost customer up again, or leave them' },
  access: 'opportunities.write',
  params: idParams,
  body: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('reopened'),
      id: z.uuid().optional(),
      level: intentLevelSchema,
    }),
    z.strictObject({ decision: z.literal('dismissed'), why: reasonText }),
  ]),
  response: z.object({ opportunityId: z.uuid().nullable() }),
})
