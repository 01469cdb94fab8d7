import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'

export const catalogError = defineErrors({
  'catalog.word_taken': {
    status: 409,
    zh: '“{word}”已属于“{label}”',
    en: '“{word}” already belongs to “{label}”',
  },
})

const nameSchema = z.string().trim().min(1).max(60)
const nameEnSchema = z.string().trim().max(60)
const aliasesSchema = z.array(z.string().trim().min(1).max(60)).max(50)
const idParams = z.object({ id: z.uuid() })

export const brandSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  nameEn: z.string(),
  aliases: z.array(z.string()),
  isOwn: z.boolean(),
  isActive: z.boolean(),
  version: z.int(),
})
export type Brand = z.infer<typeof brandSchema>

export const seriesSchema = z.object({
  id: z.uuid(),
  brandId: z.uuid(),
  brandName: z.string(),
  brandNameEn: z.string(),
  brandAliases: z.array(z.string()),
  isOwn: z.boolean(),
  name: z.string(),
  nameEn: z.string(),
  aliases: z.array(z.string()),
  position: z.int(),
  /** Can be chosen: neither the series nor its brand is resting. */
  isActive: z.boolean(),
  /** The series itself was put to rest. */
  isResting: z.boolean(),
  version: z.int(),
})
export type Series = z.infer<typeof seriesSchema>

export const modelSchema = z.object({
  id: z.uuid(),
  seriesId: z.uuid(),
  name: z.string(),
  nameEn: z.string(),
  year: z.int().nullable(),
  guidePriceFen: z.int().nullable(),
  isActive: z.boolean(),
  version: z.int(),
})
export type Model = z.infer<typeof modelSchema>

export const listBrandsRoute = defineRoute({
  method: 'GET',
  path: '/api/brands',
  summary: { zh: '品牌', en: 'Brands' },
  access: 'session',
  response: z.object({ items: z.array(brandSchema) }),
})

export const createBrand = defineRoute({
  method: 'POST',
  path: '/api/brands',
  summary: { zh: '新增品牌', en: 'Add a brand' },
  access: 'catalog.manage',
  body: z.strictObject({
    id: z.uuid().optional(),
    name: nameSchema,
    nameEn: nameEnSchema.default(''),
    aliases: aliasesSchema.default([]),
    isOwn: z.boolean(),
  }),
  response: brandSchema,
  status: 201,
})

export const changeBrand = defineRoute({
  method: 'PATCH',
  path: '/api/brands/:id',
  summary: { zh: '修改、停用品牌', en: 'Change or rest a brand' },
  access: 'catalog.manage',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    name: nameSchema.optional(),
    nameEn: nameEnSchema.optional(),
    aliases: aliasesSchema.optional(),
    isOwn: z.boolean().optional(),
    isActive: z.boolean().optional(),
  }),
  response: brandSchema,
})

export const listSeriesRoute = defineRoute({
  method: 'GET',
  path: '/api/series',
  summary: { zh: '车系', en: 'Series' },
  access: 'session',
  query: z.object({ state: z.enum(['active', 'all']).default('active') }),
  response: z.object({ items: z.array(seriesSchema) }),
})

export const createSeries = defineRoute({
  method: 'POST',
  path: '/api/series',
  summary: { zh: '新增车系', en: 'Add a series' },
  access: 'catalog.manage',
  body: z.strictObject({
    id: z.uuid().optional(),
    brandId: z.uuid(),
    name: nameSchema,
    nameEn: nameEnSchema.default(''),
    aliases: aliasesSchema.default([]),
  }),
  response: seriesSchema,
  status: 201,
})

export const changeSeries = defineRoute({
  method: 'PATCH',
  path: '/api/series/:id',
  summary: { zh: '修改、停用车系', en: 'Change or rest a series' },
  access: 'catalog.manage',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    brandId: z.uuid().optional(),
    name: nameSchema.optional(),
    nameEn: nameEnSchema.optional(),
    aliases: aliasesSchema.optional(),
    isActive: z.boolean().optional(),
  }),
  response: seriesSchema,
})

export const listModelsRoute = defineRoute({
  method: 'GET',
  path: '/api/models',
  summary: { zh: '车型', en: 'Models' },
  access: 'session',
  query: z.object({
    seriesId: z.uuid().optional(),
    state: z.enum(['active', 'all']).default('active'),
  }),
  response: z.object({ items: z.array(modelSchema) }),
})

const yearSchema = z.int().min(1950).max(2100).nullable()
/** Up to 100 million yuan. */
const priceSchema = z.int().min(0).max(10_000_000_000).nullable()

export const createModel = defineRoute({
  method: 'POST',
  path: '/api/models',
  summary: { zh: '新增车型', en: 'Add a model' },
  access: 'catalog.manage',
  body: z.strictObject({
    id: z.uuid().optional(),
    seriesId: z.uuid(),
    name: nameSchema,
    nameEn: nameEnSchema.default(''),
    year: yearSchema.default(null),
    guidePriceFen: priceSchema.default(null),
  }),
  response: modelSchema,
  status: 201,
})

export const changeModel = defineRoute({
  method: 'PATCH',
  path: '/api/models/:id',
  summary: { zh: '修改、停用车型', en: 'Change or rest a model' },
  access: 'catalog.manage',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    name: nameSchema.optional(),
    nameEn: nameEnSchema.optional(),
    year: yearSchema.optional(),
    guidePriceFen: priceSchema.optional(),
    isActive: z.boolean().optional(),
  }),
  response: modelSchema,
})

/** Announced when brands, series or models change; data `{ table }`. */
export const catalogChanged = 'catalog.changed'
