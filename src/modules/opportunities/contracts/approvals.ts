import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { cardSchema, idParams, reasonText } from './card.ts'

export const approvalError = defineErrors({
  'opportunities.approval_needed': {
    status: 403,
    zh: '这一步需要审批，请提交申请',
    en: 'This step needs an approval: ask for it',
  },
  'opportunities.approval_not_needed': {
    status: 409,
    zh: '这一步不需要审批，可以直接做',
    en: 'This step needs no approval: it can be done at once',
  },
  'opportunities.approval_waiting': {
    status: 409,
    zh: '已有一份同样的申请在等审批',
    en: 'The same step is waiting for a decision already',
  },
  'opportunities.approval_decided': {
    status: 409,
    zh: '这份申请已经由{name}处理',
    en: '{name} has dealt with it already',
  },
  'opportunities.not_an_approver': {
    status: 403,
    zh: '这一步不由您的岗位审批',
    en: 'Your role does not decide on this step',
  },
  'opportunities.asker_is_approver': {
    status: 403,
    zh: '不能审批自己的申请',
    en: 'Nobody decides on their own request',
  },
  'opportunities.not_your_request': {
    status: 403,
    zh: '只有申请人可以撤回',
    en: 'Only who asked may withdraw it',
  },
})

export const approvalEvents = {
  /** recordId: the approval; data: customerId, personIds (who may decide). */
  asked: 'opportunities.approval_asked',
  /** recordId: the approval; data: customerId, personId (who asked), state. */
  decided: 'opportunities.approval_decided',
} as const

export const approvalSteps = ['suspend', 'activate', 'terminate', 'stage'] as const
export type ApprovalStep = (typeof approvalSteps)[number]
export const approvalStates = ['open', 'approved', 'refused', 'withdrawn', 'lapsed'] as const
export type ApprovalState = (typeof approvalStates)[number]

export const approvalSchema = z.object({
  id: z.uuid(),
  opportunityId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  ownerName: z.string().nullable(),
  level: z.string(),
  step: z.enum(approvalSteps),
  toStage: z.int().nullable(),
  wakeUpOn: z.string().nullable(),
  summary: z.string().nullable(),
  reason: z.string(),
  /** Keys of the roles that decide. */
  approvers: z.array(z.string()),
  askedById: z.uuid(),
  askedByName: z.string().nullable(),
  askedAt: z.iso.datetime(),
  state: z.enum(approvalStates),
  decidedByName: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionReason: z.string().nullable(),
  /** Whether the asker of this list may decide it. */
  mayDecide: z.boolean(),
  isMine: z.boolean(),
})
export type Approval = z.infer<typeof approvalSchema>

export const askApproval = defineRoute({
  method: 'POST',
  path: '/api/opportunities/:id/approvals',
  summary: { zh: '申请审批', en: 'Ask for an approval' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    step: z.enum(approvalSteps),
    /** For `stage`. */
    toStage: z.int().min(1).max(89).optional(),
    /** For `suspend`. */
    wakeUpOn: z.iso.date().optional(),
    /** For `terminate`. */
    summary: z.string().trim().min(2).max(2000).optional(),
    reason: reasonText,
  }),
  response: approvalSchema,
  status: 201,
})

export const decideApproval = defineRoute({
  method: 'PUT',
  path: '/api/card-approvals/:id/decision',
  summary: { zh: '同意或拒绝', en: 'Approve or refuse' },
  access: 'opportunities.approve',
  params: idParams,
  body: z.strictObject({ isApproved: z.boolean(), reason: reasonText }),
  response: z.object({ approval: approvalSchema, card: cardSchema }),
})

export const withdrawApproval = defineRoute({
  method: 'PUT',
  path: '/api/card-approvals/:id/withdrawal',
  summary: { zh: '撤回申请', en: 'Withdraw a request' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({ reason: reasonText }),
  response: approvalSchema,
})

export const listApprovals = defineRoute({
  method: 'GET',
  path: '/api/card-approvals',
  summary: { zh: '潜客卡审批', en: 'Approvals of cards' },
  access: 'opportunities.read',
  query: z.object({
    /** What I may decide, what I asked for, or all that was dealt with in my scope. */
    show: z.enum(['waiting', 'mine', 'done']).default('waiting'),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({ items: z.array(approvalSchema), nextCursor: z.string().nullable() }),
})

export const approvalsOfCard = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/approvals',
  summary: { zh: '一张卡的审批', en: 'Approvals of one card' },
  access: 'opportunities.read',
  params: idParams,
  response: z.object({ items: z.array(approvalSchema) }),
})
