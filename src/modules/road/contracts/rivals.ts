import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { fenSchema, textSchema } from '../contract.ts'

/** What places a car on the market beside its price; each with its unit. */
export const attributes = ['length', 'wheelbase', 'power', 'consumption', 'range', 'seats'] as const
export type Attribute = (typeof attributes)[number]

const params = z.object({ id: z.uuid() })
const attributesSchema = z.partialRecord(z.enum(attributes), z.number().min(0).max(100_000))
const linkSchema = z.object({
  title: z.string().trim().min(1).max(100),
  url: z.url({ protocol: /^https?$/ }).max(500),
})

const facts = {
  /** The competitor of the dictionary it belongs to. */
  optionId: z.uuid().nullable(),
  ownSeriesId: z.uuid().nullable(),
  brand: z.string().trim().min(1).max(60),
  name: z.string().trim().min(1).max(60),
  priceFromFen: fenSchema.nullable(),
  priceToFen: fenSchema.nullable(),
  attributes: attributesSchema,
  strong: textSchema,
  weak: textSchema,
  answer: textSchema,
  links: z.array(linkSchema).max(10),
  keeperId: z.uuid().nullable(),
  isActive: z.boolean(),
}
export const rivalSchema = z.object({
  id: z.uuid(),
  ...facts,
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  optionName: z.string().nullable(),
  ownSeriesName: z.string().nullable(),
  keeperName: z.string().nullable(),
  changedAt: z.iso.datetime(),
  changedBy: z.string().nullable(),
  version: z.int(),
})
export type Rival = z.infer<typeof rivalSchema>

export const listRivals = defineRoute({
  method: 'GET',
  path: '/api/rivals',
  summary: { zh: '竞品资料', en: 'Rivals' },
  access: 'session',
  query: z.object({ ownSeriesId: z.uuid().optional(), all: z.stringbool().default(false) }),
  response: z.object({ items: z.array(rivalSchema) }),
})
export const addRival = defineRoute({
  method: 'POST',
  path: '/api/rivals',
  summary: { zh: '新增竞品', en: 'Add a rival' },
  access: 'rivals.manage',
  body: z.strictObject({
    id: z.uuid().optional(),
    ...z.object(facts).partial().shape,
    brand: facts.brand,
    name: facts.name,
  }),
  response: rivalSchema,
  status: 201,
})
export const changeRival = defineRoute({
  method: 'PATCH',
  path: '/api/rivals/:id',
  summary: { zh: '修改竞品', en: 'Change a rival' },
  access: 'rivals.manage',
  params,
  body: z.strictObject({ version: z.int().min(1), ...z.object(facts).partial().shape }),
  response: rivalSchema,
})

const placeSchema = z.object({
  id: z.uuid(),
  isOwn: z.boolean(),
  name: z.string(),
  brand: z.string(),
  priceFromFen: z.int().nullable(),
  priceToFen: z.int().nullable(),
  attributes: attributesSchema,
  /** Of a rival: the own series it is compared with, and its competitor in the dictionary. */
  ownSeriesId: z.uuid().nullable(),
  optionId: z.uuid().nullable(),
  /** Cards lost to this very model in the period; own: null. */
  losses: z.int().nullable(),
  /** Of an own series: deals of the period. */
  deals: z.int().nullable(),
  version: z.int().nullable(),
})
export type Place = z.infer<typeof placeSchema>

export const marketPosition = defineRoute({
  method: 'GET',
  path: '/api/market-position',
  summary: { zh: '市场定位', en: 'Own models and rivals on the market' },
  access: 'metrics.read',
  query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
  response: z.object({
    from: z.string(),
    to: z.string(),
    items: z.array(placeSchema),
    /** Lost cards by competitor of the dictionary, and those that name none of it; `unnamed`: without a model. */
    lost: z.array(
      z.object({
        optionId: z.uuid().nullable(),
        name: z.string(),
        n: z.int(),
        unnamed: z.int(),
      }),
    ),
    lostTotal: z.int(),
  }),
})
export const lostTo = defineRoute({
  method: 'GET',
  path: '/api/market-position/lost',
  summary: { zh: '输给竞品的潜客卡', en: 'The cards lost to a competitor' },
  access: 'opportunities.read',
  query: z.object({
    /** A competitor's id, or `none`. */
    optionId: z.union([z.uuid(), z.literal('none')]).optional(),
    /** A rival's model. */
    rivalId: z.uuid().optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        customer: z.object({ id: z.uuid(), name: z.string() }),
        ownerName: z.string().nullable(),
        seriesName: z.string().nullable(),
        competitor: z.string(),
        closedOn: z.string(),
      }),
    ),
  }),
})
export const placeOwn = defineRoute({
  method: 'PUT',
  path: '/api/own-positions/:id',
  summary: { zh: '本品牌车系的价格与参数', en: 'Price and attributes of an own series' },
  access: 'rivals.manage',
  params,
  body: z.strictObject({
    version: z.int().min(0),
    priceFromFen: fenSchema.nullable(),
    priceToFen: fenSchema.nullable(),
    attributes: attributesSchema,
  }),
  response: z.object({ version: z.int() }),
})
