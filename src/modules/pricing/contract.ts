import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { cursorSchema, pageSizeSchema } from '#shared/paging.ts'
import { energies, priceItemKinds } from '#shared/price-book.ts'

export const pricingError = defineErrors({
  'pricing.no_price': {
    status: 422,
    zh: '这款车在 {day} 没有价格，请先在价格表里填写',
    en: 'The model has no price on {day}; enter it in the price list first',
  },
  'pricing.code_taken': {
    status: 409,
    zh: '编码“{code}”已经用于“{name}”',
    en: 'The code “{code}” is already used for “{name}”',
  },
  'pricing.first_day_taken': {
    status: 409,
    zh: '这款车从 {day} 起已有一个价格，请修改那一条',
    en: 'The model already has a price from {day} on; change that one',
  },
  'pricing.wrong_rule': {
    status: 422,
    zh: '“{field}”填写不对：{why}',
    en: '“{field}” is not right: {why}',
  },
})

/** Announced when a price or an item changes; data `{ table }`. */
export const pricingChanged = 'pricing.changed'

/** Up to 100 million yuan. */
export const fenSchema = z.int().min(0).max(10_000_000_000)
const idParams = z.object({ id: z.uuid() })
const nameSchema = z.string().trim().min(1).max(60)
const nameEnSchema = z.string().trim().max(80)
const dayText = z.iso.date()
const ids = z.array(z.uuid()).max(200)

const choiceSchema = z.strictObject({
  code: z.string().trim().min(1).max(20),
  name: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().max(40).default(''),
  fen: fenSchema,
})
const termSchema = z.strictObject({
  months: z.int().min(1).max(120),
  rateBp: z.int().min(0).max(10_000),
})

/** What is particular to a kind; see `ItemRule` in src/shared/price-book.ts. */
export const itemRuleSchema = z.strictObject({
  isDefault: z.boolean().optional(),
  swatch: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  isCompulsory: z.boolean().optional(),
  ratePpm: z.int().min(0).max(1_000_000).optional(),
  choices: z.array(choiceSchema).max(20).optional(),
  method: z.enum(['annual', 'fee']).optional(),
  isLease: z.boolean().optional(),
  downPercent: z.int().min(0).max(100).optional(),
  terms: z.array(termSchema).max(20).optional(),
  residualPercent: z.int().min(0).max(90).optional(),
  rateBp: z.int().min(0).max(10_000).optional(),
  vatBp: z.int().min(0).max(10_000).optional(),
  energy: z.enum(energies).optional(),
  reliefPercent: z.int().min(0).max(100).optional(),
  reliefCapFen: fenSchema.optional(),
})

const bookItemSchema = z.object({
  id: z.uuid(),
  kind: z.enum(priceItemKinds),
  name: z.string(),
  nameEn: z.string(),
  priceFen: z.int(),
  needs: z.array(z.uuid()),
  excludes: z.array(z.uuid()),
  rule: itemRuleSchema,
})

/** What a model costs on a day and what can be sold with it: the input of every quote. */
export const priceBookSchema = z.object({
  day: dayText,
  model: z.object({
    id: z.uuid(),
    seriesId: z.uuid(),
    name: z.string(),
    nameEn: z.string(),
    energy: z.enum(energies),
    listFen: z.int(),
    authorisedFen: z.int(),
  }),
  items: z.array(bookItemSchema),
})

export const getPriceBook = defineRoute({
  method: 'GET',
  path: '/api/price-books/:id',
  summary: { zh: '一款车某日的价格与可选项', en: 'What a model costs on a day, and its options' },
  access: 'pricing.read',
  params: idParams,
  query: z.object({ on: dayText.optional() }),
  response: priceBookSchema,
})

export const listPriceSchema = z.object({
  /** Null where only the guide price of the catalogue stands. */
  id: z.uuid().nullable(),
  modelId: z.uuid(),
  brandName: z.string(),
  seriesId: z.uuid(),
  seriesName: z.string(),
  modelName: z.string(),
  year: z.int().nullable(),
  energy: z.enum(energies),
  /** For this store alone. */
  isOwn: z.boolean(),
  validFrom: dayText.nullable(),
  validTo: dayText.nullable(),
  listFen: z.int().nullable(),
  authorisedFen: z.int(),
  /** Null where there is none, or the person does not approve discounts. */
  floorFen: z.int().nullable(),
  note: z.string(),
  version: z.int(),
})
export type ListPrice = z.infer<typeof listPriceSchema>

export const priceListQuerySchema = z.object({
  /** As of which day; today unless given. */
  on: dayText.optional(),
  series: z.uuid().optional(),
  q: z.string().trim().max(60).optional(),
})

export const listPrices = defineRoute({
  method: 'GET',
  path: '/api/list-prices',
  summary: { zh: '某日有效的价格表', en: 'The price list as of a day' },
  access: 'pricing.read',
  query: priceListQuerySchema.extend({ cursor: cursorSchema.optional(), limit: pageSizeSchema }),
  response: z.object({
    items: z.array(listPriceSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const pricesOfModel = defineRoute({
  method: 'GET',
  path: '/api/models/:id/list-prices',
  summary: { zh: '一款车的历次价格', en: "A model's prices over time" },
  access: 'pricing.read',
  params: idParams,
  response: z.object({ items: z.array(listPriceSchema) }),
})

const listPriceBody = {
  modelId: z.uuid(),
  isOwn: z.boolean(),
  energy: z.enum(energies),
  validFrom: dayText,
  validTo: dayText.nullable(),
  listFen: fenSchema,
  authorisedFen: fenSchema,
  floorFen: fenSchema.nullable(),
  note: z.string().trim().max(200).default(''),
}
export const addListPrice = defineRoute({
  method: 'POST',
  path: '/api/list-prices',
  summary: { zh: '新增价格', en: 'Add a price' },
  access: 'pricing.manage',
  body: z.strictObject({ id: z.uuid().optional(), ...listPriceBody }),
  response: listPriceSchema,
  status: 201,
})
export const putListPrice = defineRoute({
  method: 'PUT',
  path: '/api/list-prices/:id',
  summary: { zh: '修改价格', en: 'Change a price' },
  access: 'pricing.manage',
  params: idParams,
  body: z.strictObject({ version: z.int().min(1), ...listPriceBody }),
  response: listPriceSchema,
})

export const withdrawListPrice = defineRoute({
  method: 'DELETE',
  path: '/api/list-prices/:id',
  summary: { zh: '撤回价格', en: 'Withdraw a price' },
  access: 'pricing.manage',
  params: idParams,
  query: z.object({ version: z.coerce.number().int() }),
  response: z.object({ id: z.uuid() }),
})

export const restoreListPrice = defineRoute({
  method: 'POST',
  path: '/api/list-prices/:id/restoration',
  summary: { zh: '恢复撤回的价格', en: 'Bring a withdrawn price back' },
  access: 'pricing.manage',
  params: idParams,
  response: z.object({ id: z.uuid() }),
})

export const priceItemSchema = bookItemSchema.extend({
  code: z.string(),
  isOwn: z.boolean(),
  /** Shown to those who manage prices. */
  costFen: z.int().nullable(),
  seriesIds: z.array(z.uuid()),
  modelIds: z.array(z.uuid()),
  validFrom: dayText.nullable(),
  validTo: dayText.nullable(),
  position: z.int(),
  isActive: z.boolean(),
  version: z.int(),
})
export type PriceItemRecord = z.infer<typeof priceItemSchema>

export const listPriceItems = defineRoute({
  method: 'GET',
  path: '/api/price-items',
  summary: { zh: '选装、精品、保险、金融、费用、税', en: 'Options, accessories and so on' },
  access: 'pricing.read',
  query: z.object({
    kind: z.enum(priceItemKinds).optional(),
    state: z.enum(['active', 'all']).default('all'),
  }),
  response: z.object({ items: z.array(priceItemSchema) }),
})

const priceItemBody = {
  kind: z.enum(priceItemKinds),
  code: z.string().trim().min(1).max(30),
  isOwn: z.boolean(),
  name: nameSchema,
  nameEn: nameEnSchema.default(''),
  priceFen: fenSchema.default(0),
  costFen: fenSchema.nullable().default(null),
  seriesIds: ids.default([]),
  modelIds: ids.default([]),
  needs: ids.default([]),
  excludes: ids.default([]),
  rule: itemRuleSchema.default({}),
  validFrom: dayText.nullable().default(null),
  validTo: dayText.nullable().default(null),
  isActive: z.boolean().default(true),
}
export const addPriceItem = defineRoute({
  method: 'POST',
  path: '/api/price-items',
  summary: { zh: '新增可选项', en: 'Add an item' },
  access: 'pricing.manage',
  body: z.strictObject({ id: z.uuid().optional(), ...priceItemBody }),
  response: priceItemSchema,
  status: 201,
})
export const putPriceItem = defineRoute({
  method: 'PUT',
  path: '/api/price-items/:id',
  summary: { zh: '修改可选项', en: 'Change an item' },
  access: 'pricing.manage',
  params: idParams,
  body: z.strictObject({ version: z.int().min(1), ...priceItemBody }),
  response: priceItemSchema,
})

export const priceListFile = defineRoute({
  method: 'GET',
  path: '/api/price-list-file',
  summary: {
    zh: '可再导入的价格表文件',
    en: 'The price list as a file that can be imported again',
  },
  access: 'pricing.manage',
  response: 'file',
})
