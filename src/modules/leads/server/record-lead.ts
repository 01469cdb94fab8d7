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
import { answerDue, clockOf } from './due.ts'
import {
  findExternal,
  insertLead,
  type LeadRow,
  lockLead,
  lockOpenLead,
  updateLead,
} from './leads.queries.ts'

export interface NewLead {
  id?: string | undefined
  customerId?: string | undefined
  customer?: { name: string; sex?: 'male' | 'female' | null | undefined; phone: string } | undefined
  origin: Origin
  sourceId?: string | null | undefined
  seriesId?: string | null | undefined
  note?: string | undefined
  receivedAt?: Date | undefined
  /** The number another system knows it by. */
  externalId?: string | undefined
  /** The form it was typed into. */
  formId?: string | undefined
  /** Where the consent of a person not known before comes from. */
  consentSource?: string | undefined
  /** Null: nobody yet; undefined: by the store's rule. */
  ownerId?: string | null | undefined
}

/**
 * Records an interest from outside with its source and time and gives it to somebody. A customer with
 * an open lead gets it as another step of that lead; one with an open card has it noted as promoted
 * to that card at once, and whoever holds the card is told. Gives the lead's id. A resent id, or a
 * number of another system sent again, gives the lead as it is; that number with another customer is
 * refused (`leads.external_taken`).
 */
export async function recordLead(
  ctx: Ctx,
  lead: NewLead,
): Promise<{ id: string; isKnown: boolean }> {
  const id = lead.id ?? uuidv7()
  if (lead.id !== undefined && (await lockLead(ctx, id, 'any'))) return { id, isKnown: false }
  const sentBefore =
    lead.externalId === undefined ? undefined : await findExternal(ctx, lead.externalId)
  if (sentBefore) return resent(sentBefore, await knownCustomer(ctx, lead))
  const { customerId, isNew } = await customerOf(ctx, lead)
  ctx.customerId = customerId
  const standing = await lockOpenLead(ctx, customerId)
  // The same one sent twice at once: the second waited for the first.
  if (standing && lead.externalId !== undefined && standing.external_id === lead.externalId)
    return { id: standing.id, isKnown: true }
  if (standing) return receiveAgain(ctx, standing, lead)
  const card = await findOpenCard(ctx, customerId)
  const receivedAt = earlier(lead.receivedAt, ctx.now)
  const ownerId = card ? card.ownerId : await ownerOf(ctx, lead, receivedAt)
  const answerBy = answerDue(await clockOf(ctx, receivedAt), receivedAt)
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
    due_at: card ? null : answerBy,
    answer_due_at: card ? null : answerBy,
    external_id: lead.externalId ?? null,
    form_id: lead.formId ?? null,
    opportunity_id: card?.id ?? null,
    ended_at: card ? ctx.now : null,
    ended_on: card ? today : null,
  }
  if (!(await insertLead(ctx, row))) {
    // Somebody recorded the same interest between our look and our save.
    const other =
      (await lockLead(ctx, id, 'any')) ??
      (lead.externalId === undefined ? undefined : await findExternal(ctx, lead.externalId)) ??
      (await lockOpenLead(ctx, customerId))
    if (!other) throw coreError('core.not_found')
    if (other.id === id) return { id, isKnown: false }
    if (lead.externalId !== undefined && other.external_id === lead.externalId)
      return resent(other, customerId)
    return receiveAgain(ctx, other, lead)
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

/** The lead another system sent before, if it is of the same customer. */
function resent(before: LeadRow, customerId: string | undefined): { id: string; isKnown: true } {
  if (before.customer_id !== customerId)
    throw leadsError('leads.external_taken', { externalId: before.external_id ?? '' })
  return { id: before.id, isKnown: true }
}

async function knownCustomer(ctx: Ctx, lead: NewLead): Promise<string | undefined> {
  if (lead.customerId !== undefined || !lead.customer) return lead.customerId
  return (await findCustomerByPhone(ctx, lead.customer.phone))?.id
}

/** Interest anew: worth a call now, and no loss any more. */
async function receiveAgain(
  ctx: Ctx,
  standing: LeadRow,
  lead: NewLead,
): Promise<{ id: string; isKnown: boolean }> {
  const wasGivenUp = standing.state === 'lost_pending'
  await updateLead(ctx, standing.id, {
    times_received: standing.times_received + 1,
    due_at:
      standing.due_at !== null && standing.due_at < ctx.now
        ? standing.due_at
        : dueAnew(ctx, standing),
    ...(wasGivenUp
      ? {
          state: standing.owner_id ? 'assigned' : 'new',
          unreached_tries: 0,
          lost_proposed_by: null,
          lost_proposed_at: null,
        }
      : {}),
  })
  await keepStep(ctx, standing, { step: 'received', to: lead.origin, note: lead.note })
  if (wasGivenUp)
    await keepStep(ctx, standing, { step: 'loss_returned', from: standing.grade, note: lead.note })
  return { id: standing.id, isKnown: true }
}

/** A first call keeps its clock; whatever was called before is due now. */
const dueAnew = (ctx: Ctx, { first_contact_at, due_at }: LeadRow): Date =>
  first_contact_at === null && due_at !== null ? due_at : ctx.now

/** The customer chosen, whoever holds the number, else a new one. */
async function customerOf(
  ctx: Ctx,
  { customerId, customer, consentSource, sourceId }: NewLead,
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
      ...(sourceId ? { sourceId } : {}),
      ...(consentSource === undefined ? {} : { consentSource }),
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
async function ownerOf(ctx: Ctx, lead: NewLead, receivedAt: Date): Promise<string | null> {
  const isSystem = ctx.actor.kind === 'system'
  if (!isSystem && !can(ctx, 'leads.assign') && !can(ctx, 'leads.write', 'store'))
    return ctx.actor.personId
  const { ownerId, origin, sourceId = null, seriesId = null } = lead
  if (ownerId === undefined) return takerByRule(ctx, { origin, sourceId, seriesId, receivedAt })
  if (ownerId !== null) await assertTaker(ctx, ownerId)
  return ownerId
}

const earlier = (given: Date | undefined, now: Date): Date =>
  given !== undefined && given < now ? given : now
