import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import { riskReasons } from '#shared/spot-check.ts'
import { workKinds } from '#shared/work-kinds.ts'

export const checksError = defineErrors({
  'checks.own_work': {
    status: 403,
    zh: '不能检核自己的工作',
    en: 'Nobody checks their own work',
  },
  'checks.not_a_checker': {
    status: 403,
    zh: '本店没有指定您的岗位检核这类工作',
    en: 'Your role does not check this kind of work in this store',
  },
  'checks.too_long': {
    status: 422,
    zh: '一次最多看 {days} 天',
    en: 'At most {days} days at once',
  },
  'checks.future_day': {
    status: 422,
    zh: '还没到那一天',
    en: 'That day has not come yet',
  },
  'checks.same_roles': {
    status: 422,
    zh: '执行与检核都要至少一个岗位',
    en: 'Both executing and checking need at least one role',
  },
})

export const longestPeriod = 92
const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })
const comment = z.string().trim().max(500)

export const dutySchema = z.object({
  work: z.enum(workKinds),
  /** Keys of roles. */
  executors: z.array(z.string()),
  checkers: z.array(z.string()),
  version: z.int(),
})
export type Duty = z.infer<typeof dutySchema>

export const listDuties = defineRoute({
  method: 'GET',
  path: '/api/work-duties',
  summary: { zh: '执行与检核责任人', en: 'Who executes and who checks' },
  access: 'session',
  response: z.object({
    items: z.array(dutySchema),
    roles: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string() })),
  }),
})

export const putDuty = defineRoute({
  method: 'PUT',
  path: '/api/work-duties/:work',
  summary: { zh: '设置执行与检核岗位', en: 'Set who executes and who checks' },
  access: 'checks.manage',
  params: z.object({ work: z.enum(workKinds) }),
  body: z.strictObject({
    /** 0 while the usual one holds. */
    version: z.int().min(0),
    executors: z.array(z.string().min(1).max(40)).min(1).max(20),
    checkers: z.array(z.string().min(1).max(40)).min(1).max(20),
  }),
  response: dutySchema,
})

export const unfinishedKinds = [
  'overdue',
  'unanswered',
  'missing',
  'no_model',
  'past_date',
  'unfiled',
  'left_open',
  'loss_open',
] as const
export type UnfinishedKind = (typeof unfinishedKinds)[number]

export const tickSchema = z.object({
  result: z.enum(['done', 'to_do']),
  comment: z.string(),
  checkedAt: z.iso.datetime(),
  checkedByName: z.string().nullable(),
  readAt: z.iso.datetime().nullable(),
  version: z.int(),
})

export const unfinishedSchema = z.object({
  kind: z.enum(unfinishedKinds),
  recordId: z.uuid(),
  opportunityId: z.uuid().nullable(),
  customer: z.string().nullable(),
  level: z.enum(['H', 'A', 'B', 'C']).nullable(),
  series: z.string().nullable(),
  since: z.string().nullable(),
  /** Of `missing`: which facts. */
  facts: z.array(z.string()),
  tick: tickSchema.nullable(),
})
export type Unfinished = z.infer<typeof unfinishedSchema>

/** At most this many lines per kind; the counts are of all. */
export const unfinishedShown = 60

export const getOneToOne = defineRoute({
  method: 'GET',
  path: '/api/one-to-one',
  summary: { zh: '一对一检核', en: 'The one-to-one check of a consultant' },
  access: 'checks.read',
  query: z.object({ person: z.uuid().optional(), day: daySchema.optional() }),
  response: z.object({
    day: daySchema,
    person: z.object({ id: z.uuid(), name: z.string() }),
    counts: z.array(z.object({ kind: z.enum(unfinishedKinds), n: z.int() })),
    ticked: z.int(),
    items: z.array(unfinishedSchema),
  }),
})

export const putTick = defineRoute({
  method: 'PUT',
  path: '/api/one-to-one/:day/people/:id/ticks',
  summary: { zh: '检核一条', en: 'Tick one record of a one-to-one check' },
  access: 'checks.one_to_one',
  params: z.object({ day: daySchema, id: z.uuid() }),
  body: z.strictObject({
    kind: z.enum(unfinishedKinds),
    recordId: z.uuid(),
    result: z.enum(['done', 'to_do']),
    comment: comment.default(''),
  }),
  response: tickSchema,
})

export const readOneToOne = defineRoute({
  method: 'PUT',
  path: '/api/one-to-one/:day/reading',
  summary: { zh: '我已阅读检核', en: 'I have read my check' },
  access: 'checks.read',
  params: z.object({ day: daySchema }),
  response: undefined,
})

export const oneToOneProgress = defineRoute({
  method: 'GET',
  path: '/api/one-to-one/progress',
  summary: { zh: '一对一检核进度', en: 'Progress of the one-to-one checks' },
  access: 'checks.read',
  query: z.object({ day: daySchema.optional() }),
  response: z.object({
    day: daySchema,
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        unfinished: z.int(),
        ticked: z.int(),
        toDo: z.int(),
        isRead: z.boolean(),
      }),
    ),
  }),
})

export const spotItemSchema = z.object({
  id: z.uuid(),
  day: daySchema,
  subject: z.enum(['card', 'visit', 'contact']),
  recordId: z.uuid(),
  opportunityId: z.uuid().nullable(),
  customerId: z.uuid().nullable(),
  customer: z.string().nullable(),
  phone: z.string().nullable(),
  personId: z.uuid(),
  personName: z.string().nullable(),
  /** Empty when drawn at random. */
  reasons: z.array(z.enum(riskReasons)),
  /** What the record says, to be asked about: result and note of a contact, level of a card. */
  claim: z.string(),
  result: z.enum(['true', 'not_true', 'not_reached']).nullable(),
  finding: z.string(),
  checkedByName: z.string().nullable(),
  version: z.int(),
})
export type SpotItem = z.infer<typeof spotItemSchema>

export const drawSpotChecks = defineRoute({
  method: 'POST',
  path: '/api/spot-draws',
  summary: { zh: '抽取当天抽查名单', en: 'Draw the spot checks of a day' },
  access: 'checks.spot',
  body: z.strictObject({
    day: daySchema,
    atRandom: z.int().min(0).max(50).default(5),
    byRisk: z.int().min(0).max(50).default(5),
    seed: z.int().min(0).max(2_000_000_000).optional(),
  }),
  response: z.object({ day: daySchema, seed: z.int(), drawn: z.int(), drawnFrom: z.int() }),
  status: 201,
})

export const listSpotItems = defineRoute({
  method: 'GET',
  path: '/api/spot-items',
  summary: { zh: '抽查名单', en: 'The spot checks of a day' },
  access: 'checks.read',
  query: z.object({ day: daySchema }),
  response: z.object({
    day: daySchema,
    draw: z.object({ seed: z.int(), drawnFrom: z.int(), madeAt: z.iso.datetime() }).nullable(),
    items: z.array(spotItemSchema),
  }),
})

export const putSpotResult = defineRoute({
  method: 'PUT',
  path: '/api/spot-items/:id/result',
  summary: { zh: '记录抽查结果', en: 'Tick a spot check off' },
  access: 'checks.spot',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({
    version: z.int(),
    result: z.enum(['true', 'not_true', 'not_reached']),
    finding: comment.default(''),
  }),
  response: spotItemSchema,
})

export const spotRates = defineRoute({
  method: 'GET',
  path: '/api/spot-rates',
  summary: { zh: '抽查真实率', en: 'How much of each consultant’s work was true' },
  access: 'checks.read',
  query: z.object({ from: daySchema, to: daySchema }),
  response: z.object({
    minimumN: z.int(),
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string().nullable(),
        drawn: z.int(),
        isTrue: z.int(),
        notTrue: z.int(),
        notReached: z.int(),
      }),
    ),
  }),
})
