import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { defineErrors } from '#shared/errors.ts'
import { idParams } from './card.ts'

export const shareError = defineErrors({
  'opportunities.shares_fixed': {
    status: 409,
    zh: '签约后分成不能再改',
    en: 'After signing the split cannot be changed any more',
  },
  'opportunities.shares_not_100': {
    status: 422,
    zh: '分成加起来是 {sum}%，要正好 100%',
    en: 'The shares add to {sum} %; they must add to 100',
  },
  'opportunities.shares_people': {
    status: 422,
    zh: '每人只能出现一次，所属顾问必须有一份',
    en: 'Each person once, and the owner of the card among them',
  },
})

const shareSchema = z.strictObject({ personId: z.uuid(), percent: z.int().min(1).max(100) })

const answerSchema = z.object({
  shares: z.array(z.object({ personId: z.uuid(), name: z.string().nullable(), percent: z.int() })),
  /** Whether it may still be changed: not after signing. */
  isFixed: z.boolean(),
  version: z.int(),
})

export const readShares = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/shares',
  summary: { zh: '业绩分成', en: 'How the credit is shared' },
  access: 'opportunities.read',
  params: idParams,
  response: answerSchema,
})

export const setShares = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/shares',
  summary: { zh: '设置业绩分成', en: 'Share the credit' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    /** Adding to 100; the owner alone ends the sharing. */
    shares: z.array(shareSchema).min(1).max(6),
    reason: z.string().trim().min(2).max(500),
  }),
  response: answerSchema,
})
