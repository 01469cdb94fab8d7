import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { roadSteps } from '#shared/road-steps.ts'

export const roadError = defineErrors({
  'road.required_open': {
    status: 409,
    zh: '要先完成“{step}”',
    en: '“{step}” comes first',
  },
  'road.required_not_skipped': {
    status: 403,
    zh: '“{step}”是必做步骤，只有经理可以跳过',
    en: '“{step}” is required; only a manager may skip it',
  },
  'road.done_by_facts': {
    status: 409,
    zh: '“{step}”由系统记录为完成，不用打勾',
    en: '“{step}” is done by what is on record; it needs no tick',
  },
  'road.facts_needed': {
    status: 422,
    zh: '“{step}”要有记录才算完成',
    en: '“{step}” is done by recording it, not by a tick',
  },
  'road.reason_needed': {
    status: 422,
    zh: '跳过步骤请写明原因',
    en: 'Skipping a step needs a reason',
  },
  'road.no_such_item': {
    status: 422,
    zh: '检查表里没有这一项',
    en: 'No such line on the check list',
  },
  'road.card_closed': {
    status: 409,
    zh: '这张潜客卡已结束',
    en: 'This card has ended',
  },
  'road.unknown_option': {
    status: 422,
    zh: '这个选项已停用或不存在，请重新选择',
    en: 'This choice is no longer offered; please choose again',
  },
  'road.budget_backwards': {
    status: 422,
    zh: '预算上限不能小于下限',
    en: 'The budget’s upper end cannot be below its lower end',
  },
  'road.not_appraised': {
    status: 409,
    zh: '这台车还没有评估价',
    en: 'The car has not been appraised yet',
  },
  'road.appraisal_expired': {
    status: 409,
    zh: '评估价已于{until}过期，请重新评估',
    en: 'The appraisal ended on {until}; appraise the car again',
  },
  'road.no_such_file': {
    status: 422,
    zh: '有照片不是这位客户的附件',
    en: 'A photograph is no file of this customer',
  },
  'road.rival_taken': { status: 409, zh: '已经有这个竞品', en: 'This rival is on record already' },
  'road.price_backwards': {
    status: 422,
    zh: '最高价不能低于最低价',
    en: 'The highest price cannot be below the lowest',
  },
})

export const roadEvents = {
  /** recordId: the card. data: customerId. */
  changed: 'road.changed',
  tradeInChanged: 'road.trade_in_changed',
  costChanged: 'road.cost_changed',
  enquiryChanged: 'road.enquiry_changed',
  rivalsChanged: 'road.rivals_changed',
  wordsChanged: 'road.words_changed',
} as const

export const fuels = ['petrol', 'diesel', 'hybrid', 'plug_in', 'electric', 'open'] as const
export const payments = ['cash', 'loan', 'lease', 'open'] as const
/** The places of a walk-round. */
export const shownParts = [
  'front',
  'engine',
  'side',
  'rear',
  'rear_seat',
  'driver_seat',
  'systems',
] as const

const params = z.object({ id: z.uuid() })
const stepSchema = z.enum(roadSteps)
export const textSchema = z.string().trim().max(1000)
export const fenSchema = z.int().min(0).max(100_000_000_000)
export const reasonSchema = z.string().trim().min(2).max(300)
export const dayText = z.iso.date()

const stepViewSchema = z.object({
  step: stepSchema,
  state: z.enum(['done', 'skipped', 'next', 'open', 'passed', 'ongoing']),
  isRequired: z.boolean(),
  /** Done by what is on record (`fact`), or said by a person. */
  how: z.enum(['fact', 'tick']).nullable(),
  at: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  reason: z.string(),
  markId: z.uuid().nullable(),
  todo: z.string(),
  say: z.string(),
  items: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      markId: z.uuid().nullable(),
      at: z.iso.datetime().nullable(),
      by: z.string().nullable(),
    }),
  ),
})
export type StepView = z.infer<typeof stepViewSchema>

const needsFields = {
  /** An option of the list `purchase_type`: first car, additional, replacement, company. */
  purchaseTypeId: z.uuid().nullable(),
  purposeId: z.uuid().nullable(),
  purpose: textSchema,
  budgetFromFen: fenSchema.nullable(),
  budgetToFen: fenSchema.nullable(),
  seats: z.int().min(1).max(60).nullable(),
  fuel: z.enum(fuels).nullable(),
  mustHaves: textSchema,
  decisionMaker: textSchema,
  timing: textSchema,
  currentCar: textSchema,
  rivalIds: z.array(z.uuid()).max(10),
  rivalsText: textSchema,
  payment: z.enum(payments).nullable(),
  note: textSchema,
}
export const needsSchema = z.object({
  ...needsFields,
  changedAt: z.iso.datetime(),
  changedBy: z.string().nullable(),
  version: z.int(),
})
export type Needs = z.infer<typeof needsSchema>

export const presentationSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  personName: z.string().nullable(),
  seriesId: z.uuid().nullable(),
  seriesName: z.string().nullable(),
  shown: z.array(z.enum(shownParts)),
  liked: z.string(),
  doubts: z.string(),
  rivalIds: z.array(z.uuid()),
})
export type Presentation = z.infer<typeof presentationSchema>

export const roadSchema = z.object({
  opportunityId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  cardState: z.string(),
  stage: z.int(),
  seriesId: z.uuid().nullable(),
  /** May be worked on by who asks. */
  isMine: z.boolean(),
  next: stepSchema.nullable(),
  steps: z.array(stepViewSchema),
  needs: needsSchema.nullable(),
  /** What kind of purchase it looks like, and why; null where nothing tells. */
  proposedType: z
    .object({ id: z.uuid(), why: z.enum(['trade_in', 'owner', 'company']) })
    .nullable(),
  presentations: z.array(presentationSchema),
})
export type Road = z.infer<typeof roadSchema>

export const roadOf = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/road',
  summary: { zh: '一张潜客卡的销售流程', en: 'The road of a card' },
  access: 'opportunities.read',
  params,
  response: roadSchema,
})
export const roadOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/road',
  summary: { zh: '客户当前的销售流程', en: 'The road a customer is on' },
  access: 'opportunities.read',
  params,
  response: z.object({ road: roadSchema.nullable() }),
})

export const markStep = defineRoute({
  method: 'POST',
  path: '/api/opportunities/:id/road-marks',
  summary: { zh: '完成、跳过步骤或勾选检查项', en: 'Tick or skip a step, tick a line of its list' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({
    id: z.uuid().optional(),
    step: stepSchema,
    kind: z.enum(['done', 'skipped', 'item']),
    item: z.string().max(40).default(''),
    reason: z.string().trim().max(300).default(''),
  }),
  response: roadSchema,
})
export const unmarkStep = defineRoute({
  method: 'DELETE',
  path: '/api/road-marks/:id',
  summary: { zh: '撤销打勾或跳过', en: 'Take back a tick or a skipping' },
  access: 'opportunities.write',
  params,
  response: roadSchema,
})

export const saveNeeds = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/needs',
  summary: { zh: '记录购车需求', en: 'Record what the customer needs' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({
    /** 0 where nothing was recorded before. */
    version: z.int().min(0),
    ...z.object(needsFields).partial().shape,
  }),
  response: roadSchema,
})

export const addPresentation = defineRoute({
  method: 'POST',
  path: '/api/opportunities/:id/presentations',
  summary: { zh: '记录车辆介绍', en: 'Record a presentation' },
  access: 'opportunities.write',
  params,
  body: z.strictObject({
    id: z.uuid().optional(),
    seriesId: z.uuid().nullable().default(null),
    shown: z.array(z.enum(shownParts)).max(10).default([]),
    liked: textSchema.default(''),
    doubts: textSchema.default(''),
    rivalIds: z.array(z.uuid()).max(10).default([]),
  }),
  response: roadSchema,
})
export const withdrawPresentation = defineRoute({
  method: 'DELETE',
  path: '/api/presentations/:id',
  summary: { zh: '撤回车辆介绍', en: 'Withdraw a presentation' },
  access: 'opportunities.write',
  params,
  response: roadSchema,
})

const stepTextSchema = z.object({
  todo: z.tuple([textSchema.max(2000), textSchema.max(2000)]),
  say: z.tuple([textSchema.max(2000), textSchema.max(2000)]),
  items: z
    .array(
      z.object({
        key: z.string().min(1).max(40),
        zh: z.string().trim().min(1).max(100),
        en: z.string().trim().max(100),
      }),
    )
    .max(20),
})
export type StepText = z.infer<typeof stepTextSchema>
const heldFrom = z.enum(['standard', 'group', 'store'])

export const listRoadWords = defineRoute({
  method: 'GET',
  path: '/api/road-words',
  summary: { zh: '销售流程的内容与话术', en: 'What is done and said at each step' },
  access: 'session',
  response: z.object({
    steps: z.array(z.object({ step: stepSchema, from: heldFrom, words: stepTextSchema })),
    required: z.array(stepSchema),
    version: z.int(),
  }),
})
export const roadWordsHistory = defineRoute({
  method: 'GET',
  path: '/api/road-words/:step/history',
  summary: { zh: '话术修改历史', en: 'How the words of a step changed' },
  access: 'road.manage',
  params: z.object({ step: stepSchema }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        level: z.enum(['group', 'store']),
        at: z.iso.datetime(),
        by: z.string().nullable(),
        isReset: z.boolean(),
        words: stepTextSchema.nullable(),
      }),
    ),
  }),
})
export const saveRoadWords = defineRoute({
  method: 'PUT',
  path: '/api/road-words/:step',
  summary: { zh: '修改话术', en: 'Change the words of a step' },
  access: 'road.manage',
  params: z.object({ step: stepSchema }),
  body: z.strictObject({
    level: z.enum(['group', 'store']),
    /** Null goes back to what holds above. */
    words: stepTextSchema.nullable(),
  }),
  response: z.object({ step: stepSchema, from: heldFrom, words: stepTextSchema }),
})
export const saveRequired = defineRoute({
  method: 'PUT',
  path: '/api/road-required',
  summary: { zh: '设置必做步骤', en: 'Say which steps are required' },
  access: 'road.manage',
  body: z.strictObject({ required: z.array(stepSchema).max(8) }),
  response: z.object({ required: z.array(stepSchema) }),
})
