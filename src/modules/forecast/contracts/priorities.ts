import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { pageQuerySchema } from '#shared/paging.ts'
import { formulaSchema } from '#shared/priority-formula.ts'

export const lifeClasses = ['potential', 'intended', 'owner'] as const
export type LifeClass = (typeof lifeClasses)[number]

export const priorityReasonSchema = z.object({
  fact: z.string(),
  kind: z.enum(['value', 'potential']),
  value: z.union([z.string(), z.number()]),
  points: z.int(),
})

export const priorityLineSchema = z.object({
  customerId: z.uuid(),
  customer: z.string(),
  ownerName: z.string().nullable(),
  class: z.enum(lifeClasses),
  priority: z.int(),
  points: z.int(),
  valuePoints: z.int(),
  potentialPoints: z.int(),
  reasons: z.array(priorityReasonSchema),
  rankedOn: z.string(),
})
export type PriorityLine = z.infer<typeof priorityLineSchema>

export const prioritiesQuery = z.object({
  class: z.enum(lifeClasses).optional(),
  priority: z.enum(['1', '2', '3']).optional(),
  owner: z.union([z.uuid(), z.literal('me')]).optional(),
})

export const listPriorities = defineRoute({
  method: 'GET',
  path: '/api/customer-priorities',
  summary: { zh: '客户分级清单', en: 'Customers by life-cycle class and priority' },
  access: 'customers.read',
  query: prioritiesQuery.extend(pageQuerySchema.shape),
  response: z.object({
    items: z.array(priorityLineSchema),
    nextCursor: z.string().nullable(),
    count: z.int().nullable(),
  }),
})

export const getCustomerPriority = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/priority',
  summary: { zh: '一位客户的分级与理由', en: "A customer's class and priority, with the reasons" },
  access: 'customers.read',
  params: z.object({ id: z.uuid() }),
  response: z.object({ priority: priorityLineSchema.nullable() }),
})

export const getPriorityFormula = defineRoute({
  method: 'GET',
  path: '/api/priority-formula',
  summary: { zh: '分级公式', en: 'How customers are ranked' },
  access: 'customers.read',
  response: z.object({
    /** 0 while it is the product's own. */
    version: z.int(),
    formula: formulaSchema,
    setAt: z.iso.datetime().nullable(),
    setBy: z.string().nullable(),
    counts: z.array(z.object({ class: z.enum(lifeClasses), priority: z.int(), n: z.int() })),
  }),
})

export const setPriorityFormula = defineRoute({
  method: 'PUT',
  path: '/api/priority-formula',
  summary: { zh: '修改分级公式', en: 'Change how customers are ranked, and rank them anew' },
  access: 'stores.manage',
  body: z.strictObject({ version: z.int().min(0), formula: formulaSchema }),
  response: z.object({ version: z.int(), ranked: z.int() }),
})
