import { z } from 'zod'
import type { Listener } from '#foundation/module.ts'
import { lockCustomer } from '#modules/customers/index.ts'
import { privacyEvents } from '../contract.ts'
import { keepNotContacted } from './consent.ts'
import { eraseCustomer } from './erase-customer.ts'

const askedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('do_not_contact'), channels: z.array(z.string()) }),
  z.object({ kind: z.literal('erasure') }),
])
const reason = '集团内其他门店受理 asked at another store of the group'

/** What a person asked at one store holds in all stores of the group (rules.md). */
export const privacyListeners: Listener[] = [
  {
    event: privacyEvents.askedElsewhere,
    name: 'privacy.follow-request',
    handle: async (ctx, event) => {
      const asked = askedSchema.safeParse(event.data)
      const customer = await lockCustomer(ctx, event.recordId)
      if (!asked.success || !customer || customer.erased_at) return
      if (asked.data.kind === 'do_not_contact')
        await keepNotContacted(
          ctx,
          customer.id,
          { channels: asked.data.channels, reason },
          { isFromElsewhere: true, id: event.id },
        )
      else
        await eraseCustomer(ctx, customer.id, { id: event.id, reason }, { isFromElsewhere: true })
    },
  },
]
