import { z } from 'zod'
import { fittingCarSchema } from '#modules/stock/contract.ts'
import { defineRoute } from '#shared/contract.ts'
import { isDay } from '#shared/days.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'

export const ordersError = defineErrors({
  'orders.wrong_state': {
    status: 409,
    zh: '订单{state}，不能这样做',
    en: 'The order is {state}; this cannot be done',
  },
  'orders.card_not_open': {
    status: 409,
    zh: '这张潜客卡不在跟进中，不能下订单',
    en: 'The card is not being worked on; no order can be made of it',
  },
  'orders.card_has_order': {
    status: 409,
    zh: '这张潜客卡已有订单 {number}',
    en: 'The card has the order {number} already',
  },
  'orders.car_line_needed': {
    status: 422,
    zh: '订单明细里至少要有一行车辆',
    en: 'At least one line must be a car',
  },
  'orders.total_below_zero': {
    status: 422,
    zh: '优惠和置换抵扣超过了总价，请核对明细',
    en: 'Discount and trade-in exceed the total; check the lines',
  },
  'orders.approval_needed': {
    status: 422,
    zh: '优惠超出您的权限，请先做报价并申请审批，再由报价下订单',
    en: 'The discount is beyond your limit: make a quote, have it approved, and order from it',
  },
  'orders.reason_needed': {
    status: 422,
    zh: '已签订的订单要写明修改原因',
    en: 'A signed order is changed with a reason only',
  },
  'orders.promise_in_past': {
    status: 422,
    zh: '承诺交车日期不能早于今天',
    en: 'The promised day cannot be in the past',
  },
  'orders.vin_taken': {
    status: 409,
    zh: '车架号 {vin} 已配给订单 {number}',
    en: 'The VIN {vin} is allocated to the order {number}',
  },
  'orders.vin_owned': {
    status: 409,
    zh: '车架号 {vin} 已在本店一位客户名下',
    en: 'The VIN {vin} belongs to a customer of this store already',
  },
  'orders.not_a_vin': {
    status: 422,
    zh: '车架号应为 17 位字母和数字',
    en: 'A VIN has 17 letters and digits',
  },
  'orders.cars_full': {
    status: 409,
    zh: '这张订单的 {quantity} 台车都已配车',
    en: 'All {quantity} cars of this order are allocated',
  },
  'orders.cars_missing': {
    status: 409,
    zh: '还有 {missing} 台车没有配车架号，不能交车',
    en: '{missing} cars have no VIN yet; the order cannot be delivered',
  },
  'orders.checks_missing': {
    status: 409,
    zh: '交车检查还没做完：{points}',
    en: 'The delivery check is not finished: {points}',
  },
  'orders.key_date_past': {
    status: 422,
    zh: '{what}的日期不能早于今天',
    en: 'The day of “{what}” cannot lie in the past',
  },
  'orders.customer_not_signed': {
    status: 409,
    zh: '客户还没有在交车单上签字',
    en: 'The customer has not signed the delivery sheet',
  },
  'orders.not_today': {
    status: 409,
    zh: '只能撤销当天的交车',
    en: 'Only a delivery of today can be taken back',
  },
  'orders.car_in_use': {
    status: 409,
    zh: '这台车交车后已有变更，不能撤销交车',
    en: 'The car changed since its delivery; the delivery stays',
  },
  'orders.balance_open': {
    status: 409,
    zh: '还有 {yuan} 元未付清；要先交车，请经理写明原因',
    en: '{yuan} yuan are not paid yet; a manager may deliver with a reason',
  },
  'orders.refund_above_paid': {
    status: 422,
    zh: '最多可退 {yuan} 元',
    en: 'At most {yuan} yuan can be refunded',
  },
  'orders.reversed_already': {
    status: 409,
    zh: '收据 {number} 已经冲销',
    en: 'The receipt {number} was taken back already',
  },
  'orders.day_in_future': {
    status: 422,
    zh: '日期不能晚于今天',
    en: 'The day cannot lie in the future',
  },
  'orders.no_such_step': {
    status: 422,
    zh: '本店没有这个进度步骤',
    en: 'The store has no such step',
  },
  'orders.no_such_consultant': {
    status: 422,
    zh: '本店没有这位在职的顾问',
    en: 'Nobody of this store by that id who is active',
  },
})

/** What this module announces; data: customerId, opportunityId, ownerId. */
export const orderEvents = {
  made: 'orders.made',
  changed: 'orders.changed',
  signed: 'orders.signed',
  cancelled: 'orders.cancelled',
  delivered: 'orders.delivered',
  undelivered: 'orders.undelivered',
  carAllocated: 'orders.car_allocated',
  carReleased: 'orders.car_released',
  paid: 'orders.paid',
  contractMade: 'orders.contract_made',
  contractChanged: 'orders.contract_changed',
  stepDone: 'orders.step_done',
  /** A card and its order say different things; told by the hourly check. */
  exception: 'orders.exception',
} as const

export const orderStates = ['draft', 'signed', 'delivered', 'cancelled'] as const
export type OrderState = (typeof orderStates)[number]
export const lineKinds = [
  'car',
  'option',
  'accessory',
  'insurance',
  'finance',
  'fee',
  'trade_in',
  'discount',
  'other',
] as const
export type LineKind = (typeof lineKinds)[number]
/** The lines that lower the total: typed as amounts above zero. */
export const loweringKinds = ['trade_in', 'discount'] as const
export const paymentMethods = ['cash', 'loan', 'lease', 'trade_in', 'other'] as const
export type PaymentMethod = (typeof paymentMethods)[number]
export const lateKinds = ['promised', 'waiting'] as const
export type LateKind = (typeof lateKinds)[number]

export const daySchema = z.string().refine(isDay)
export const fenSchema = z.int().min(0).max(100_000_000_000)
export const reasonSchema = z.string().trim().min(2).max(500)
export const versionSchema = z.int().min(1)
export const idParams = z.object({ id: z.uuid() })
const personSchema = z.object({ id: z.uuid(), name: z.string() })

const lineInputSchema = z.strictObject({
  kind: z.enum(lineKinds),
  name: z.string().trim().min(1).max(120),
  quantity: z.int().min(1).max(999).default(1),
  /** In fen, never below zero: discounts and trade-ins are taken off by their kind. */
  unitFen: fenSchema,
  note: z.string().trim().max(300).default(''),
})
export type LineInput = z.infer<typeof lineInputSchema>
const lineSchema = lineInputSchema.extend({
  amountFen: z.int(),
  /** Its name in the words of the reader. */
  shownAs: z.string(),
})
export type OrderLine = z.infer<typeof lineSchema>

export const orderHeadSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  state: z.enum(orderStates),
  customer: personSchema,
  opportunityId: z.uuid(),
  /** Who signed it, or will. */
  owner: personSchema,
  /** Who sees it through; another after a hand-over. */
  keeper: personSchema,
  seriesId: z.uuid().nullable(),
  seriesName: z.string().nullable(),
  modelId: z.uuid().nullable(),
  /** Model and colour as the contract says them. */
  modelText: z.string(),
  colour: z.string(),
  /** The same in the words of the reader. */
  modelName: z.string(),
  colourName: z.string(),
  quantity: z.int(),
  amountFen: z.int(),
  discountFen: z.int(),
  paidFen: z.int(),
  balanceFen: z.int(),
  madeAt: z.iso.datetime(),
  signedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  deliveredOn: z.string().nullable(),
  cancelledOn: z.string().nullable(),
  /** Days since the order came into its state. */
  daysInState: z.int(),
  late: z.enum(lateKinds).nullable(),
  vins: z.array(z.string()),
  version: z.int(),
})
export type OrderHead = z.infer<typeof orderHeadSchema>

const carSchema = z.object({
  id: z.uuid(),
  vin: z.string(),
  /** Whether the ninth character is the check digit; a warning only. */
  hasCheckDigit: z.boolean(),
  vehicleId: z.uuid().nullable(),
  allocatedAt: z.iso.datetime(),
  allocatedBy: z.string().nullable(),
  releasedAt: z.iso.datetime().nullable(),
  releaseReason: z.string().nullable(),
  deliveredOn: z.string().nullable(),
})
export type OrderCar = z.infer<typeof carSchema>

export const changeKinds = [
  'made',
  'changed',
  'signed',
  'cancelled',
  'delivered',
  'undelivered',
  'allocated',
  'released',
  'documents',
] as const
export type ChangeKind = (typeof changeKinds)[number]

const changeSchema = z.object({
  id: z.uuid(),
  kind: z.enum(changeKinds),
  at: z.iso.datetime(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  version: z.int(),
  /** What was different before: field and both values, in words of the reader. */
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
})

export const orderSchema = orderHeadSchema.extend({
  quoteId: z.uuid().nullable(),
  listFen: z.int(),
  paymentMethod: z.enum(paymentMethods).nullable(),
  note: z.string(),
  cancelReason: z.string().nullable(),
  /** After cancelling: what the store still owes the customer. */
  refundDueFen: z.int(),
  lines: z.array(lineSchema),
  credits: z.array(personSchema.extend({ percent: z.int() })),
  cars: z.array(carSchema),
  history: z.array(changeSchema),
  may: z.object({
    change: z.boolean(),
    sign: z.boolean(),
    cancel: z.boolean(),
    deliver: z.boolean(),
    undeliver: z.boolean(),
    pay: z.boolean(),
    steps: z.boolean(),
    contracts: z.boolean(),
  }),
})
export type Order = z.infer<typeof orderSchema>

export const ordersQuerySchema = z.object({
  /** Comma-separated; those under way (draft, signed) unless given. */
  state: z
    .string()
    .regex(/^(draft|signed|delivered|cancelled)(,(draft|signed|delivered|cancelled))*$/)
    .optional(),
  owner: z.union([z.literal('me'), z.uuid()]).optional(),
  seriesId: z.uuid().optional(),
  modelId: z.uuid().optional(),
  late: z.enum(['any', ...lateKinds]).optional(),
  /** In its state for at least so many days. */
  age: z.coerce.number().int().min(0).max(3650).optional(),
  unpaid: z.enum(['yes']).optional(),
  opportunityId: z.uuid().optional(),
  /** Business days of making. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** Number of the order, VIN, or a customer. */
  q: z.string().trim().max(60).optional(),
})

export type OrdersQuery = z.infer<typeof ordersQuerySchema>

export const listOrders = defineRoute({
  method: 'GET',
  path: '/api/orders',
  summary: { zh: '订单', en: 'Orders, newest first' },
  access: 'orders.read',
  query: ordersQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(orderHeadSchema),
    nextCursor: z.string().nullable(),
    /** On the first page, counted up to 10,001. */
    count: z.int().nullable(),
  }),
})

export const ordersOfCustomer = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/orders',
  summary: { zh: '客户的订单', en: 'Orders of a customer' },
  access: 'orders.read',
  params: idParams,
  response: z.object({ items: z.array(orderHeadSchema) }),
})

export const ordersAtGlance = defineRoute({
  method: 'GET',
  path: '/api/orders-at-a-glance',
  summary: { zh: '在途订单概况', en: 'Orders under way at a glance' },
  access: 'orders.read',
  query: z.object({ owner: z.enum(['me']).optional() }),
  response: z.object({
    drafts: z.int(),
    signed: z.int(),
    pastPromise: z.int(),
    waiting: z.int(),
    /** Promised for today or the next two days. */
    soon: z.array(orderHeadSchema),
    late: z.array(orderHeadSchema),
  }),
})

export const getOrder = defineRoute({
  method: 'GET',
  path: '/api/orders/:id',
  summary: { zh: '一张订单', en: 'One order' },
  access: 'orders.read',
  params: idParams,
  response: orderSchema,
})

const factsSchema = {
  modelText: z.string().trim().max(120).optional(),
  seriesId: z.uuid().nullable().optional(),
  modelId: z.uuid().nullable().optional(),
  colour: z.string().trim().max(40).optional(),
  paymentMethod: z.enum(paymentMethods).nullable().optional(),
  promisedOn: daySchema.nullable().optional(),
  note: z.string().trim().max(2000).optional(),
}

export const makeOrder = defineRoute({
  method: 'POST',
  path: '/api/orders',
  summary: { zh: '下订单（由报价或手工）', en: 'Make an order, from a quote or by hand' },
  access: 'orders.write',
  body: z.strictObject({
    id: z.uuid().optional(),
    opportunityId: z.uuid(),
    /** The quote it is made from; lines, model and amounts are the quote's then. */
    quoteId: z.uuid().optional(),
    lines: z.array(lineInputSchema).max(60).optional(),
    ...factsSchema,
  }),
  response: orderSchema,
  status: 201,
})

export const changeOrder = defineRoute({
  method: 'PATCH',
  path: '/api/orders/:id',
  summary: { zh: '修改订单', en: 'Change an order' },
  access: 'orders.write',
  params: idParams,
  body: z.strictObject({
    version: versionSchema,
    lines: z.array(lineInputSchema).max(60).optional(),
    ...factsSchema,
    /** Needed once it is signed. */
    reason: reasonSchema.optional(),
  }),
  response: orderSchema,
})

export const signOrder = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/signature',
  summary: { zh: '签订', en: 'Sign an order' },
  access: 'orders.sign',
  params: idParams,
  body: z.strictObject({ version: versionSchema, promisedOn: daySchema.optional() }),
  response: orderSchema,
})

export const cancelOrder = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/cancellation',
  summary: { zh: '退订', en: 'Cancel an order' },
  access: 'orders.write',
  params: idParams,
  body: z.strictObject({ version: versionSchema, reason: reasonSchema }),
  response: orderSchema,
})

export const allocateCar = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/cars',
  summary: { zh: '配车（车架号）', en: 'Allocate a VIN' },
  access: 'orders.write',
  params: idParams,
  body: z.strictObject({ id: z.uuid().optional(), vin: z.string().trim().min(1).max(40) }),
  response: orderSchema,
  status: 201,
})

export const carsForOrder = defineRoute({
  method: 'GET',
  path: '/api/orders/:id/fitting-cars',
  summary: { zh: '可配给订单的库存车', en: 'Cars in stock that fit an order, the best fit first' },
  access: 'orders.write',
  params: idParams,
  response: z.object({ items: z.array(fittingCarSchema) }),
})

export const releaseCar = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/cars/:carId/release',
  summary: { zh: '释放配车', en: 'Release an allocated car' },
  access: 'orders.write',
  params: z.object({ id: z.uuid(), carId: z.uuid() }),
  body: z.strictObject({ reason: reasonSchema }),
  response: orderSchema,
})
