import { z } from 'zod'
import type { Listener } from '#foundation/module.ts'
import { lockOpenLead } from './leads.queries.ts'
import { markPromoted } from './leads.service.ts'

const openedSchema = z.object({ customerId: z.uuid() })

/** A card made at the door or by hand ends the open lead of its customer as promoted. */
export const leadListeners: Listener[] = [
  {
    event: 'opportunities.opened',
    name: 'leads.follow-card',
    handle: async (ctx, event) => {
      const read = openedSchema.safeParse(event.data)
      if (!read.success) return
      const lead = await lockOpenLead(ctx, read.data.customerId)
      if (lead) await markPromoted(ctx, lead, event.recordId)
    },
  },
]
