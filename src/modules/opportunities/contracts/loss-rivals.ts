import { z } from 'zod'
import { defineRoute } from '#shared/contract.ts'

export const lossRivalSchema = z.object({
  id: z.uuid(),
  /** Brand and model. */
  name: z.string(),
  /** Its brand in the dictionary of competitors. */
  competitorId: z.uuid().nullable(),
  /** The customer named it on the road of this card. */
  isNamed: z.boolean(),
})

export const listLossRivals = defineRoute({
  method: 'GET',
  path: '/api/opportunities/:id/rivals',
  summary: { zh: '战败可选的竞品车型', en: 'Models a card may have been lost to' },
  access: 'opportunities.read',
  params: z.object({ id: z.uuid() }),
  response: z.object({ items: z.array(lossRivalSchema) }),
})
