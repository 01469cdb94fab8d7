import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { pageQuerySchema, pageSchema } from '#shared/paging.ts'

export const customerChangeSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** Null: the product itself. */
  personName: z.string().nullable(),
  /** `customer.changed`, `customer.phone_added` … */
  action: z.string(),
  /** What changed; numbers masked, options named. */
  fields: z.array(
    z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  ),
  reason: z.string().nullable(),
})
export type CustomerChangeEntry = z.infer<typeof customerChangeSchema>

export const listChanges = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/changes',
  summary: { zh: '客户资料变更记录', en: "Changes of a customer's record" },
  access: 'customers.read',
  params: z.object({ id: z.uuid() }),
  query: pageQuerySchema,
  response: pageSchema(customerChangeSchema),
})
