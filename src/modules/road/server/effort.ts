import { z } from 'zod'
import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { EventRow, Listener } from '#foundation/module.ts'
import { keepModuleRules, nameOfPeople } from '#modules/access/index.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { promiseGapsOf, readCard, stagesOf } from '#modules/opportunities/index.ts'
import { dayInZone } from '#shared/days.ts'
import { digestOf } from '#shared/digest.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { roadEvents } from '../contract.ts'
import { type EffortPolicy, type Enquiry, policySchema } from '../contracts/effort.ts'
import {
  answerAll,
  contactTime,
  countByStage,
  type EnquiryRow,
  findEnquiry,
  insertEnquiry,
  listBeyondGap,
  listEnquiriesOf,
  listLateReplies,
  withdrawEnquiryRow,
} from './effort.queries.ts'
import { lockCard } from './road.ts'
import { findCardRow } from './road.queries.ts'

const nothing = { gapDays: null, replyMinutes: null, help: '' }
const repliesLookBackMs = 30 * 86_400_000

const policyOf = (ctx: Ctx): EffortPolicy => parsePolicy(ctx.store.settings.effort)

function parsePolicy(settings: unknown): EffortPolicy {
  const kept = policySchema.safeParse(settings)
  return kept.success ? kept.data : {}
}

const versionOf = (policy: EffortPolicy) => digestOf([JSON.stringify(policy)])

/** The policy of the store: every stage before delivery with what is set for it. */
export async function readEffort(ctx: Ctx) {
  const kept = policyOf(ctx)
  const stages = (await stagesOf(ctx)).filter((stage) => stage.percent < 100)
  return {
    policy: Object.fromEntries(
      stages.map(({ percent }) => [String(percent), kept[String(percent)] ?? nothing]),
    ),
    stages: stages.map((stage) => ({
      percent: stage.percent,
      name: ctx.locale === 'zh' ? stage.name : stage.nameEn,
    })),
    version: versionOf(kept),
  }
}

/** Changes the policy; promises further away than the new gaps come forward by themselves. */
export async function writeEffort(ctx: Ctx, given: { policy: EffortPolicy; version: string }) {
  const replaced = parsePolicy(await keepModuleRules(ctx, 'effort', given.policy))
  // What stood there when it was written, not when the request began.
  if (versionOf(replaced) !== given.version)
    throw coreError('core.stale_version', { current: { policy: replaced } })
  return { policy: given.policy, version: versionOf(given.policy) }
}

function presentEnquiry(ctx: Ctx, row: EnquiryRow): Enquiry {
  const settled = row.answered_at ?? ctx.now
  return {
    id: row.id,
    opportunityId: row.opportunity_id,
    channel: row.channel as Enquiry['channel'],
    words: row.words,
    stage: row.stage,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    answeredAt: row.answered_at?.toISOString() ?? null,
    isLate: row.due_at !== null && settled > row.due_at,
  }
}

/** What a customer asked on a card, the newest first. */
export async function readEnquiries(ctx: Ctx, cardId: string): Promise<Enquiry[]> {
  await readCard(ctx, cardId)
  return (await listEnquiriesOf(ctx, cardId)).map((row) => presentEnquiry(ctx, row))
}

/** Notes that a customer asked something; the clock of the card's stage starts. */
export async function addEnquiry(
  ctx: Ctx,
  cardId: string,
  given: {
    id?: string | undefined
    channel: Enquiry['channel']
    words: string
    askedAt?: string | undefined
  },
): Promise<Enquiry> {
  const card = await findCardRow(ctx, cardId)
  if (!card) throw coreError('core.not_found')
  await loadCustomer(ctx, card.customer_id)
  const id = given.id ?? uuidv7()
  const asked = given.askedAt ? new Date(given.askedAt) : ctx.now
  const askedAt = asked > ctx.now ? ctx.now : asked
  const minutes = policyOf(ctx)[String(card.stage)]?.replyMinutes ?? null
  const row = {
    store_id: ctx.store.id,
    id,
    opportunity_id: card.id,
    customer_id: card.customer_id,
    owner_id: card.owner_id,
    channel: given.channel,
    words: maskPhonesInText(given.words),
    stage: card.stage,
    asked_at: askedAt,
    due_at: minutes === null ? null : new Date(askedAt.getTime() + minutes * 60_000),
    recorded_at: ctx.now,
    recorded_by: ctx.actor.personId,
  }
  if (await insertEnquiry(ctx, row)) note(ctx, 'enquiry.noted', row)
  const kept = await findEnquiry(ctx, id)
  if (!kept || kept.opportunity_id !== cardId) throw coreError('core.not_found')
  return presentEnquiry(ctx, kept)
}

/** The enquiry was answered now, without a contact on record. */
export async function answer(ctx: Ctx, id: string): Promise<Enquiry> {
  const row = await findEnquiry(ctx, id)
  if (!row || row.withdrawn_at) throw coreError('core.not_found')
  await lockCard(ctx, row.opportunity_id)
  await answerAll(ctx, row.opportunity_id, { at: ctx.now, by: ctx.actor.personId, id })
  note(ctx, 'enquiry.answered', row)
  return presentEnquiry(ctx, (await findEnquiry(ctx, id)) as EnquiryRow)
}

/** Withdraws an enquiry that was noted by mistake. */
export async function withdrawEnquiry(ctx: Ctx, id: string, reason: string): Promise<Enquiry> {
  const row = await findEnquiry(ctx, id)
  if (!row || row.withdrawn_at) throw coreError('core.not_found')
  await lockCard(ctx, row.opportunity_id)
  await withdrawEnquiryRow(ctx, id)
  note(ctx, 'enquiry.withdrawn', row, reason)
  return presentEnquiry(ctx, row)
}

const contactSchema = z.object({ contactId: z.uuid(), isReached: z.boolean() })

/** A contact that reached the customer answers what they asked before it. */
async function followContact(ctx: Ctx, event: EventRow): Promise<void> {
  const read = contactSchema.safeParse(event.data)
  if (!read.success || !read.data.isReached) return
  const contact = await contactTime(ctx, read.data.contactId)
  if (!contact) return
  const n = await answerAll(ctx, event.recordId, { at: contact.at, by: contact.person_id })
  if (n > 0) announce(ctx, { type: roadEvents.enquiryChanged, recordId: event.recordId })
}

export const effortListener: Listener = {
  event: 'opportunities.follow_up_completed',
  name: 'road.answer-enquiries',
  handle: followContact,
}

/** Cards beyond the policy: too long without a contact, or answered late in the last 30 days. */
export async function readBreaches(ctx: Ctx) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const stageGaps = Object.fromEntries(
    Object.entries(policyOf(ctx)).flatMap(([stage, { gapDays }]) =>
      gapDays === null ? [] : [[stage, gapDays]],
    ),
  )
  const gaps = await listBeyondGap(ctx, { today, gaps: promiseGapsOf(ctx.store), stageGaps })
  const replies = await listLateReplies(ctx, new Date(ctx.now.getTime() - repliesLookBackMs))
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    [...gaps, ...replies].map((row) => row.owner_id),
  )
  const minutes = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / 60_000)
  const shared = (row: (typeof gaps)[number] | (typeof replies)[number]) => ({
    opportunityId: row.opportunity_id,
    customer: { id: row.customer_id, name: row.customer_name },
    ownerName: names.get(row.owner_id) ?? null,
    level: row.level,
    stage: row.stage,
  })
  const counts = await countByStage(ctx)
  return {
    items: [
      ...replies.map((row) => ({
        ...shared(row),
        kind: 'reply' as const,
        lastContactOn: null,
        took: minutes(row.asked_at, row.answered_at ?? ctx.now),
        limit: minutes(row.asked_at, row.due_at),
        isAnswered: row.answered_at !== null,
      })),
      ...gaps.map((row) => ({
        ...shared(row),
        kind: 'gap' as const,
        lastContactOn: row.last_contact_on,
        took: row.took,
        limit: row.gap,
        isAnswered: false,
      })),
    ],
    byStage: counts.map(({ stage, n }) => ({
      stage,
      cards: n,
      gap: gaps.filter((row) => row.stage === stage).length,
      reply: replies.filter((row) => row.stage === stage).length,
    })),
  }
}

function note(
  ctx: Ctx,
  action: string,
  row: Pick<EnquiryRow, 'id' | 'customer_id' | 'opportunity_id'>,
  reason?: string,
): void {
  audit(ctx, {
    action,
    recordType: 'enquiry',
    recordId: row.id,
    customer: { id: row.customer_id, sealedKey: null },
    detail: { opportunityId: row.opportunity_id },
    ...(reason ? { reason } : {}),
  })
  announce(ctx, {
    type: roadEvents.enquiryChanged,
    recordId: row.opportunity_id,
    data: { customerId: row.customer_id },
  })
}
