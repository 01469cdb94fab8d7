import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { leadEvents } from '../contract.ts'
import { insertStep, type StepRow } from './lead-life.queries.ts'
import { type LeadRow } from './leads.queries.ts'

interface Step {
  id?: string | undefined
  step: StepRow['step']
  from?: string | null
  to?: string | null
  note?: string | undefined
  at?: Date
}

/** Keeps a step of a lead's life with its trail and its news; false when the id was sent before. */
export async function keepStep(
  ctx: Ctx,
  lead: Pick<LeadRow, 'id' | 'customer_id' | 'owner_id'>,
  { step, from = null, to = null, note = '', ...given }: Step,
): Promise<boolean> {
  const at = given.at ?? ctx.now
  const isNew = await insertStep(ctx, {
    store_id: ctx.store.id,
    id: given.id ?? uuidv7(),
    lead_id: lead.id,
    customer_id: lead.customer_id,
    step,
    at,
    on_day: dayInZone(at, ctx.store.timeZone),
    actor_id: ctx.actor.personId,
    from_value: from,
    to_value: to,
    note: maskPhonesInText(note),
  })
  if (!isNew) return false
  audit(ctx, {
    action: `lead.${step}`,
    recordType: 'lead',
    recordId: lead.id,
    detail: { customerId: lead.customer_id, from, to },
    ...(note === '' ? {} : { reason: note }),
  })
  announce(ctx, {
    type: leadEvents[step],
    recordId: lead.id,
    data: {
      customerId: lead.customer_id,
      ownerId: step === 'assigned' ? to : lead.owner_id,
      from,
      to,
    },
  })
  return true
}
