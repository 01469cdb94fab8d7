import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'

export const appointmentError = defineErrors({
  'appointments.in_past': {
    status: 422,
    zh: '预约时间不能早于现在',
    en: 'An appointment cannot begin in the past',
  },
  'appointments.too_far': {
    status: 422,
    zh: '最多提前 {days} 天预约',
    en: 'Appointments reach {days} days ahead at most',
  },
  'appointments.no_such_consultant': {
    status: 422,
    zh: '本店没有这位在职的顾问',
    en: 'Nobody of this store by that id who is active',
  },
  'appointments.consultant_needed': {
    status: 422,
    zh: '请选择接待顾问',
    en: 'Choose the consultant',
  },
  'appointments.only_own': {
    status: 403,
    zh: '只能给自己安排预约',
    en: 'You make appointments for yourself only',
  },
  'appointments.wrong_state': {
    status: 409,
    zh: '这个预约已{state}，不能这样做',
    en: 'The appointment is {state}; this cannot be done',
  },
  'appointments.continued': {
    status: 409,
    zh: '改期后的预约已有变化，不能撤销改期',
    en: 'The appointment it was moved to has changed since; the move stays',
  },
})

export const purposes = [
  'visit',
  'test_drive',
  'negotiation',
  'delivery',
  'service',
  'other',
] as const
export const appointmentStates = [
  'planned',
  'shown',
  'no_show',
  'rescheduled',
  'cancelled',
] as const
export type Purpose = (typeof purposes)[number]
export type AppointmentState = (typeof appointmentStates)[number]

/** How far ahead an appointment may be made, and how long it is unless said. */
export const longestAheadDays = 365
export const usualMinutes = 60

/** What this module announces; data holds ids and words only. */
export const appointmentEvents = {
  made: 'appointments.made',
  changed: 'appointments.changed',
  rescheduled: 'appointments.rescheduled',
  cancelled: 'appointments.cancelled',
  shown: 'appointments.shown',
  noShow: 'appointments.no_show',
  /** An appointment begins within the store's reminder time: data names customer and consultant. */
  soon: 'appointments.soon',
} as const

const daySchema = z.string().refine(isDay)
const noteSchema = z.string().trim().max(1000)
const reasonSchema = z.string().trim().min(2).max(300)
const versionSchema = z.int().min(1)
const minutesSchema = z.int().min(10).max(480)
const startSchema = z.iso.datetime({ offset: true })
const params = z.object({ id: z.uuid() })
const namedSchema = z.object({ id: z.uuid(), name: z.string() })

export const appointmentSchema = z.object({
  id: z.uuid(),
  customer: namedSchema,
  opportunityId: z.uuid().nullable(),
  consultant: namedSchema,
  /** The business day of the start in the store's zone. */
  day: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  purpose: z.enum(purposes),
  note: z.string(),
  state: z.enum(appointmentStates),
  /** Why it was moved or cancelled. */
  reason: z.string(),
  /** The appointment it was moved from. */
  previousId: z.uuid().nullable(),
  visitId: z.uuid().nullable(),
  shownAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type Appointment = z.infer<typeof appointmentSchema>

/** Another appointment of the same consultant at the same time: a warning, never a refusal. */
const overlapSchema = z.object({
  id: z.uuid(),
  customerName: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
})
const savedSchema = appointmentSchema.extend({ overlaps: z.array(overlapSchema) })

export const makeAppointment = defineRoute({
  method: 'POST',
  path: '/api/appointments',
  summary: { zh: '预约到店', en: 'Make an appointment' },
  access: 'appointments.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    customerId: z.uuid(),
    /** The consultant; left out, whoever holds the card or the customer, else the person asking. */
    personId: z.uuid().optional(),
    startsAt: startSchema,
    minutes: minutesSchema.optional(),
    purpose: z.enum(purposes),
    note: noteSchema.optional(),
  }),
  response: savedSchema,
  status: 201,
})

export const listAppointments = defineRoute({
  method: 'GET',
  path: '/api/appointments',
  summary: { zh: '预约日历', en: 'Appointments of a period, in their order' },
  access: 'appointments.read',
  query: z.object({
    /** Business days of the store, both included; today unless given. */
    from: daySchema.optional(),
    to: daySchema.optional(),
    personId: z.uuid().optional(),
    customerId: z.uuid().optional(),
    state: z.enum(appointmentStates).optional(),
    cursor: cursorSchema.optional(),
    limit: pageSizeSchema,
  }),
  response: z.object({
    items: z.array(appointmentSchema),
    nextCursor: z.string().nullable(),
    now: z.iso.datetime(),
  }),
})

export const getAppointment = defineRoute({
  method: 'GET',
  path: '/api/appointments/:id',
  summary: { zh: '一个预约', en: 'One appointment' },
  access: 'appointments.read',
  params,
  response: savedSchema.extend({
    /** From the first appointment to the latest it was moved to, this one included. */
    chain: z.array(
      z.object({
        id: z.uuid(),
        startsAt: z.iso.datetime(),
        state: z.enum(appointmentStates),
        reason: z.string(),
        by: z.string().nullable(),
      }),
    ),
  }),
})

export const listAppointmentPeople = defineRoute({
  method: 'GET',
  path: '/api/appointment-people',
  summary: { zh: '可预约的顾问', en: 'Whom appointments can be made with' },
  access: 'appointments.read',
  response: z.object({ items: z.array(namedSchema) }),
})

export const changeAppointment = defineRoute({
  method: 'PATCH',
  path: '/api/appointments/:id',
  summary: { zh: '修改预约内容', en: 'Change what an appointment is about' },
  access: 'appointments.write',
  params,
  body: z.strictObject({
    purpose: z.enum(purposes).optional(),
    minutes: minutesSchema.optional(),
    personId: z.uuid().optional(),
    note: noteSchema.optional(),
    version: versionSchema,
  }),
  response: savedSchema,
})

export const rescheduleAppointment = defineRoute({
  method: 'POST',
  path: '/api/appointments/:id/rescheduling',
  summary: { zh: '预约改期', en: 'Move an appointment to another time' },
  access: 'appointments.write',
  params,
  /** The earlier one stays, with the reason; the answer is the new one. */
  body: z.strictObject({
    id: z.uuid().optional(),
    startsAt: startSchema,
    minutes: minutesSchema.optional(),
    personId: z.uuid().optional(),
    reason: reasonSchema,
    version: versionSchema,
  }),
  response: savedSchema,
  status: 201,
})

export const cancelAppointment = defineRoute({
  method: 'POST',
  path: '/api/appointments/:id/cancellation',
  summary: { zh: '取消预约', en: 'Cancel an appointment' },
  access: 'appointments.write',
  params,
  body: z.strictObject({ reason: reasonSchema, version: versionSchema }),
  response: appointmentSchema,
})

export const recordArrival = defineRoute({
  method: 'POST',
  path: '/api/appointments/:id/arrival',
  summary: { zh: '预约客户已到店', en: 'The customer of an appointment has come' },
  access: 'appointments.write',
  params,
  body: z.strictObject({ version: versionSchema }),
  response: appointmentSchema,
})

export const undoAppointment = defineRoute({
  method: 'POST',
  path: '/api/appointments/:id/undo',
  summary: { zh: '撤销预约的最近一步', en: 'Take back what was last done to an appointment' },
  access: 'appointments.write',
  params,
  /** Moved, cancelled, come: planned again. Planned: it was made by mistake and is withdrawn. */
  body: z.strictObject({ version: versionSchema }),
  response: z.object({ appointment: appointmentSchema.nullable() }),
})
