import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import {
  idParams,
  nameSchema,
  numberParams,
  storeSchema,
  storeSettingsChangeSchema,
  storeSettingsSchema,
  versionSchema,
} from '../contract.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const timeZone = z
  .string()
  .refine(isTimeZone, { params: { zh: '没有这个时区', en: 'No such time zone' } })
const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{2,20}$/)
const platePrefix = z.string().trim().max(2)

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const storeRecordSchema = storeSchema.extend({
  city: z.string(),
  platePrefix: z.string(),
  /** With every default filled in. */
  settings: storeSettingsSchema,
  version: z.int(),
})
export type StoreRecord = z.infer<typeof storeRecordSchema>

export const listStores = defineRoute({
  method: 'GET',
  path: '/api/stores',
  summary: { zh: '门店', en: 'Stores' },
  access: 'stores.manage',
  response: z.object({ stores: z.array(storeRecordSchema) }),
})

export const createStore = defineRoute({
  method: 'POST',
  path: '/api/stores',
  summary: { zh: '新增门店', en: 'Add a store' },
  access: 'stores.manage',
  acrossStores: true,
  body: z.strictObject({
    code,
    name: nameSchema,
    nameEn: nameSchema,
    regionId: z.int().nullable().optional(),
    city: z.string().trim().max(40).optional(),
    platePrefix: platePrefix.optional(),
    timeZone: timeZone.optional(),
  }),
  response: storeRecordSchema,
  status: 201,
})

export const changeStore = defineRoute({
  method: 'PATCH',
  path: '/api/stores/:id',
  summary: { zh: '修改门店', en: 'Change a store' },
  access: 'stores.manage',
  acrossStores: true,
  params: numberParams,
  body: z.strictObject({
    version: versionSchema,
    name: nameSchema.optional(),
    nameEn: nameSchema.optional(),
    regionId: z.int().nullable().optional(),
    city: z.string().trim().max(40).optional(),
    platePrefix: platePrefix.optional(),
    opensAt: time.optional(),
    closesAt: time.optional(),
    settings: storeSettingsChangeSchema.optional(),
  }),
  response: storeRecordSchema,
})

export const regionSchema = z.object({
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  stores: z.int(),
  version: z.int(),
})
export type Region = z.infer<typeof regionSchema>

export const listRegions = defineRoute({
  method: 'GET',
  path: '/api/regions',
  summary: { zh: '大区', en: 'Regions' },
  access: 'stores.manage',
  response: z.object({ regions: z.array(regionSchema) }),
})

export const createRegion = defineRoute({
  method: 'POST',
  path: '/api/regions',
  summary: { zh: '新增大区', en: 'Add a region' },
  access: 'stores.manage',
  acrossStores: true,
  body: z.strictObject({ name: nameSchema, nameEn: nameSchema }),
  response: regionSchema,
  status: 201,
})

export const changeRegion = defineRoute({
  method: 'PATCH',
  path: '/api/regions/:id',
  summary: { zh: '修改大区', en: 'Change a region' },
  access: 'stores.manage',
  acrossStores: true,
  params: numberParams,
  body: z.strictObject({ version: versionSchema, name: nameSchema, nameEn: nameSchema }),
  response: regionSchema,
})

export const deleteRegion = defineRoute({
  method: 'DELETE',
  path: '/api/regions/:id',
  summary: { zh: '删除大区', en: 'Delete a region' },
  access: 'stores.manage',
  acrossStores: true,
  params: numberParams,
  response: undefined,
})

export const teamSchema = z.object({
  id: z.uuid(),
  storeId: z.int(),
  name: z.string(),
  /** How many active people are in it. */
  people: z.int(),
  version: z.int(),
})
export type Team = z.infer<typeof teamSchema>

export const listTeams = defineRoute({
  method: 'GET',
  path: '/api/teams',
  summary: { zh: '团队', en: 'Teams' },
  access: 'people.read',
  query: z.object({ storeId: z.coerce.number().int().optional() }),
  response: z.object({ teams: z.array(teamSchema) }),
})

export const createTeam = defineRoute({
  method: 'POST',
  path: '/api/teams',
  summary: { zh: '新增团队', en: 'Add a team' },
  access: 'people.manage',
  acrossStores: true,
  body: z.strictObject({ id: z.uuid().optional(), storeId: z.int(), name: nameSchema }),
  response: teamSchema,
  status: 201,
})

export const changeTeam = defineRoute({
  method: 'PATCH',
  path: '/api/teams/:id',
  summary: { zh: '修改团队', en: 'Rename a team' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  body: z.strictObject({ version: versionSchema, name: nameSchema }),
  response: teamSchema,
})

export const deleteTeam = defineRoute({
  method: 'DELETE',
  path: '/api/teams/:id',
  summary: { zh: '删除团队', en: 'Delete a team' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  response: undefined,
})
