import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'

export const customersError = defineErrors({
  'customers.not_a_phone': {
    status: 422,
    zh: '电话号码不完整或不正确',
    en: 'The phone number is not complete or not right',
  },
  'customers.phone_taken': {
    status: 409,
    zh: '本店已有客户使用这个号码',
    en: 'A customer of this store already has this number',
  },
  'customers.sharing_needs_manager': {
    status: 403,
    zh: '同号建卡需要经理同意并填写原因',
    en: 'A number for a second person needs a manager and a reason',
  },
  'customers.last_phone': {
    status: 409,
    zh: '至少保留一个号码',
    en: 'At least one number must stay',
  },
  'customers.reason_needed': {
    status: 422,
    zh: '查看别人客户的号码要填写原因',
    en: "Give a reason for seeing the number of someone else's customer",
  },
  'customers.not_a_plate': { status: 422, zh: '车牌号不正确', en: 'The plate is not right' },
  'customers.not_a_vin': {
    status: 422,
    zh: '车架号应为 17 位字母和数字',
    en: 'A VIN has 17 letters and digits',
  },
  'customers.vin_taken': {
    status: 409,
    zh: '这个车架号已登记在另一位客户名下',
    en: 'This VIN is already on record for another customer',
  },
})

export const sexSchema = z.enum(['male', 'female'])
export const customerKindSchema = z.enum(['person', 'company'])
export const specialSchema = z.enum(['fleet', 'vip', 'difficult'])
export const nameSchema = z.string().trim().min(1).max(60)
export const noteSchema = z.string().trim().max(4000)
export const phoneTextSchema = z.string().trim().min(1).max(40)
export const reasonSchema = z.string().trim().min(2).max(500)
const idParams = z.object({ id: z.uuid() })

export const maskedPhoneSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** `138****1234`; null once the person was erased. */
  masked: z.string().nullable(),
  isShared: z.boolean(),
})

export const vehicleSchema = z.object({
  id: z.uuid(),
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  seriesId: z.uuid().nullable(),
  modelId: z.uuid().nullable(),
  seriesName: z.string().nullable(),
  colour: z.string(),
  boughtOn: z.string().nullable(),
  deliveredOn: z.string().nullable(),
  orderNumber: z.string().nullable(),
  version: z.int(),
})
export type Vehicle = z.infer<typeof vehicleSchema>

export const customerSchema = z.object({
  id: z.uuid(),
  storeId: z.int(),
  kind: customerKindSchema,
  name: z.string(),
  sex: sexSchema.nullable(),
  phones: z.array(maskedPhoneSchema),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  isOwner: z.boolean(),
  special: specialSchema.nullable(),
  note: z.string(),
  doNotContact: z.array(z.string()),
  vehicles: z.array(vehicleSchema),
  createdAt: z.iso.datetime(),
  version: z.int(),
})
export type Customer = z.infer<typeof customerSchema>

export const getCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id',
  summary: { zh: '查看一位客户', en: 'See one customer' },
  access: 'customers.read',
  params: idParams,
  response: customerSchema,
})

export const changeCustomer = defineRoute({
  method: 'PATCH',
  path: '/api/customers/:id',
  summary: { zh: '修改客户资料', en: 'Change customer data' },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    kind: customerKindSchema.optional(),
    name: nameSchema.optional(),
    sex: sexSchema.nullable().optional(),
    special: specialSchema.nullable().optional(),
    note: noteSchema.optional(),
  }),
  response: customerSchema,
})

export const addPhone = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/phones',
  summary: { zh: '添加号码', en: 'Add a number' },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    phone: phoneTextSchema,
    sharedReason: reasonSchema.optional(),
  }),
  response: customerSchema,
})

export const removePhone = defineRoute({
  method: 'DELETE',
  path: '/api/customers/:id/phones/:phoneId',
  summary: { zh: '停用号码', en: 'Withdraw a number' },
  access: 'customers.write',
  params: z.object({ id: z.uuid(), phoneId: z.uuid() }),
  response: customerSchema,
})

export const revealPhones = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/phone-reveals',
  summary: { zh: '查看完整号码（留痕）', en: 'Reveal full numbers (logged)' },
  access: 'customers.reveal',
  params: idParams,
  body: z.strictObject({ reason: reasonSchema.optional() }),
  response: z.object({
    phones: z.array(
      z.object({ id: z.uuid(), kind: z.string(), number: z.string(), dial: z.string() }),
    ),
  }),
  perMinute: 60,
})

export const addVehicle = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/vehicles',
  summary: { zh: '登记车辆', en: 'Add a car' },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    plate: z.string().trim().max(20).optional(),
    vin: z.string().trim().max(30).optional(),
    seriesId: z.uuid().nullable().optional(),
    modelId: z.uuid().nullable().optional(),
    colour: z.string().trim().max(30).default(''),
    boughtOn: z.iso.date().nullable().optional(),
    orderNumber: z.string().trim().max(40).nullable().optional(),
  }),
  response: customerSchema,
})

export const foundSchema = z.object({
  id: z.uuid(),
  storeId: z.int(),
  storeName: z.string(),
  storeNameEn: z.string(),
  name: z.string(),
  sex: sexSchema.nullable(),
  maskedPhone: z.string().nullable(),
  plate: z.string().nullable(),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  isOwner: z.boolean(),
  /** What in the record was found: `phone`, `lastFour`, `plate`, `vin`, `pinyin`, `name`, `order`. */
  by: z.string(),
})
export type Found = z.infer<typeof foundSchema>

export const search = defineRoute({
  method: 'GET',
  path: '/api/search',
  summary: {
    zh: '找人：号码、尾号、姓名、拼音、车牌、车架号、订单号',
    en: 'Find anyone: number, last four, name, pinyin, plate, VIN, order number',
  },
  access: 'customers.read',
  query: z.object({ q: z.string().trim().max(100) }),
  response: z.object({ items: z.array(foundSchema) }),
  acrossStores: true,
})
