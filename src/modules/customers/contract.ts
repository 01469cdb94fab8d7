import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { customerFactSchema } from '#shared/customer-fact-settings.ts'
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
  'customers.not_an_id_number': {
    status: 422,
    zh: '身份证号码不正确，请核对 18 位号码',
    en: 'The ID number is not right; please check its 18 characters',
  },
  'customers.unknown_option': {
    status: 422,
    zh: '这个选项已停用或不存在，请重新选择',
    en: 'This choice is no longer offered; please choose again',
  },
  'customers.not_an_area': {
    status: 422,
    zh: '所在区域要选到市或区县',
    en: 'The area must be a city or a district',
  },
  'customers.mark_reason_needed': {
    status: 422,
    zh: '标记为特殊客户要写明原因',
    en: 'Say why the customer is marked',
  },
  'customers.plate_or_vin_needed': {
    status: 422,
    zh: '请填车牌或车架号',
    en: 'Give the plate or the VIN',
  },
  'customers.already_known': {
    status: 409,
    zh: '这一项刚刚已由同事填好',
    en: 'A colleague has just filled this in',
  },
  'customers.linked_to_itself': {
    status: 422,
    zh: '不能与自己建立关系',
    en: 'A customer cannot be related to itself',
  },
})

export const sexSchema = z.enum(['male', 'female'])
export const customerKinds = ['person', 'company'] as const
export const customerKindSchema = z.enum(customerKinds)
export const specials = ['fleet', 'vip', 'difficult'] as const
export const specialSchema = z.enum(specials)
export const nameSchema = z.string().trim().min(1).max(60)
export const noteSchema = z.string().trim().max(4000)
export const phoneTextSchema = z.string().trim().min(1).max(40)
export const reasonSchema = z.string().trim().min(2).max(500)
export const phonePlaces = ['mobile', 'home', 'office', 'other'] as const
export const phonePlaceSchema = z.enum(phonePlaces)
export type PhonePlace = (typeof phonePlaces)[number]
const idParams = z.object({ id: z.uuid() })

export const maskedPhoneSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** What the number is to the person. */
  place: phonePlaceSchema,
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

/** The facts that are kept sealed, all texts; '' where nothing is known. */
export const sealedFactsSchema = z.object({
  homeAddress: z.string(),
  homePostcode: z.string(),
  workplace: z.string(),
  workAddress: z.string(),
  workPostcode: z.string(),
  email: z.string(),
  fax: z.string(),
  household: z.string(),
  registeredName: z.string(),
  taxNumber: z.string(),
})
export type SealedFacts = z.infer<typeof sealedFactsSchema>

const postcode = z.string().trim().max(12)
const address = z.string().trim().max(200)

/** What a change may say of a customer's facts; '' and null take a fact away. */
export const factsChange = {
  sex: sexSchema.nullable().optional(),
  birthday: z.iso.date().nullable().optional(),
  idNumber: z.string().trim().max(30).nullable().optional(),
  occupationId: z.uuid().nullable().optional(),
  industryId: z.uuid().nullable().optional(),
  hobbyIds: z.array(z.uuid()).max(3).optional(),
  householdId: z.uuid().nullable().optional(),
  /** Six digits of the national division: a city or a district; a new address tells it by itself. */
  areaCode: z
    .string()
    .regex(/^[0-9]{6}$/)
    .nullable()
    .optional(),
  sourceId: z.uuid().nullable().optional(),
  preferences: z.string().trim().max(500).optional(),
  homeAddress: address.optional(),
  homePostcode: postcode.optional(),
  workplace: z.string().trim().max(100).optional(),
  workAddress: address.optional(),
  workPostcode: postcode.optional(),
  email: z.union([z.literal(''), z.email().max(100)]).optional(),
  fax: z.string().trim().max(40).optional(),
  household: z.string().trim().max(200).optional(),
  registeredName: z.string().trim().max(100).optional(),
  taxNumber: z.string().trim().max(30).optional(),
}

const chosenSchema = z.object({ id: z.uuid(), label: z.string() })

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
  specialReason: z.string(),
  note: z.string(),
  birthday: z.string().nullable(),
  idNumberMasked: z.string().nullable(),
  occupation: chosenSchema.nullable(),
  industry: chosenSchema.nullable(),
  hobbies: z.array(chosenSchema),
  household: chosenSchema.nullable(),
  /** The city or district, never anything finer. */
  area: z.object({ code: z.string(), label: z.string() }).nullable(),
  /** Where the customer came from first, in its family. */
  source: chosenSchema.extend({ family: z.string().nullable() }).nullable(),
  preferences: z.string(),
  facts: sealedFactsSchema,
  /** What is known beside name and number. */
  known: z.array(customerFactSchema),
  consentAt: z.iso.datetime().nullable(),
  consentSource: z.string().nullable(),
  doNotContact: z.array(z.string()),
  /** Erased at the person's request: nothing personal is left to show or to change. */
  isErased: z.boolean(),
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
    special: specialSchema.nullable().optional(),
    /** Needed with a mark. */
    specialReason: z.string().trim().max(200).optional(),
    note: noteSchema.optional(),
    ...factsChange,
  }),
  response: customerSchema,
})

export const createCustomer = defineRoute({
  method: 'POST',
  path: '/api/customers',
  summary: { zh: '新增客户（不建卡）', en: 'Add a customer without a card' },
  access: 'customers.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    kind: customerKindSchema.default('person'),
    name: nameSchema,
    sex: sexSchema.nullable().optional(),
    phones: z.array(phoneTextSchema).min(1).max(5),
    sourceId: z.uuid().nullable().optional(),
    note: noteSchema.optional(),
    sharedReason: reasonSchema.optional(),
  }),
  response: customerSchema,
  status: 201,
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
    place: phonePlaceSchema.optional(),
    sharedReason: reasonSchema.optional(),
  }),
  response: customerSchema,
})

export const changePhone = defineRoute({
  method: 'PATCH',
  path: '/api/customers/:id/phones/:phoneId',
  summary: { zh: '标注号码是手机、住宅还是办公', en: 'Say what a number is: mobile, home, office' },
  access: 'customers.write',
  params: z.object({ id: z.uuid(), phoneId: z.uuid() }),
  body: z.strictObject({ place: phonePlaceSchema }),
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

export const revealIdNumber = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/id-number-reveals',
  summary: { zh: '查看完整身份证号（留痕）', en: 'Reveal the full ID number (logged)' },
  access: 'customers.reveal',
  params: idParams,
  body: z.strictObject({ reason: reasonSchema.optional() }),
  response: z.object({ idNumber: z.string() }),
  perMinute: 60,
})

const vehicleParams = z.object({ id: z.uuid(), vehicleId: z.uuid() })
const vehicleText = {
  plate: z.string().trim().max(20).optional(),
  vin: z.string().trim().max(30).optional(),
  seriesId: z.uuid().nullable().optional(),
  modelId: z.uuid().nullable().optional(),
  boughtOn: z.iso.date().nullable().optional(),
  orderNumber: z.string().trim().max(40).nullable().optional(),
}

export const changeVehicle = defineRoute({
  method: 'PATCH',
  path: '/api/customers/:id/vehicles/:vehicleId',
  summary: { zh: '修改车辆', en: 'Change a car' },
  access: 'customers.write',
  params: vehicleParams,
  body: z.strictObject({
    version: z.int(),
    ...vehicleText,
    colour: z.string().trim().max(30).optional(),
  }),
  response: customerSchema,
})

export const removeVehicle = defineRoute({
  method: 'DELETE',
  path: '/api/customers/:id/vehicles/:vehicleId',
  summary: { zh: '移除车辆', en: 'Remove a car' },
  access: 'customers.write',
  params: vehicleParams,
  query: z.object({ version: z.coerce.number().int() }),
  response: customerSchema,
})

export const restoreVehicle = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/vehicles/:vehicleId/restoration',
  summary: { zh: '恢复移除的车辆', en: 'Put a removed car back' },
  access: 'customers.write',
  params: vehicleParams,
  response: customerSchema,
})

export const addVehicle = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/vehicles',
  summary: { zh: '登记车辆', en: 'Add a car' },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    ...vehicleText,
    colour: z.string().trim().max(30).default(''),
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
  special: specialSchema.nullable(),
  specialReason: z.string(),
  /** What in the record was found: `phone`, `lastFour`, `plate`, `vin`, `pinyin`, `name`, `order`, `exact`. */
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
