import { z } from 'zod'
import { runInStore } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { Job } from '#foundation/module.ts'
import { coreError } from '#shared/errors.ts'
import { maskPhone, maskPhonesInText } from '#shared/phone.ts'
import { dispatchEvents } from '../contract.ts'
import { dispatchError } from '../contracts/lead-dispatch.ts'
import { decided, openPerson, type Person, taken } from './dispatch.ts'
import {
  listOffers,
  lockOffer,
  lockPoolLead,
  type OfferRow,
  updateOffer,
  updatePoolLead,
} from './dispatch.queries.ts'
import { recordLead } from './record-lead.ts'

/** What the head office offers the request's store. */
export async function readOffers(ctx: Ctx) {
  const rows = await listOffers(ctx)
  return {
    items: rows.flatMap((row) => {
      const person = openPerson(ctx, row)
      if (!person) return []
      return [
        {
          id: row.id,
          name: person.name,
          maskedPhone: maskPhone(person.phone),
          seriesName: row.series,
          note: person.note,
          offeredAt: row.offered_at.toISOString(),
        },
      ]
    }),
  }
}

/**
 * The store takes a dispatched lead as its own, given out by its own rule, or returns it with the
 * reason; the head office hears of either. Throws `leads.offer_decided` when somebody was quicker.
 */
export async function answerOffer(
  ctx: Ctx,
  id: string,
  given: { decision: 'accept' | 'return'; reason?: string | undefined },
): Promise<{ leadId: string | null }> {
  const row = await lockOffer(ctx, ctx.store.id, id)
  const person = row && openPerson(ctx, row)
  if (!row) throw coreError('core.not_found')
  if (row.state !== 'offered' || !person) throw decided(ctx, row.state)
  const isAccepted = given.decision === 'accept'
  if (!isAccepted && given.reason === undefined) throw dispatchError('leads.reason_needed')
  const reason = maskPhonesInText(given.reason ?? '')
  const leadId = isAccepted ? await accept(ctx, row, person) : null
  await updateOffer(
    ctx,
    { storeId: ctx.store.id, id },
    { ...taken(ctx, isAccepted ? 'accepted' : 'returned', reason), lead_id: leadId },
  )
  audit(ctx, {
    action: isAccepted ? 'dispatch.accepted' : 'dispatch.returned',
    recordType: 'dispatch',
    recordId: row.dispatch_id,
    ...(reason === '' ? {} : { reason }),
  })
  announce(ctx, {
    type: dispatchEvents.decided,
    recordId: id,
    data: {
      headStoreId: row.head_store_id,
      dispatchId: row.dispatch_id,
      offerId: id,
      decision: given.decision,
      reason,
    },
  })
  announce(ctx, { type: dispatchEvents.offered, recordId: id })
  return { leadId }
}

async function accept(ctx: Ctx, row: OfferRow, person: Person): Promise<string> {
  const lead = await recordLead(ctx, {
    customer: { name: person.name, phone: person.phone },
    origin: 'head_office',
    sourceId: row.source_id,
    seriesId: row.series_id,
    note: person.note,
  })
  return lead.id
}

const decidedSchema = z.object({
  headStoreId: z.int(),
  dispatchId: z.uuid(),
  offerId: z.uuid(),
  decision: z.enum(['accept', 'return']),
  reason: z.string(),
})
type Decided = z.infer<typeof decidedSchema>

/**
 * Tells the head office what a store answered: a store's own transaction does not reach it. Of an
 * accepted lead the person's data goes. Told twice it changes nothing.
 */
export const dispatchAnswered: Job<Decided> = {
  name: 'leads.dispatch-answered',
  event: dispatchEvents.decided,
  schema: decidedSchema,
  run: async (app, _store, answer, event) => {
    const office = await app.findStore(app.db, answer.headStoreId)
    if (!office) return
    await runInStore(app, office, async (ctx) => {
      const lead = await lockPoolLead(ctx, answer.dispatchId)
      if (lead?.offer_id !== answer.offerId || lead.state !== 'sent') return
      await updatePoolLead(ctx, lead.id, {
        decided_at: event.at,
        ...(answer.decision === 'accept'
          ? { state: 'accepted', sealed: null }
          : { state: 'returned', reason: answer.reason }),
      })
      announce(ctx, { type: dispatchEvents.offered, recordId: lead.id })
      if (answer.decision === 'return')
        announce(ctx, {
          type: dispatchEvents.cameBack,
          recordId: lead.id,
          data: { personId: lead.sent_by },
        })
    })
  },
}
