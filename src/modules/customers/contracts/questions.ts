import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { customerFactSchema } from '#shared/customer-fact-settings.ts'
import { intentLevelSchema } from '#shared/promise-settings.ts'

const idParams = z.object({ id: z.uuid() })

export const completenessSchema = z.object({
  /** What the store wants to know at this level, in the order of asking. */
  needed: z.array(customerFactSchema),
  missing: z.array(customerFactSchema),
  percent: z.int(),
  /** The one thing to ask at the next contact; null when nothing is missing. */
  next: customerFactSchema.nullable(),
})
export type CompletenessAnswer = z.infer<typeof completenessSchema>

export const getCompleteness = defineRoute({
  method: 'GET',
  path: '/api/customers/:id/completeness',
  summary: { zh: '客户资料还缺什么', en: "What is missing in a customer's record" },
  access: 'customers.read',
  params: idParams,
  /** The level of the open card; without one an owner counts as H, anybody else as C. */
  query: z.object({ level: intentLevelSchema.optional() }),
  response: completenessSchema,
})

export const answerQuestion = defineRoute({
  method: 'POST',
  path: '/api/customers/:id/answers',
  summary: { zh: '补一项资料，或记下客户不清楚', en: 'Fill in one fact, or note it is not known' },
  access: 'customers.write',
  params: idParams,
  body: z.strictObject({
    fact: customerFactSchema,
    /** One text, the ids of up to three hobbies, or null: the customer does not know or say. */
    value: z.union([z.string().trim().min(1).max(500), z.array(z.uuid()).min(1).max(3), z.null()]),
    level: intentLevelSchema.optional(),
  }),
  response: completenessSchema,
})
