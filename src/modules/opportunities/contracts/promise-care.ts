import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import {
  intentLevelSchema,
  levelLimitsSchema,
  promiseGapsSchema,
} from '#shared/promise-settings.ts'
import { cardSchema, dayText, idParams } from './card.ts'

export const promiseError = defineErrors({
  'opportunities.move_too_early': {
    status: 422,
    zh: '跟踪日期不能早于今天（{today}）',
    en: 'The promise cannot be moved before today ({today})',
  },
  'opportunities.move_too_late': {
    status: 422,
    zh: '最晚只能推迟到 {latest}，再晚请找经理',
    en: 'It can be put off until {latest} at the latest; further needs a manager',
  },
  'opportunities.move_needs_reason': {
    status: 422,
    zh: '推迟跟踪需要填写原因',
    en: 'Putting a promise off needs a reason',
  },
  'opportunities.promise_gone': {
    status: 409,
    zh: '这次跟踪已完成或已改期，请看最新的卡片',
    en: 'This promise was kept or moved meanwhile; please look at the card again',
  },
  'opportunities.nothing_to_undo': {
    status: 409,
    zh: '没有可以撤销的改期',
    en: 'There is no move to take back',
  },
  'opportunities.already_settled': {
    status: 409,
    zh: '这条上报已处理',
    en: 'This has been dealt with already',
  },
})

/** The store's rules of levels and promises, as everybody who chooses a level sees them. */
export const getCadence = defineRoute({
  method: 'GET',
  path: '/api/cadence',
  summary: { zh: '级别与跟踪规则', en: 'The rules of levels and follow-ups' },
  access: 'opportunities.read',
  response: z.object({
    levelLimits: levelLimitsSchema,
    promiseGaps: promiseGapsSchema,
    /** The longest gap at a funnel stage, for stages that have one. */
    stageGaps: z.record(z.string(), z.int()),
    escalationDays: z.int(),
    dailyCapacity: z.int(),
    /** `HH:MM` in the store's zone: the end of the working day. */
    dayEndsAt: z.string(),
  }),
})

export const movePromise = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/promise',
  summary: { zh: '改期跟踪（提前或推迟）', en: 'Move the promise, sooner or later' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({
    /** The promise the person had before them. */
    followUpId: z.uuid(),
    dueOn: dayText,
    /** Needed to put it off. */
    reason: z.string().trim().min(2).max(500).optional(),
  }),
  response: cardSchema,
})

export const undoPromiseMove = defineRoute({
  method: 'DELETE',
  path: '/api/opportunities/:id/promise/move',
  summary: { zh: '撤销改期', en: 'Take the move of the promise back' },
  access: 'opportunities.write',
  params: idParams,
  response: cardSchema,
})

export const pinCard = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/pin',
  summary: { zh: '置顶', en: 'Keep on top of one’s day' },
  access: 'opportunities.read',
  params: idParams,
  response: undefined,
})

export const unpinCard = defineRoute({
  method: 'DELETE',
  path: '/api/opportunities/:id/pin',
  summary: { zh: '取消置顶', en: 'No longer on top' },
  access: 'opportunities.read',
  params: idParams,
  response: undefined,
})

export const escalationOutcomes = ['talked', 'met', 'handed_over', 'accepted'] as const
export const escalationSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['overdue', 'unanswered']),
  /** The day the promise was due, or of the third unanswered attempt. */
  since: z.string(),
  escalatedAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
  settledByName: z.string().nullable(),
  outcome: z.string().nullable(),
  comment: z.string(),
  version: z.int(),
  card: cardSchema,
})
export type Escalation = z.infer<typeof escalationSchema>

export const listEscalations = defineRoute({
  method: 'GET',
  path: '/api/escalations',
  summary: { zh: '上报给经理的跟踪', en: 'What rose to the manager' },
  access: 'opportunities.read',
  query: z.object({
    state: z.enum(['open', 'settled']).default('open'),
    owner: z.uuid().optional(),
  }),
  response: z.object({ items: z.array(escalationSchema), count: z.int() }),
})

export const settleEscalation = defineRoute({
  method: 'PUT',
  path: '/api/escalations/:id/settlement',
  summary: { zh: '处理上报', en: 'Deal with what rose' },
  access: 'opportunities.assign',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    outcome: z.enum(escalationOutcomes),
    comment: z.string().trim().min(2).max(500),
  }),
  response: escalationSchema,
})

export const levelMoveSchema = z.object({
  id: z.uuid(),
  opportunityId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  from: intentLevelSchema,
  to: intentLevelSchema,
  day: z.string(),
  reason: z.string().nullable(),
  /** By itself as the date came nearer, else by whom. */
  isDrift: z.boolean(),
  byName: z.string().nullable(),
})
export const listLevelMoves = defineRoute({
  method: 'GET',
  path: '/api/level-moves',
  summary: { zh: '级别变动', en: 'Moves of levels' },
  access: 'opportunities.read',
  query: z.object({ from: dayText, to: dayText, owner: z.uuid().optional() }),
  response: z.object({
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string().nullable(),
        up: z.int(),
        down: z.int(),
        drifted: z.int(),
      }),
    ),
    /** The latest 500; the counts are of all. */
    items: z.array(levelMoveSchema),
    count: z.int(),
  }),
})

export const dayForecast = defineRoute({
  method: 'GET',
  path: '/api/follow-ups/forecast',
  summary: { zh: '按今日负荷，明天会违约的跟踪', en: "What breaks tomorrow at today's load" },
  access: 'opportunities.read',
  query: z.object({ owner: z.union([z.uuid(), z.literal('me')]).default('me') }),
  response: z.object({
    today: z.string(),
    next: z.string(),
    capacity: z.int(),
    done: z.int(),
    /** Open promises due by today, and on the next open day. */
    dueToday: z.int(),
    dueNext: z.int(),
    /** All that break; the first twenty are named. */
    count: z.int(),
    items: z.array(cardSchema),
  }),
})
