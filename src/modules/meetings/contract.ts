import { z } from 'zod'
import { specialSchema } from '#modules/customers/contract.ts'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'

export const meetingsError = defineErrors({
  'meetings.nobody_there': {
    status: 422,
    zh: '请选择在岗的同事代班',
    en: 'Choose colleagues who are present',
  },
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

export const appointmentLineSchema = z.object({
  appointmentId: z.uuid(),
  opportunityId: z.uuid().nullable(),
  customerId: z.uuid(),
  customer: z.string().nullable(),
  phone: z.string().nullable(),
  startsAt: z.iso.datetime(),
  purpose: z.string(),
  state: z.string(),
})
export const escalationLineSchema = z.object({
  ...cardLine,
  kind: z.enum(['overdue', 'unanswered']),
  since: daySchema,
})

/** What was decided for a consultant at the meeting, and whether they have been gone through. */
export const noteSchema = z.object({
  decision: z.string(),
  doneAt: z.iso.datetime().nullable(),
  doneByName: z.string().nullable(),
  version: z.int(),
})
export type MorningNote = z.infer<typeof noteSchema>

export const countsSchema = z.object({
  due: z.int(),
  overdue: z.int(),
  /** Promises kept on the day of the list. */
  kept: z.int(),
  newCards: z.int(),
  unfiled: z.int(),
  leftOpen: z.int(),
  breaches: z.int(),
  appointments: z.int(),
  escalations: z.int(),
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
  appointments: z.array(appointmentLineSchema),
  escalations: z.array(escalationLineSchema),
  /** Which cards will break tomorrow at today's load; `load.willBreak` counts them. */
  breaking: z.array(promiseLineSchema),
  /** Away on that day, all or part of it, as the plan of leave says. */
  isAway: z.boolean(),
  note: noteSchema.nullable(),
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

const peopleParams = z.object({ day: daySchema, id: z.uuid() })

export const putNote = defineRoute({
  method: 'PUT',
  path: '/api/morning/:day/people/:id/note',
  summary: { zh: '晨会决定与完成', en: "The meeting's decision for a consultant" },
  access: 'meetings.run',
  params: peopleParams,
  body: z.strictObject({
    /** 0 while there is none yet. */
    version: z.int().min(0),
    decision: z.string().trim().max(2000),
    isDone: z.boolean(),
  }),
  response: noteSchema,
})

export const getMinutes = defineRoute({
  method: 'GET',
  path: '/api/minutes',
  summary: { zh: '晨会纪要', en: 'The minutes of the meetings' },
  access: 'meetings.read',
  query: z.object({ day: daySchema.optional() }),
  response: z.object({
    day: daySchema,
    /** Days that have minutes, the latest first. */
    days: z.array(daySchema),
    items: z.array(
      z.object({
        personId: z.uuid(),
        name: z.string(),
        ...noteSchema.omit({ version: true }).shape,
        /** As they stood when the consultant was marked done. */
        counts: countsSchema.partial().nullable(),
      }),
    ),
  }),
})

export const getMorningSheet = defineRoute({
  method: 'GET',
  path: '/api/morning/sheet',
  summary: { zh: '晨会清单（xlsx）', en: 'The morning list as a sheet' },
  access: 'meetings.read',
  query: z.object({ day: daySchema.optional() }),
  response: 'file',
})

const shareSchema = z.object({ opportunityId: z.uuid(), personId: z.uuid() })

export const proposeShareOut = defineRoute({
  method: 'GET',
  path: '/api/share-outs/proposal',
  summary: { zh: '代班分配建议', en: 'How an absent person’s day could be shared out' },
  access: 'meetings.run',
  query: z.object({ person: z.uuid(), day: daySchema.optional() }),
  response: z.object({
    day: daySchema,
    person: z.object({ id: z.uuid(), name: z.string() }),
    helpers: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        /** Open promises due by that day, their own. */
        load: z.int(),
        isAway: z.boolean(),
      }),
    ),
    items: z.array(
      promiseLineSchema.extend({
        /** Who would do it: those present, by load; or who stands in already. */
        toId: z.uuid().nullable(),
        isShared: z.boolean(),
      }),
    ),
  }),
})

export const shareOut = defineRoute({
  method: 'POST',
  path: '/api/share-outs',
  summary: { zh: '代班分配', en: "Share out an absent person's day" },
  access: 'meetings.run',
  body: z.strictObject({
    id: z.uuid().optional(),
    personId: z.uuid(),
    day: daySchema,
    shares: z.array(shareSchema).min(1).max(500),
  }),
  response: z.object({ operationId: z.uuid(), count: z.int() }),
  status: 201,
})
