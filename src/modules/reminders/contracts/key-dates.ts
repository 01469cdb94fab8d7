import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'

/** The days of a car somebody is reminded of. */
export const keyDateKinds = ['insurance', 'inspection', 'first_service', 'care_call'] as const
export type KeyDateKind = (typeof keyDateKinds)[number]

const keyDateSchema = z.object({
  kind: z.enum(keyDateKinds),
  dueOn: z.string().nullable(),
  /** The day the task is made. */
  remindOn: z.string().nullable(),
  /** Counted from the delivery, not read from the paper. */
  isEstimated: z.boolean(),
  /** Whether the task before it is made. */
  isPlanned: z.boolean(),
  /** 0 where there is none yet. */
  version: z.int(),
})
const carDatesSchema = z.object({
  vehicleId: z.uuid(),
  /** Plate, or the end of the VIN. */
  name: z.string(),
  dates: z.array(keyDateSchema),
})
export type CarDates = z.infer<typeof carDatesSchema>

export const listKeyDates = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/key-dates',
  summary: { zh: '客户车辆的关键日期', en: 'Key dates of the cars of a customer' },
  access: 'customers.read',
  params: z.object({ id: z.uuid() }),
  response: z.object({ items: z.array(carDatesSchema) }),
})

export const changeKeyDate = defineRoute({
  method: 'PUT',
  path: '/api/customers/:id/vehicles/:vehicleId/key-dates/:kind',
  summary: {
    zh: '修改车辆的关键日期（日期留空即删除）',
    en: 'Change a key date of a car; without a day it is removed',
  },
  access: 'customers.write',
  params: z.object({ id: z.uuid(), vehicleId: z.uuid(), kind: z.enum(keyDateKinds) }),
  body: z.strictObject({
    version: z.int().min(0).max(1_000_000),
    dueOn: z.string().refine(isDay).nullable(),
  }),
  response: z.object({ items: z.array(carDatesSchema) }),
})
