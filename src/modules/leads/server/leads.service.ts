import { type Ctx, personOf } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { customerIdsByText, loadCustomer, setHolder } from '#modules/customers/index.ts'
import { findOpenCard, openCard } from '#modules/opportunities/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { say } from '#shared/words.ts'
import { type LeadGrade, type LeadRecord, leadsError } from '../contract.ts'
import { leadWords } from '../words.ts'
import { assertTaker, listTakers, takerByRule } from './choose-taker.ts'
import { presentLead, presentLine } from './leads.present.ts'
import { keepStep } from './lead-steps.ts'
import {
  countLeads,
  findLead,
  type LeadFilter,
  type LeadRow,
  listLeadLines,
  listSteps,
  lockLead,
  lockOpenLead,
  updateLead,
} from './leads.queries.ts'

/** A lead with its life, through the visible scope; else `core.not_found`. */
export async function readLead(ctx: Ctx, id: string): Promise<LeadRecord> {
  const line = await findLead(ctx, id, 'leads.read')
  if (!line) throw coreError('core.not_found')
  ctx.customerId = line.customer_id
  return presentLead(ctx, line, await listSteps(ctx, [id]))
}

/** A lead just recorded, for whoever recorded it: it may belong to somebody else by now. */
export async function readRecorded(ctx: Ctx, id: string): Promise<LeadRecord> {
  const line = await findLead(ctx, id, 'any')
  if (!line) throw coreError('core.not_found')
  return presentLead(ctx, line, await listSteps(ctx, [id]))
}

/** The leads of a customer the actor may see, newest first. */
export async function readLeadsOf(ctx: Ctx, customerId: string): Promise<LeadRecord[]> {
  await loadCustomer(ctx, customerId)
  const lines = await listLeadLines(ctx, { customerId }, { limit: 50 })
  const steps = await listSteps(
    ctx,
    lines.map((line) => line.id),
  )
  return lines.map((line) =>
    presentLead(
      ctx,
      line,
      steps.filter((step) => step.lead_id === line.id),
    ),
  )
}

export interface LeadsQuery {
  state?: string | undefined
  owner?: string | undefined
  origin?: string | undefined
  grade?: string | undefined
  source?: string | undefined
  from?: string | undefined
  to?: string | undefined
  q?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** A page of the leads the actor may see, the open ones unless states are asked; count on the first. */
export async function listLeads(ctx: Ctx, query: LeadsQuery) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const filter: LeadFilter = {
    ...query,
    states: query.state?.split(',') ?? ['new', 'assigned'],
    owner: query.owner === 'me' ? personOf(ctx) : query.owner,
    customerIds: query.q ? await customerIdsByText(ctx, query.q) : undefined,
  }
  const decoded = query.cursor === undefined ? undefined : decodeCursor(query.cursor, today, 2)
  if (decoded && !decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const lines = await listLeadLines(ctx, filter, { after: decoded?.key, limit: query.limit + 1 })
  const page = lines.slice(0, query.limit)
  const last = lines.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((line) => presentLine(ctx, line)),
    nextCursor: last ? encodeCursor([last.received_at.toISOString(), last.id], today) : null,
    count: decoded === undefined ? await countLeads(ctx, filter) : null,
  }
}

/** Gives leads to a person, or by the store's rule one after the other; ended ones are skipped. */
export async function assignLeads(
  ctx: Ctx,
  given: { leadIds: string[]; ownerId: string | null; reason?: string | undefined },
): Promise<{ assigned: number; skipped: number }> {
  if (given.ownerId !== null) await assertTaker(ctx, given.ownerId)
  let assigned = 0
  for (const id of [...new Set(given.leadIds)].sort()) {
    const lead = await lockLead(ctx, id, 'leads.assign')
    const ownerId = given.ownerId ?? (lead ? await takerByRule(ctx) : null)
    if (!lead || !isOpen(lead) || ownerId === null || ownerId === lead.owner_id) continue
    await updateLead(ctx, id, { owner_id: ownerId, state: 'assigned', assigned_at: ctx.now })
    await keepStep(ctx, lead, {
      step: 'assigned',
      from: lead.owner_id,
      to: ownerId,
      note: given.reason,
    })
    if (!(await findOpenCard(ctx, lead.customer_id)))
      await setHolder(ctx, lead.customer_id, ownerId)
    assigned += 1
  }
  return { assigned, skipped: given.leadIds.length - assigned }
}

/** Notes a call to a lead with its grade: unreached leaves it open, D and invalid end it. */
export async function contactLead(
  ctx: Ctx,
  id: string,
  given: { id?: string | undefined; grade: LeadGrade; note: string },
): Promise<LeadRecord> {
  const lead = await lockOpen(ctx, id)
  const isNew = await keepStep(ctx, lead, {
    id: given.id,
    step: 'contacted',
    from: lead.grade,
    to: given.grade,
    note: given.note,
  })
  if (!isNew) return readLead(ctx, id)
  await updateLead(ctx, id, {
    grade: given.grade,
    attempts: lead.attempts + 1,
    first_contact_at: lead.first_contact_at ?? ctx.now,
    last_contact_at: ctx.now,
  })
  if (given.grade === 'D' || given.grade === 'invalid')
    await end(ctx, lead, say(leadWords[given.grade], ctx.locale))
  return readLead(ctx, id)
}

/**
 * Makes the card of a lead: customer, model, source and note go over as they are; only the level or
 * the expected date is asked (rules of the card: `openCard`). The lead's owner owns the card.
 */
export async function promoteLead(
  ctx: Ctx,
  id: string,
  given: {
    id?: string | undefined
    level?: IntentLevel | undefined
    expectedOn?: string | undefined
  },
): Promise<{ opportunityId: string; ownerName: string | null }> {
  const lead = await lockOpen(ctx, id)
  const ownerId = lead.owner_id ?? ctx.actor.personId
  if (ownerId === null) throw leadsError('leads.owner_needed')
  const card = await openCard(ctx, {
    id: given.id,
    customerId: lead.customer_id,
    ownerId,
    level: given.level,
    expectedOn: given.expectedOn,
    seriesId: lead.series_id,
    sourceId: lead.source_id,
    note: lead.note,
  })
  await markPromoted(ctx, lead, card.id)
  return { opportunityId: card.id, ownerName: card.ownerName }
}

/** The lead has become this card. */
export async function markPromoted(ctx: Ctx, lead: LeadRow, opportunityId: string): Promise<void> {
  await updateLead(ctx, lead.id, {
    state: 'promoted',
    opportunity_id: opportunityId,
    ended_at: ctx.now,
    ended_on: dayInZone(ctx.now, ctx.store.timeZone),
  })
  await keepStep(ctx, lead, { step: 'promoted', to: opportunityId })
}

export async function closeLead(ctx: Ctx, id: string, reason: string): Promise<LeadRecord> {
  await end(ctx, await lockOpen(ctx, id), reason)
  return readLead(ctx, id)
}

/** Opens a closed lead again with the owner it had; a customer's newer open lead stands. */
export async function reopenLead(ctx: Ctx, id: string): Promise<LeadRecord> {
  const lead = await lockLead(ctx, id, 'leads.write')
  if (!lead) throw coreError('core.not_found')
  if (lead.state !== 'closed') throw wrongState(ctx, lead)
  const standing = await lockOpenLead(ctx, lead.customer_id)
  if (standing) throw wrongState(ctx, standing)
  await updateLead(ctx, id, {
    state: lead.owner_id ? 'assigned' : 'new',
    grade: null,
    ended_at: null,
    ended_on: null,
    ended_reason: null,
  })
  await keepStep(ctx, lead, { step: 'reopened' })
  return readLead(ctx, id)
}

/** Who takes leads, with how many are open, and the rule by which the next is given. */
export async function readTakers(ctx: Ctx) {
  const people = await listTakers(ctx)
  return {
    people: people.map(({ id, name, open }) => ({ id, name, open })),
    rule: storeSettings(ctx.store).leadRule,
  }
}

async function end(ctx: Ctx, lead: LeadRow, reason: string): Promise<void> {
  await updateLead(ctx, lead.id, {
    state: 'closed',
    ended_at: ctx.now,
    ended_on: dayInZone(ctx.now, ctx.store.timeZone),
    ended_reason: maskPhonesInText(reason),
  })
  await keepStep(ctx, lead, { step: 'closed', note: reason })
}

async function lockOpen(ctx: Ctx, id: string): Promise<LeadRow> {
  const lead = await lockLead(ctx, id, 'leads.write')
  if (!lead) throw coreError('core.not_found')
  ctx.customerId = lead.customer_id
  if (!isOpen(lead)) throw wrongState(ctx, lead)
  return lead
}

const isOpen = (lead: LeadRow) => lead.state === 'new' || lead.state === 'assigned'
const wrongState = (ctx: Ctx, lead: LeadRow) =>
  leadsError('leads.wrong_state', { state: say(leadWords[lead.state], ctx.locale) })
