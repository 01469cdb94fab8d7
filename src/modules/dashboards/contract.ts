import { z } from 'zod'
import { figureSchema, periodSchema } from '#modules/metrics/contract.ts'
import { breakdowns } from '#shared/breakdowns.ts'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'

export const dashboardsError = defineErrors({
  'dashboards.one_number_crossed': {
    status: 422,
    zh: '交叉表只能放一个指标',
    en: 'Two crossed dimensions take one number only',
  },
  'dashboards.no_address': {
    status: 422,
    zh: '{name}还没有填写邮箱，请先在个人页填写',
    en: '{name} has no mail address yet: it is set on the own page',
  },
  'dashboards.no_such_person': {
    status: 422,
    zh: '本店没有这位在职员工',
    en: 'Nobody of this store by that id',
  },
  'dashboards.rhythm': {
    status: 422,
    zh: '每周请选择星期，每月请选择 1–28 日',
    en: 'Weekly needs a weekday, monthly a day from 1 to 28',
  },
})

const breakdownSchema = z.enum(breakdowns)

/** Periods that move with the day, resolved to business days of the store. */
export const movingPeriods = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_30_days',
  'last_90_days',
  'last_12_months',
] as const
export type MovingPeriod = (typeof movingPeriods)[number]

/** What a report asks: numbers as columns, a dimension as rows, one number also by two crossed. */
export const reportQuerySchema = periodSchema.extend({
  /** Keys of numbers joined by commas. */
  metrics: z.string().regex(/^[a-z_]{2,60}(,[a-z_]{2,60}){0,11}$/),
  by: breakdownSchema.optional(),
  by2: breakdownSchema.optional(),
  /** Instead of `from` and `to`. */
  period: z.enum(movingPeriods).optional(),
  /** The totals of the period before too. */
  compare: z.enum(['previous']).optional(),
})
export type ReportQuery = z.infer<typeof reportQuerySchema>

const nullableFigure = figureSchema.nullable()
export const reportSchema = z.object({
  from: z.string(),
  to: z.string(),
  asOf: z.string().nullable(),
  by: breakdownSchema.nullable(),
  by2: breakdownSchema.nullable(),
  leastN: z.int(),
  /** Whether the rows add up to the total; not where a record may have several values. */
  addsUp: z.boolean(),
  columns: z.array(
    z.object({
      metric: z.string(),
      unit: z.enum(['count', 'rate', 'amount']),
      label: z.string(),
      labelEn: z.string(),
      /** The value of the second breakdown; null for a number of its own. */
      value2: z.string().nullable(),
    }),
  ),
  rows: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      labelEn: z.string(),
      figures: z.array(nullableFigure),
    }),
  ),
  totals: z.array(nullableFigure),
  /** The same totals of the period before, where it was asked for. */
  before: z
    .object({ from: z.string(), to: z.string(), totals: z.array(nullableFigure) })
    .nullable(),
})
export type Report = z.infer<typeof reportSchema>

export const getReport = defineRoute({
  method: 'GET',
  path: '/api/reports/table',
  summary: { zh: '自定义报表', en: 'A report of chosen numbers by a chosen dimension' },
  access: 'metrics.read',
  acrossStores: true,
  query: reportQuerySchema,
  response: reportSchema,
})

export const exportReport = defineRoute({
  method: 'GET',
  path: '/api/reports/table/export',
  summary: { zh: '导出自定义报表', en: 'A report as a file' },
  access: 'metrics.read',
  acrossStores: true,
  query: reportQuerySchema.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
})

export const rhythms = ['daily', 'weekly', 'monthly'] as const
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const rhythmFields = {
  rhythm: z.enum(rhythms),
  weekday: z.int().min(1).max(7).nullable().default(null),
  monthDay: z.int().min(1).max(28).nullable().default(null),
  /** Time of day in the store's zone. */
  atTime: timeSchema,
}

export const scheduleSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  personId: z.uuid(),
  personName: z.string().nullable(),
  rhythm: z.enum(rhythms),
  weekday: z.int().nullable(),
  monthDay: z.int().nullable(),
  atTime: z.string(),
  nextOn: z.string(),
  isPaused: z.boolean(),
  lastSentAt: z.iso.datetime().nullable(),
  /** Why the latest could not be sent: `not_allowed`, `no_address`, or what the mail service said. */
  lastError: z.string().nullable(),
  /** How often it was tried and when it is again; null `againAt` once it is given up. */
  attempts: z.int(),
  againAt: z.iso.datetime().nullable(),
  query: z.record(z.string(), z.string()),
  version: z.int(),
})
export type Schedule = z.infer<typeof scheduleSchema>

export const listSchedules = defineRoute({
  method: 'GET',
  path: '/api/report-schedules',
  summary: { zh: '定时报表', en: 'Reports mailed on a rhythm' },
  access: 'metrics.read',
  response: z.object({
    items: z.array(scheduleSchema),
    /** Whether this installation can send mail at all. */
    canMail: z.boolean(),
  }),
})

export const makeSchedule = defineRoute({
  method: 'POST',
  path: '/api/report-schedules',
  summary: { zh: '定时发送报表', en: 'Mail a report on a rhythm' },
  access: 'exports.run',
  body: z.strictObject({
    id: z.uuid().optional(),
    name: z.string().trim().min(1).max(40),
    query: reportQuerySchema,
    /** People of the store; each gets the report with their own rights. */
    personIds: z.array(z.uuid()).min(1).max(20),
    ...rhythmFields,
  }),
  response: z.object({ items: z.array(scheduleSchema) }),
  status: 201,
})

export const changeSchedule = defineRoute({
  method: 'PATCH',
  path: '/api/report-schedules/:id',
  summary: { zh: '暂停或继续定时报表', en: 'Pause or resume a mailed report' },
  access: 'exports.run',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({ version: z.int(), isPaused: z.boolean() }),
  response: scheduleSchema,
})

export const deleteSchedule = defineRoute({
  method: 'DELETE',
  path: '/api/report-schedules/:id',
  summary: { zh: '取消定时报表', en: 'Stop mailing a report' },
  access: 'exports.run',
  params: z.object({ id: z.uuid() }),
  response: undefined,
})

const wallFigure = figureSchema.extend({
  key: z.string(),
  unit: z.enum(['count', 'rate', 'amount']),
  label: z.string(),
  /** The store's target of the month and what it asks for by today; null where none is set. */
  goal: z.object({ target: z.number(), expected: z.number() }).nullable(),
})
/** What hangs on the wall: numbers of the store and first names of colleagues, nothing of customers. */
export const wallSchema = z.object({
  store: z.string(),
  storeEn: z.string(),
  at: z.iso.datetime(),
  day: z.string(),
  timeZone: z.string(),
  today: z.array(wallFigure),
  month: z.array(wallFigure),
  /** As on the leader board: equal ones share a place, shared deals count by their share. */
  leaders: z.array(z.object({ place: z.int(), name: z.string(), deals: z.number() })),
  days: z.array(z.object({ day: z.string(), traffic: z.int(), deals: z.int() })),
})
export type Wall = z.infer<typeof wallSchema>

export const getWall = defineRoute({
  method: 'GET',
  path: '/api/wall',
  summary: { zh: '销售看板（大屏）', en: 'The sales board for the wall' },
  access: 'metrics.read',
  response: wallSchema,
})

export const getDisplayedWall = defineRoute({
  method: 'GET',
  path: '/api/wall/:token',
  summary: { zh: '大屏显示（专用地址）', en: 'The board behind the address of a display' },
  access: 'public',
  params: z.object({ token: z.string().max(100) }),
  response: wallSchema,
  perMinute: 60,
})

export const displaySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string().nullable(),
})
export const listDisplays = defineRoute({
  method: 'GET',
  path: '/api/wall-displays',
  summary: { zh: '大屏地址', en: 'The displays of the store' },
  access: 'displays.manage',
  response: z.object({ items: z.array(displaySchema) }),
})
export const makeDisplay = defineRoute({
  method: 'POST',
  path: '/api/wall-displays',
  summary: { zh: '新建大屏地址', en: 'Make the address of a display' },
  access: 'displays.manage',
  body: z.strictObject({ name: z.string().trim().min(1).max(40) }),
  /** The path holds the secret and is told once. */
  response: displaySchema.extend({ path: z.string() }),
  status: 201,
})
export const stopDisplay = defineRoute({
  method: 'DELETE',
  path: '/api/wall-displays/:id',
  summary: { zh: '停用大屏地址', en: 'Stop a display' },
  access: 'displays.manage',
  params: z.object({ id: z.uuid() }),
  response: undefined,
})
