import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { daySchema, fenSchema, idParams, reasonSchema } from '../contract.ts'

export const paymentKinds = ['deposit', 'instalment', 'balance', 'other', 'refund'] as const
export type PaymentKind = (typeof paymentKinds)[number]
export const payMethods = [
  'cash',
  'card',
  'transfer',
  'wechat',
  'alipay',
  'loan',
  'trade_in',
  'other',
] as const
export type PayMethod = (typeof payMethods)[number]

const paymentSchema = z.object({
  id: z.uuid(),
  orderId: z.uuid(),
  orderNumber: z.string(),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  /** The receipt's number; without a gap within the store. */
  number: z.string(),
  kind: z.enum(paymentKinds),
  method: z.enum(payMethods),
  day: z.string(),
  /** Below zero: a refund, or the taking back of a payment. */
  amountFen: z.int(),
  payer: z.string(),
  /** The number of the finance system or the slip. */
  outsideNumber: z.string(),
  note: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string().nullable(),
  reversesNumber: z.string().nullable(),
  reversedByNumber: z.string().nullable(),
})
export type Payment = z.infer<typeof paymentSchema>

export const paymentsOfOrder = defineRoute({
  method: 'GET',
  path: '/api/orders/:id/payments',
  summary: { zh: '订单的收退款', en: 'Payments of an order' },
  access: 'orders.read',
  params: idParams,
  response: z.object({ items: z.array(paymentSchema), paidFen: z.int(), balanceFen: z.int() }),
})

export const addPayment = defineRoute({
  method: 'POST',
  path: '/api/orders/:id/payments',
  summary: { zh: '登记收款或退款', en: 'Note a payment or a refund' },
  access: 'payments.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    kind: z.enum(paymentKinds),
    method: z.enum(payMethods),
    day: daySchema,
    /** Above zero; a refund is taken off by its kind. */
    amountFen: fenSchema.min(1),
    payer: z.string().trim().max(60).default(''),
    outsideNumber: z.string().trim().max(40).default(''),
    note: z.string().trim().max(500).default(''),
  }),
  response: paymentSchema,
  status: 201,
})

export const reversePayment = defineRoute({
  method: 'POST',
  path: '/api/payments/:id/reversal',
  summary: { zh: '冲销一笔收退款', en: 'Take a payment back by a reversing entry' },
  access: 'payments.write',
  params: idParams,
  body: z.strictObject({ id: z.uuid().optional(), reason: reasonSchema }),
  response: paymentSchema,
  status: 201,
})

export const receiptFile = defineRoute({
  method: 'GET',
  path: '/api/payments/:id/receipt',
  summary: { zh: '收据（PDF）', en: 'The receipt as PDF' },
  access: 'orders.read',
  params: idParams,
  response: 'file',
})

export const paymentsQuerySchema = z.object({
  /** Business days, both included; today unless given. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  method: z.enum(payMethods).optional(),
  kind: z.enum(paymentKinds).optional(),
  q: z.string().trim().max(60).optional(),
})

export type PaymentsQuery = z.infer<typeof paymentsQuerySchema>

export const listPayments = defineRoute({
  method: 'GET',
  path: '/api/payments',
  summary: { zh: '收退款流水', en: 'Payments of a period, newest first' },
  access: 'orders.read',
  query: paymentsQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(paymentSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
    /** Sums of all that the filter finds, by method; on the first page. */
    sums: z
      .array(
        z.object({ method: z.enum(payMethods), inFen: z.int(), outFen: z.int(), count: z.int() }),
      )
      .nullable(),
  }),
})
