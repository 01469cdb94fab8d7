import type { z } from 'zod'
import { type Ctx, personOf } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { customerIdsByText, loadCustomer } from '#modules/customers/index.ts'
import { findOpenCard, openCard, readCard } from '#modules/opportunities/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { say } from '#shared/words.ts'
import { type LeadRecord, leadsError, type leadsQuerySchema, openLeadStates } from '../contract.ts'
import { leadWords } from '../words.ts'
import { listTakers, teamOrTakers } from './choose-taker.ts'
import { presentLead, presentLine } from './leads.present.ts'
import { keepStep } from './lead-steps.ts'
import { listAnswers, listSteps } from './lead-life.queries.ts'
import { countLeads, type LeadFilter, listLeadLines } from './lead-list.queries.ts'
import {
  findLead,
  type LeadLine,
  type LeadRow,
  lockLead,
  lockOpenLead,
  updateLead,
} from './leads.queries.ts'

/** A lead with its life, through the visible scope; else `core.not_found`. */
export async function readLead(ctx: Ctx, id: string): Promise<LeadRecord> {
  const line = await findLead(ctx, id, 'leads.read')
  if (!line) throw coreError('core.not_found')
  ctx.customerId = line.customer_id
  return present(ctx, line)
}

const present = async (ctx: Ctx, line: LeadLine): Promise<LeadRecord> =>
  presentLead(ctx, line, {
    steps: await listSteps(ctx, [line.id]),
    answers: await listAnswers(ctx, [line.id]),
  })

/** A lead just recorded, for whoever recorded it: it may belong to somebody else by now. */
export async function readRecorded(ctx: Ctx, id: string): Promise<LeadRecord> {
  const line = await findLead(ctx, id, 'any')
  if (!line) throw coreError('core.not_found')
  return present(ctx, line)
}

/** The leads of a customer the actor may see, newest first. */
export async function readLeadsOf(ctx: Ctx, customerId: string): Promise<LeadRecord[]> {
  await loadCustomer(ctx, customerId)
  return presentRecords(ctx, await listLeadLines(ctx, { customerId }, { limit: 50 }))
}

/** Leads with their lives and answers. */
export async function presentRecords(ctx: Ctx, lines: readonly LeadLine[]): Promise<LeadRecord[]> {
  const ids = lines.map((line) => line.id)
  const steps = Map.groupBy(await listSteps(ctx, ids), (step) => step.lead_id)
  const answers = Map.groupBy(await listAnswers(ctx, ids), (answer) => answer.lead_id)
  return lines.map((line) =>
    presentLead(ctx, line, {
      steps: steps.get(line.id) ?? [],
      answers: answers.get(line.id) ?? [],
    }),
  )
}

export type LeadsQuery = z.infer<typeof leadsQuerySchema> & {
  cursor?: string | undefined
  limit: number
}

/** A page of the leads the actor may see, the open ones unless states are asked; count on the first. */
export async function listLeads(ctx: Ctx, query: LeadsQuery) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const filter: LeadFilter = {
    ...query,
    states: query.state === 'all' ? undefined : (query.state?.split(',') ?? openLeadStates),
    owner: query.owner === 'me' ? personOf(ctx) : query.owner,
    agents: await agentsOf(ctx, query.agent),
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

/**
 * Makes the card of a lead: customer, model, source and note go over as they are; only the level or
 * the expected date is asked (rules of the card: `openCard`). The lead's owner owns the card; a customer
 * who has a card meanwhile keeps that one.
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
  const before = await lockLead(ctx, id, 'leads.write')
  // A resent press of the same button: the card is there already.
  if (before?.opportunity_id && before.opportunity_id === given.id) {
    const { ownerName } = await readCard(ctx, before.opportunity_id)
    return { opportunityId: before.opportunity_id, ownerName }
  }
  const lead = await lockOpenLeadById(ctx, id)
  const standing = await findOpenCard(ctx, lead.customer_id)
  if (standing) {
    await markPromoted(ctx, lead, standing.id)
    return { opportunityId: standing.id, ownerName: standing.ownerName }
  }
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
    origin: 'lead',
  })
  await markPromoted(ctx, lead, card.id)
  return { opportunityId: card.id, ownerName: card.ownerName }
}

async function agentsOf(
  ctx: Ctx,
  agent: string | undefined,
): Promise<readonly string[] | 'none' | undefined> {
  if (agent === undefined || agent === 'none') return agent
  return agent === 'team' ? (await teamOrTakers(ctx)).map(({ id }) => id) : [agent]
}

/** The lead has become this card; whoever holds the card is told by the card itself. */
export async function markPromoted(ctx: Ctx, lead: LeadRow, opportunityId: string): Promise<void> {
  await updateLead(ctx, lead.id, {
    state: 'promoted',
    due_at: null,
    lost_proposed_by: null,
    lost_proposed_at: null,
    opportunity_id: opportunityId,
    ended_at: ctx.now,
    ended_on: dayInZone(ctx.now, ctx.store.timeZone),
  })
  await keepStep(ctx, lead, { step: 'promoted', to: opportunityId })
}

export async function closeLead(ctx: Ctx, id: string, reason: string): Promise<LeadRecord> {
  await endLead(ctx, await lockOpenLeadById(ctx, id), { kind: 'other', reason })
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
    due_at: ctx.now,
    unreached_tries: 0,
    end_kind: null,
    lost_proposed_by: null,
    lost_proposed_at: null,
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

/** Ends a lead that leads nowhere, with how and why. */
export async function endLead(
  ctx: Ctx,
  lead: LeadRow,
  { kind, reason }: { kind: NonNullable<LeadRow['end_kind']>; reason: string },
): Promise<void> {
  await updateLead(ctx, lead.id, {
    state: 'closed',
    end_kind: kind,
    due_at: null,
    ended_at: ctx.now,
    ended_on: dayInZone(ctx.now, ctx.store.timeZone),
    ended_reason: maskPhonesInText(reason),
  })
  await keepStep(ctx, lead, { step: 'closed', note: reason })
}

/** An open lead the actor may work on, locked; else `core.not_found`, `leads.wrong_state`. */
export async function lockOpenLeadById(ctx: Ctx, id: string): Promise<LeadRow> {
  const lead = await lockLead(ctx, id, 'leads.write')
  if (!lead) throw coreError('core.not_found')
  ctx.customerId = lead.customer_id
  if (!isOpenLead(lead)) throw wrongState(ctx, lead)
  return lead
}

export const isOpenLead = (lead: Pick<LeadRow, 'state'>): boolean =>
  (openLeadStates as readonly string[]).includes(lead.state)
export const wrongState = (ctx: Ctx, lead: LeadRow) =>
  leadsError('leads.wrong_state', { state: say(leadWords[lead.state], ctx.locale) })
