import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'

const daySchema = z.string().refine(isDay, { message: 'YYYY-MM-DD' })
const planned = z.object({ planned: z.int(), done: z.int() })

export const activitySchema = z.object({
  personId: z.uuid(),
  name: z.string().nullable(),
  day: daySchema,
  /** The contacts of the day; new + base + owners. */
  contacts: z.int(),
  newProspects: z.int(),
  openBase: z.int(),
  owners: z.int(),
  /** Planned calls and messages are the promises due on the day. */
  calls: planned,
  /** Planned from the appointments of the day. */
  visits: planned,
  testDrives: planned,
  /** Home visits and others are not planned; done ones are counted. */
  homeVisits: planned,
  deliveries: planned,
})
export type Activity = z.infer<typeof activitySchema>

export const listActivities = defineRoute({
  method: 'GET',
  path: '/api/activities',
  summary: { zh: '顾问营业活动：计划与完成', en: "Consultants' activities: planned and done" },
  access: 'checks.read',
  query: z.object({ from: daySchema, to: daySchema, person: z.uuid().optional() }),
  response: z.object({ items: z.array(activitySchema) }),
})

export const acquisitionLineSchema = z.object({
  kindId: z.uuid(),
  label: z.string(),
  labelEn: z.string(),
  /** How many a consultant is to do a day; null without a plan. */
  plan: z.int().nullable(),
  planVersion: z.int(),
  done: z.int(),
  note: z.string(),
  version: z.int(),
})
export type AcquisitionLine = z.infer<typeof acquisitionLineSchema>

export const getAcquisition = defineRoute({
  method: 'GET',
  path: '/api/acquisition',
  summary: { zh: '我的集客活动', en: 'My acquisition work of a day' },
  access: 'checks.read',
  query: z.object({ day: daySchema.optional() }),
  response: z.object({ day: daySchema, items: z.array(acquisitionLineSchema) }),
})

export const putAcquisition = defineRoute({
  method: 'PUT',
  path: '/api/acquisition/:day/kinds/:id',
  summary: { zh: '登记集客活动', en: 'Record acquisition work' },
  access: 'activities.write',
  params: z.object({ day: daySchema, id: z.uuid() }),
  body: z.strictObject({
    version: z.int().min(0),
    done: z.int().min(0).max(10_000),
    note: z.string().trim().max(500).default(''),
  }),
  response: acquisitionLineSchema,
})

export const putAcquisitionPlan = defineRoute({
  method: 'PUT',
  path: '/api/acquisition-plans/:id',
  summary: { zh: '设置集客计划', en: 'Set the acquisition plan' },
  access: 'checks.manage',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({ version: z.int().min(0), perDay: z.int().min(0).max(10_000) }),
  response: z.object({ kindId: z.uuid(), perDay: z.int(), version: z.int() }),
})

export const acquisitionOfPeople = defineRoute({
  method: 'GET',
  path: '/api/acquisition/people',
  summary: { zh: '集客活动（按人）', en: 'Acquisition work by person' },
  access: 'checks.read',
  query: z.object({ from: daySchema, to: daySchema }),
  response: z.object({
    days: z.int(),
    kinds: z.array(
      z.object({ id: z.uuid(), label: z.string(), labelEn: z.string(), plan: z.int().nullable() }),
    ),
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        done: z.array(z.object({ kindId: z.uuid(), n: z.int() })),
      }),
    ),
  }),
})
