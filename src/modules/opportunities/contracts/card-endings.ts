import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'
import { cardSchema, dayText, idParams, reasonText } from './card.ts'

export const suspendCard = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/suspension',
  summary: { zh: '暂缓', en: 'Suspend until a wake-up date' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({ wakeUpOn: dayText, reason: reasonText }),
  response: cardSchema,
})

export const activateCard = defineRoute({
  method: 'DELETE',
  path: '/api/opportunities/:id/suspension',
  summary: { zh: '激活', en: 'Activate again' },
  access: 'opportunities.write',
  params: idParams,
  response: cardSchema,
})

export const proposeLoss = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/loss-proposal',
  summary: { zh: '提出战败或失控', en: 'Propose a loss' },
  access: 'opportunities.write',
  params: idParams,
  body: z.strictObject({
    kind: z.enum(['defeat', 'lost_contact']),
    reason: reasonText,
    /** Options of the dictionaries `loss_reason` and `competitor`; the words stay beside them. */
    reasonId: z.uuid().optional(),
    competitor: z.string().trim().max(60).optional(),
    competitorId: z.uuid().optional(),
    /** The rival's model, by its record; its brand is the competitor then. */
    rivalId: z.uuid().optional(),
    summary: z.string().trim().min(2).max(2000),
  }),
  response: cardSchema,
})

export const decideLoss = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/loss-decision',
  summary: { zh: '确认或退回战败', en: 'Confirm or return a loss' },
  access: 'opportunities.assign',
  params: idParams,
  body: z.strictObject({
    isConfirmed: z.boolean(),
    reason: reasonText,
    /** What care found where the proposal was wrong. */
    found: z
      .strictObject({
        kind: z.enum(['defeat', 'lost_contact']).optional(),
        reason: reasonText.optional(),
        reasonId: z.uuid().optional(),
        competitor: z.string().trim().max(60).optional(),
        competitorId: z.uuid().optional(),
        rivalId: z.uuid().optional(),
      })
      .optional(),
  }),
  response: cardSchema,
})

export const terminateCard = defineRoute({
  method: 'PUT',
  path: '/api/opportunities/:id/termination',
  summary: { zh: '终止（不可恢复）', en: 'Terminate for good' },
  access: 'opportunities.assign',
  params: idParams,
  body: z.strictObject({ reason: reasonText, summary: z.string().trim().min(2).max(2000) }),
  response: cardSchema,
})
