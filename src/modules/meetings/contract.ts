import { z } from 'zod'
import { specialSchema } from '#modules/customers/contract.ts'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'

export const meetingsError = defineErrors({
  'meetings.too_far': {
    status: 422,
    zh: '晨会清单只能看前后 {days} 天',
    en: 'The morning list reaches {days} days back and ahead',
  },
})

/** How many days back and ahead of today a morning list can be asked for. */
export const morningReach = 31

/** At most this many lines per list and consultant; the counts are always of all. */
export const linesShown = 60

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })

const cardLine = {
  opportunityId: z.uuid(),
  customerId: z.uuid(),
  /** Null without the right to see customers. */
  customer: z.string().nullable(),
  special: specialSchema.nullable(),
  phone: z.string().nullable(),
  level: z.enum(['H', 'A', 'B', 'C']),
  series: z.string().nullable(),
}

export const promiseLineSchema = z.object({
  ...cardLine,
  followUpId: z.uuid(),
  purpose: z.string(),
  dueOn: daySchema,
  /** 0 when it is due on the day of the list. */
  daysOverdue: z.int(),
  lastContactOn: daySchema,
})
export type PromiseLine = z.infer<typeof promiseLineSchema>

export const breachLineSchema = z.object({
  ...cardLine,
  dueOn: daySchema,
  /** When it was kept or moved after all; null while it is still open. */
  keptOn: daySchema.nullable(),
})
export const newCardLineSchema = z.object({ ...cardLine, openedOn: daySchema })

export const visitLineSchema = z.object({
  visitId: z.uuid(),
  day: daySchema,
  arrivedAt: z.iso.datetime().nullable(),
  channel: z.enum(['walk-in', 'call-in']),
  series: z.string().nullable(),
  /** Closed by the clock an hour after closing time. */
  isFlagged: z.boolean(),
})
export type VisitLine = z.infer<typeof visitLineSchema>

export const countsSchema = z.object({
  due: z.int(),
  overdue: z.int(),
  /** Promises kept on the day of the list. */
  kept: z.int(),
  newCards: z.int(),
  unfiled: z.int(),
  leftOpen: z.int(),
  breaches: z.int(),
})

export const morningPersonSchema = z.object({
  /** Null gathers the visits nobody received. */
  id: z.uuid().nullable(),
  name: z.string(),
  counts: countsSchema,
  load: z.object({
    /** Open promises due on or before the day. */
    today: z.int(),
    capacity: z.int(),
    /** Due on the next open day. */
    tomorrow: z.int(),
    /** Promises that will be broken at the end of the next open day at this capacity. */
    willBreak: z.int(),
  }),
  promises: z.array(promiseLineSchema),
  newCards: z.array(newCardLineSchema),
  unfiled: z.array(visitLineSchema),
  leftOpen: z.array(visitLineSchema),
  breaches: z.array(breachLineSchema),
})
export type MorningPerson = z.infer<typeof morningPersonSchema>

export const morningSchema = z.object({
  day: daySchema,
  today: daySchema,
  /** The last open day before; what is called yesterday reaches from it to the day before. */
  since: daySchema,
  next: daySchema,
  people: z.array(morningPersonSchema),
})
export type Morning = z.infer<typeof morningSchema>

export const getMorning = defineRoute({
  method: 'GET',
  path: '/api/morning',
  summary: {
    zh: '晨会清单：每位顾问今天的任务与昨天的遗留',
    en: "The morning list: each consultant's work of the day and what yesterday left",
  },
  access: 'meetings.read',
  query: z.object({ day: daySchema.optional() }),
  response: morningSchema,
})
