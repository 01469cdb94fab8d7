import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { nameSchema, phoneTextSchema, reasonSchema, specialSchema } from '../contract.ts'

/** What somebody can be to a customer, and what the customer then is to them. */
export const inverseRoles = {
  spouse: 'spouse',
  parent: 'child',
  child: 'parent',
  sibling: 'sibling',
  relative: 'relative',
  friend: 'friend',
  colleague: 'colleague',
  decision_maker: 'decided_for',
  decided_for: 'decision_maker',
  driver: 'driven',
  driven: 'driver',
  buyer: 'bought_for',
  bought_for: 'buyer',
  employer: 'employee',
  employee: 'employer',
  parent_company: 'subsidiary',
  subsidiary: 'parent_company',
  referrer: 'referred',
  referred: 'referrer',
  other: 'other',
} as const
export type RelationRole = keyof typeof inverseRoles
const roles = Object.keys(inverseRoles) as [RelationRole, ...RelationRole[]]
export const roleSchema = z.enum(roles)

export const relationSchema = z.object({
  id: z.uuid(),
  /** What the other is to this customer. */
  role: roleSchema,
  /** Another customer of the store, where the reader may see them. */
  customer: z
    .object({
      id: z.uuid(),
      name: z.string(),
      maskedPhone: z.string().nullable(),
      special: specialSchema.nullable(),
      isOwner: z.boolean(),
    })
    .nullable(),
  /** Somebody who is no customer. */
  person: z.object({ name: z.string(), maskedPhone: z.string().nullable() }).nullable(),
  /** The other is a customer the reader may not see. */
  isHidden: z.boolean(),
  note: z.string(),
  version: z.int(),
})
export type Relation = z.infer<typeof relationSchema>

const idParams = z.object({ id: z.uuid() })
const relationParams = z.object({ id: z.uuid(), relationId: z.uuid() })
const answer = z.object({ items: z.array(relationSchema) })
const note = z.string().trim().max(200)
const person = z.strictObject({ name: nameSchema, phone: phoneTextSchema.optional() })

export const listRelations = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/relations',
  summary: { zh: '客户的联系人与关联客户', en: "A customer's contacts and links" },
  access: 'customers.read',
  params: idParams,
  response: answer,
})

export const addRelation = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/relations',
  summary: { zh: '添加联系人或关联客户', en: 'Add a contact or a link' },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    id: z.uuid().optional(),
    role: roleSchema,
    /** Another customer of the store, or else a person by name. */
    linkedId: z.uuid().optional(),
    person: person.optional(),
    note: note.default(''),
  }),
  response: answer,
})

export const changeRelation = defineRoute({
  method: 'PATCH',
  path: '/api/customers/:id/relations/:relationId',
  summary: { zh: '修改联系人', en: 'Change a contact' },
  access: 'customers.write',
  params: relationParams,
  body: z.strictObject({
    version: z.int(),
    role: roleSchema.optional(),
    note: note.optional(),
    person: person.optional(),
  }),
  response: answer,
})

export const removeRelation = defineRoute({
  method: 'DELETE',
  path: '/api/customers/:id/relations/:relationId',
  summary: { zh: '移除联系人或关联', en: 'Remove a contact or a link' },
  access: 'customers.write',
  params: relationParams,
  query: z.object({ version: z.coerce.number().int() }),
  response: answer,
})

export const restoreRelation = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/relations/:relationId/restoration',
  summary: { zh: '恢复移除的联系人', en: 'Put a removed contact back' },
  access: 'customers.write',
  params: relationParams,
  response: answer,
})

export const revealRelation = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/relations/:relationId/reveals',
  summary: { zh: '查看联系人完整号码（留痕）', en: "Reveal a contact's number (logged)" },
  access: 'customers.reveal',
  params: relationParams,
  body: z.strictObject({ reason: reasonSchema.optional() }),
  response: z.object({ number: z.string(), dial: z.string() }),
  perMinute: 60,
})
