import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { daySchema, idParams, orderSchema, reasonSchema, versionSchema } from '../contract.ts'

const pointSchema = z.object({
  key: z.string(),
  group: z.string(),
  zh: z.string(),
  en: z.string(),
  isNeeded: z.boolean(),
  isDone: z.boolean(),
  note: z.string(),
})
export type DeliveryPoint = z.infer<typeof pointSchema>

/** Days of the car the delivery makes; they bring reminders. */
const givenDatesSchema = z.object({
  insurance: daySchema,
  inspection: daySchema,
  first_service: daySchema,
})
export type GivenDates = z.infer<typeof givenDatesSchema>

const deliverySchema = z.object({
  orderId: z.uuid(),
  /** The key dates proposed for the car. */
  keyDates: givenDatesSchema,
  appointment: z.object({ id: z.uuid(), startsAt: z.iso.datetime(), state: z.string() }).nullable(),
  points: z.array(pointSchema),
  mileageKm: z.int().nullable(),
  keyCount: z.int().nullable(),
  isCustomerSigned: z.boolean(),
  summary: z.string(),
  photos: z.array(z.object({ fileId: z.uuid(), point: z.string() })),
  doneAt: z.iso.datetime().nullable(),
  doneBy: z.string().nullable(),
  /** Of the check list; 0: nothing ticked yet. */
  version: z.int(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const getDelivery = defineRoute({
  method: 'GET',
  path: '/api/orders/:id/delivery',
  summary: { zh: '交车准备', en: 'The delivery of an order' },
  access: 'orders.read',
  params: idParams,
  response: deliverySchema,
})

export const prepareDelivery = defineRoute({
  method: 'PUT',
  path: '/api/orders/:id/delivery',
  summary: { zh: '保存交车准备', en: 'Keep what is prepared for the delivery' },
  access: 'orders.write',
  params: idParams,
  body: z.strictObject({
    version: z.int().min(0),
    points: z
      .array(
        z.strictObject({
          key: z.string().max(40),
          isDone: z.boolean(),
          note: z.string().trim().max(300).default(''),
        }),
      )
      .max(100)
      .optional(),
    mileageKm: z.int().min(0).max(2_000_000).nullable().optional(),
    keyCount: z.int().min(0).max(20).nullable().optional(),
    isCustomerSigned: z.boolean().optional(),
    summary: z.string().trim().max(4000).optional(),
  }),
  response: deliverySchema,
})

export const planDelivery = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/delivery/appointment',
  summary: { zh: '预约交车', en: 'Make the appointment of the delivery' },
  access: 'orders.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    startsAt: z.iso.datetime({ offset: true }),
    note: z.string().trim().max(500).default(''),
  }),
  response: deliverySchema,
  status: 201,
})

export const addDeliveryPhoto = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/delivery/photos',
  summary: { zh: '上传交车照片', en: 'Add a photo of the delivery' },
  access: 'orders.write',
  params: idParams,
  query: z.object({ fileId: z.uuid().optional(), point: z.string().trim().max(40).default('') }),
  upload: true,
  response: deliverySchema,
  status: 201,
  perMinute: 120,
})

export const deliverOrder = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/delivery/completion',
  summary: { zh: '完成交车', en: 'Hand the car over' },
  access: 'orders.deliver',
  params: idParams,
  body: z.strictObject({
    version: versionSchema,
    summary: z.string().trim().min(2).max(4000),
    /** A manager's reason to deliver although money is owed. */
    owedReason: reasonSchema.optional(),
    /** As the papers say; what is left out is counted by the store’s rules. */
    keyDates: givenDatesSchema.partial().optional(),
  }),
  response: orderSchema,
})

export const undoDelivery = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/delivery/undo',
  summary: { zh: '撤销当天的交车', en: 'Take a delivery of today back' },
  access: 'orders.cancel',
  params: idParams,
  body: z.strictObject({ version: versionSchema, reason: reasonSchema }),
  response: orderSchema,
})

export const deliverySheet = defineRoute({
  method: 'GET',
  path: '/api/orders/:id/delivery/sheet',
  summary: { zh: '交车单（PDF）', en: 'The delivery sheet as PDF' },
  access: 'orders.read',
  params: idParams,
  response: 'file',
})
