import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'
import {
  idParams,
  localeSchema,
  loginSchema,
  nameSchema,
  newPasswordSchema,
  phoneInputSchema,
  roleNameSchema,
  sessionSchema,
  versionSchema,
} from '../contract.ts'

export const personSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  login: z.string(),
  jobTitle: z.string(),
  storeId: z.int(),
  teamId: z.uuid().nullable(),
  roles: z.array(roleNameSchema),
  locale: localeSchema.nullable(),
  isActive: z.boolean(),
  /** Has set a password; until then only the invitation lets them in. */
  hasPassword: z.boolean(),
  hasAuthenticator: z.boolean(),
  version: z.int(),
})
export type Person = z.infer<typeof personSchema>

/** The record alone also carries the person's own number, for those who manage them. */
export const personRecordSchema = personSchema.extend({
  phone: z.string().nullable(),
  /** Whether the asking person may change this record. */
  canManage: z.boolean(),
})
export type PersonRecord = z.infer<typeof personRecordSchema>

export const listPeople = defineRoute({
  method: 'GET',
  path: '/api/people',
  summary: { zh: '员工名单', en: 'Staff' },
  access: 'people.read',
  query: pageQuerySchema.extend({
    storeId: z.coerce.number().int().optional(),
    roleId: z.uuid().optional(),
    teamId: z.uuid().optional(),
    state: z.enum(['active', 'left', 'all']).default('active'),
    /** Name, pinyin, initials or log-in name. */
    q: z.string().trim().max(60).optional(),
  }),
  /** `total` is exact up to 10,000; 10,001 means more; null on later pages. */
  response: pageSchema(personSchema).extend({ total: z.int().nullable() }),
})

export const getPerson = defineRoute({
  method: 'GET',
  path: '/api/people/:id',
  summary: { zh: '员工资料', en: 'One person of the staff' },
  access: 'people.read',
  params: idParams,
  response: personRecordSchema,
})

const roleIds = z.array(z.uuid()).max(20)
/** A one-time link; shown once, to the person who made it. `path` follows the product's address. */
export const oneTimeLinkSchema = z.object({ path: z.string(), expiresAt: z.iso.datetime() })

export const createPerson = defineRoute({
  method: 'POST',
  path: '/api/people',
  summary: { zh: '新增员工', en: 'Add a person' },
  access: 'people.manage',
  acrossStores: true,
  body: z.strictObject({
    id: z.uuid().optional(),
    name: nameSchema,
    login: loginSchema,
    storeId: z.int(),
    teamId: z.uuid().nullable().optional(),
    jobTitle: z.string().trim().max(60).optional(),
    phone: phoneInputSchema.optional(),
    locale: localeSchema.nullable().optional(),
    roleIds,
  }),
  /** The link is null where the person was here before (a resent id). */
  response: z.object({ person: personRecordSchema, link: oneTimeLinkSchema.nullable() }),
  status: 201,
})

export const changePerson = defineRoute({
  method: 'PATCH',
  path: '/api/people/:id',
  summary: { zh: '修改员工', en: 'Change a person' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  body: z.strictObject({
    version: versionSchema,
    name: nameSchema.optional(),
    login: loginSchema.optional(),
    storeId: z.int().optional(),
    teamId: z.uuid().nullable().optional(),
    jobTitle: z.string().trim().max(60).optional(),
    phone: phoneInputSchema.optional(),
  }),
  response: personRecordSchema,
})

export const setPersonRoles = defineRoute({
  method: 'PUT',
  path: '/api/people/:id/roles',
  summary: { zh: '设置员工角色', en: 'Set the roles of a person' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  body: z.strictObject({ version: versionSchema, roleIds }),
  response: personRecordSchema,
})

export const deactivatePerson = defineRoute({
  method: 'POST',
  path: '/api/people/:id/departure',
  summary: { zh: '停用员工', en: 'Deactivate a person' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  body: z.strictObject({
    reason: z.string().trim().max(200).optional(),
    /** Although open cards are not handed over yet. */
    leavingCards: z.boolean().optional(),
  }),
  response: personRecordSchema,
})

export const reactivatePerson = defineRoute({
  method: 'DELETE',
  path: '/api/people/:id/departure',
  summary: { zh: '恢复员工', en: 'Reactivate a person' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  response: personRecordSchema,
})

export const makePersonLink = defineRoute({
  method: 'POST',
  path: '/api/people/:id/link',
  summary: { zh: '生成设置密码的一次性链接', en: 'Make a one-time link to set a password' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  response: oneTimeLinkSchema,
})

export const removeAuthenticator = defineRoute({
  method: 'DELETE',
  path: '/api/people/:id/authenticator',
  summary: { zh: '关闭员工的验证器', en: 'Turn off the authenticator of a person' },
  access: 'people.manage',
  acrossStores: true,
  params: idParams,
  response: personRecordSchema,
})

const token = z.string().min(20).max(200)

export const lookAtLink = defineRoute({
  method: 'POST',
  path: '/api/invitations/look-up',
  summary: { zh: '查看一次性链接', en: 'Look at a one-time link' },
  access: 'public',
  perMinute: 30,
  body: z.strictObject({ token }),
  response: z.object({
    purpose: z.enum(['invitation', 'password_reset', 'first_administrator']),
    name: z.string().nullable(),
    login: z.string().nullable(),
    group: z.string().nullable(),
    groupEn: z.string().nullable(),
  }),
})

export const acceptLink = defineRoute({
  method: 'POST',
  path: '/api/invitations/acceptance',
  summary: { zh: '用一次性链接设置密码', en: 'Set a password with a one-time link' },
  access: 'public',
  perMinute: 30,
  body: z.strictObject({
    token,
    password: newPasswordSchema,
    code: z.string().trim().max(10).optional(),
  }),
  response: sessionSchema,
})
