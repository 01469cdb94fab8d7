import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'

/** Announced when a list of cars came in or was taken back, and when an order takes or frees one. */
export const stockChanged = 'stock.changed'

export const stockStates = ['in_stock', 'on_the_way', 'allocated', 'delivered', 'gone'] as const
export type StockState = (typeof stockStates)[number]

const fields = {
  id: z.uuid(),
  vin: z.string(),
  seriesId: z.uuid().nullable(),
  seriesName: z.string(),
  modelId: z.uuid().nullable(),
  modelText: z.string(),
  colour: z.string(),
  interior: z.string(),
  state: z.enum(stockStates),
  arrivedOn: z.string().nullable(),
  expectedOn: z.string().nullable(),
  /** Days since it arrived; null where it has not, or nobody told. */
  ageDays: z.int().nullable(),
  /** Here and longer in stock than the store's limit. */
  isAged: z.boolean(),
  location: z.string(),
  note: z.string(),
  orderId: z.uuid().nullable(),
}
export const stockCarSchema = z.object(fields)
export type StockCar = z.infer<typeof stockCarSchema>

/** A car that may be chosen for an order, the best fit first. */
export const fittingCarSchema = stockCarSchema.extend({
  /** Of the same model; else of the series alone. */
  isModel: z.boolean(),
  isColour: z.boolean(),
})
export type FittingCar = z.infer<typeof fittingCarSchema>

export const stockQuerySchema = z.object({
  /** Comma-separated; what is here, on its way or allocated unless given. */
  state: z
    .string()
    .regex(
      /^(in_stock|on_the_way|allocated|delivered|gone)(,(in_stock|on_the_way|allocated|delivered|gone))*$/,
    )
    .optional(),
  series: z.uuid().optional(),
  model: z.uuid().optional(),
  /** In stock for at least so many days. */
  age: z.coerce.number().int().min(0).max(9999).optional(),
  /** Part of VIN, model, colour or place. */
  q: z.string().trim().max(40).optional(),
})
export type StockQuery = z.infer<typeof stockQuerySchema>

export const listStockCars = defineRoute({
  method: 'GET',
  path: '/api/stock-cars',
  summary: { zh: '库存车', en: 'Cars in stock, the longest there first' },
  access: 'stock.read',
  query: stockQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(stockCarSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const stockOfModel = defineRoute({
  method: 'GET',
  path: '/api/models/:id/stock',
  summary: { zh: '一款车的可售库存', en: 'What is in stock of a model, for a quote' },
  access: 'stock.read',
  params: z.object({ id: z.uuid() }),
  response: z.object({
    inStock: z.int(),
    onTheWay: z.int(),
    aged: z.int(),
    agedDays: z.int(),
    /** The longest in stock first, at most five. */
    oldest: z.array(stockCarSchema),
  }),
})
