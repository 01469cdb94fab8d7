import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { idParams, nameSchema, permissionSchema, scopeSchema, versionSchema } from '../contract.ts'

export const grantsSchema = z.partialRecord(permissionSchema, scopeSchema)

export const roleSchema = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  isBuiltIn: z.boolean(),
  grants: grantsSchema,
  /** How many active people hold it. */
  people: z.int(),
  version: z.int(),
})
export type Role = z.infer<typeof roleSchema>

export const listRoles = defineRoute({
  method: 'GET',
  path: '/api/roles',
  summary: { zh: '角色与权限', en: 'Roles and rights' },
  access: 'people.read',
  response: z.object({ roles: z.array(roleSchema) }),
})

export const createRole = defineRoute({
  method: 'POST',
  path: '/api/roles',
  summary: { zh: '新增角色', en: 'Add a role' },
  access: 'roles.manage',
  acrossStores: true,
  body: z.strictObject({
    id: z.uuid().optional(),
    name: nameSchema,
    nameEn: nameSchema,
    grants: grantsSchema,
  }),
  response: roleSchema,
  status: 201,
})

export const changeRole = defineRoute({
  method: 'PATCH',
  path: '/api/roles/:id',
  summary: { zh: '修改角色', en: 'Change a role' },
  access: 'roles.manage',
  acrossStores: true,
  params: idParams,
  body: z.strictObject({
    version: versionSchema,
    name: nameSchema.optional(),
    nameEn: nameSchema.optional(),
    /** All grants of the role, when they change. */
    grants: grantsSchema.optional(),
  }),
  response: roleSchema,
})

export const deleteRole = defineRoute({
  method: 'DELETE',
  path: '/api/roles/:id',
  summary: { zh: '删除角色', en: 'Delete a role' },
  access: 'roles.manage',
  acrossStores: true,
  params: idParams,
  response: undefined,
})
