import type { Ctx } from '#foundation/ctx.ts'
import { can } from '#foundation/ctx.ts'
import {
  createCustomer,
  discardCustomer,
  findCustomerByPhone,
  findVisibleCustomer,
  setHolder,
} from '#modules/customers/index.ts'
import { findOpenCard } from '#modules/opportunities/index.ts'
import { dayInZone } from '#shared/days.ts'
import { AppError, coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { leadsError, type Origin } from '../contract.ts'
import { assertTaker, takerByRule } from './choose-taker.ts'
import { keepStep } from './lead-steps.ts'
import { insertLead, lockLead, lockOpenLead, updateLead } from './leads.queries.ts'

export interface NewLead {
  id?: string | undefined
  customerId?: string | undefined
  customer?: { name: string; sex?: 'male' | 'female' | null | undefined; phone: string } | undefined
  origin: Origin
  sourceId?: string | null | undefined
  seriesId?: string | null | undefined
  note?: string | undefined
  receivedAt?: Date | undefined
  /** Null: nobody yet; undefined: by the store's rule. */
  ownerId?: string | null | undefined
}

/**
 * Records an interest from outside with its source and time and gives it to somebody. A customer with
 * an open lead gets it as another step of that lead; one with an open card has it noted as promoted
 * to that card at once, and whoever holds the card is told. Gives the lead's id. A resent id gives
 * the lead as it is.
 */
export async function recordLead(
  ctx: Ctx,
  lead: NewLead,
): Promise<{ id: string; isKnown: boolean }> {
  const id = lead.id ?? uuidv7()
  if (lead.id !== undefined && (await lockLead(ctx, id, 'any'))) return { id, isKnown: false }
  const { customerId, isNew } = await customerOf(ctx, lead)
  ctx.customerId = customerId
  const standing = await lockOpenLead(ctx, customerId)
  if (standing) return receiveAgain(ctx, standing, lead)
  const card = await findOpenCard(ctx, customerId)
  const ownerId = card ? card.ownerId : await ownerOf(ctx, lead)
  const receivedAt = earlier(lead.receivedAt, ctx.now)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const row = {
    store_id: ctx.store.id,
    id,
    customer_id: customerId,
    origin: lead.origin,
    source_id: lead.sourceId ?? null,
    series_id: lead.seriesId ?? null,
    note: maskPhonesInText(lead.note ?? ''),
    state: card ? 'promoted' : ownerId ? 'assigned' : 'new',
    owner_id: ownerId,
    received_at: receivedAt,
    received_on: dayInZone(receivedAt, ctx.store.timeZone),
    received_by: ctx.actor.personId,
    assigned_at: ownerId ? ctx.now : null,
    opportunity_id: card?.id ?? null,
    ended_at: card ? ctx.now : null,
    ended_on: card ? today : null,
  }
  if (!(await insertLead(ctx, row))) {
    // Somebody recorded the same interest between our look and our save.
    const other = (await lockLead(ctx, id, 'any')) ?? (await lockOpenLead(ctx, customerId))
    if (!other) throw coreError('core.not_found')
    return other.id === id ? { id, isKnown: false } : receiveAgain(ctx, other, lead)
  }
  const kept = { id, customer_id: customerId, owner_id: ownerId }
  await keepStep(ctx, kept, { step: 'received', to: lead.origin, note: lead.note, at: receivedAt })
  if (card) await keepStep(ctx, kept, { step: 'promoted', to: card.id })
  else if (ownerId) {
    await keepStep(ctx, kept, { step: 'assigned', to: ownerId })
    if (isNew) await setHolder(ctx, customerId, ownerId)
  }
  return { id, isKnown: card !== undefined }
}

async function receiveAgain(
  ctx: Ctx,
  standing: { id: string; customer_id: string; owner_id: string | null; times_received: number },
  lead: NewLead,
): Promise<{ id: string; isKnown: boolean }> {
  await updateLead(ctx, standing.id, { times_received: standing.times_received + 1 })
  await keepStep(ctx, standing, { step: 'received', to: lead.origin, note: lead.note })
  return { id: standing.id, isKnown: true }
}

/** The customer chosen, whoever holds the number, else a new one. */
async function customerOf(
  ctx: Ctx,
  { customerId, customer }: NewLead,
): Promise<{ customerId: string; isNew: boolean }> {
  if (customerId !== undefined) {
    const known = await findVisibleCustomer(ctx, customerId, 'customers.read')
    if (!known) throw coreError('core.not_found')
    return { customerId, isNew: known.owner_id === null }
  }
  if (!customer) throw leadsError('leads.person_needed')
  const holder = await findCustomerByPhone(ctx, customer.phone)
  if (holder) return { customerId: holder.id, isNew: false }
  const id = uuidv7()
  try {
    await createCustomer(ctx, {
      id,
      name: customer.name,
      sex: customer.sex ?? null,
      phones: [customer.phone],
      ownerId: null,
    })
    return { customerId: id, isNew: true }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'customers.phone_taken') throw error
    const first = await findCustomerByPhone(ctx, customer.phone)
    if (!first) throw error
    await discardCustomer(ctx, id)
    return { customerId: first.id, isNew: false }
  }
}

/** Whoever only works on their own leads keeps what they record; others give it out. */
async function ownerOf(ctx: Ctx, { ownerId }: NewLead): Promise<string | null> {
  if (!can(ctx, 'leads.assign') && !can(ctx, 'leads.write', 'store')) return ctx.actor.personId
  if (ownerId === undefined) return takerByRule(ctx)
  if (ownerId !== null) await assertTaker(ctx, ownerId)
  return ownerId
}

const earlier = (given: Date | undefined, now: Date): Date =>
  given !== undefined && given < now ? given : now
