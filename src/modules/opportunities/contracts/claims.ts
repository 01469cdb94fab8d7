import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { pageQuerySchema } from '#shared/paging.ts'
import { idParams, reasonText } from './card.ts'

export const claimError = defineErrors({
  'opportunities.nothing_to_claim': {
    status: 422,
    zh: '这个号码没有同事在跟的客户，可以直接建卡',
    en: 'No colleague works with a customer of this number: simply make a card',
  },
  'opportunities.claim_exists': {
    status: 409,
    zh: '您已就这位客户提交过申诉，等待经理裁定',
    en: 'You have claimed this customer already; the manager will decide',
  },
  'opportunities.claim_decided': {
    status: 409,
    zh: '这条申诉已经裁定',
    en: 'The claim is decided already',
  },
  'opportunities.own_claim': {
    status: 403,
    zh: '不能裁定与自己有关的申诉',
    en: 'Nobody decides a claim of their own',
  },
})

export const claimResults = ['stays', 'hand_over', 'shared'] as const
export type ClaimResult = (typeof claimResults)[number]
export const claimRules = [
  'holder_appointment',
  'holder_in_time',
  'claimant_appointment',
  'holder_silent',
  'both_worked',
  'who_was_first',
] as const

/** What either has to show, as it was when the claim was made. */
const sideEvidence = z.object({
  name: z.string().nullable(),
  /** The day their work with the customer began: card, or first contact. */
  since: z.string().nullable(),
  lastReachedOn: z.string().nullable(),
  contacts30: z.int(),
  appointments: z.int(),
})
export const claimEvidenceSchema = z.object({
  holder: sideEvidence,
  claimant: sideEvidence,
  level: z.string(),
  /** The longest the holder may be silent at this level. */
  gapDays: z.int(),
  rule: z.enum(claimRules),
})
export type ClaimEvidence = z.infer<typeof claimEvidenceSchema>

export const claimSchema = z.object({
  id: z.uuid(),
  /** null where the asker may not see the customer. */
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  claimedBy: z.uuid(),
  claimantName: z.string().nullable(),
  holderId: z.uuid(),
  holderName: z.string().nullable(),
  reason: z.string(),
  evidence: claimEvidenceSchema,
  proposal: z.enum(claimResults),
  state: z.enum(['open', 'decided', 'withdrawn']),
  decision: z.enum(claimResults).nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionReason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  mayDecide: z.boolean(),
  isMine: z.boolean(),
})
export type Claim = z.infer<typeof claimSchema>

export const fileClaim = defineRoute({
  method: 'POST',
  path: '/api/claims',
  summary: { zh: '撞单申诉', en: "Claim a colleague's customer" },
  access: 'opportunities.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    phone: z.string().trim().min(1).max(40),
    reason: reasonText,
  }),
  response: claimSchema,
  status: 201,
  perMinute: 10,
})

export const listClaims = defineRoute({
  method: 'GET',
  path: '/api/claims',
  summary: { zh: '撞单申诉列表', en: 'Claims' },
  access: 'opportunities.read',
  query: pageQuerySchema,
  response: z.object({ items: z.array(claimSchema), nextCursor: z.string().nullable() }),
})

export const claimsOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/claims',
  summary: { zh: '客户的撞单裁定', en: 'Claims on a customer' },
  access: 'opportunities.read',
  params: idParams,
  response: z.object({ items: z.array(claimSchema) }),
})

export const decideClaim = defineRoute({
  method: 'PUT',
  path: '/api/claims/:id/decision',
  summary: { zh: '裁定撞单申诉', en: 'Decide a claim' },
  access: 'opportunities.assign',
  params: idParams,
  body: z.strictObject({ decision: z.enum(claimResults), reason: reasonText }),
  response: claimSchema,
})

export const withdrawClaim = defineRoute({
  method: 'DELETE',
  path: '/api/claims/:id',
  summary: { zh: '撤回申诉', en: 'Withdraw a claim' },
  access: 'opportunities.write',
  params: idParams,
  response: claimSchema,
})
