import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { countOwned } from '#foundation/owned-tables.queries.ts'
import { ownedTables } from '#foundation/tables.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import {
  findCustomer,
  findCustomerByPhone,
  loadCustomer,
  revealPhones,
} from '#modules/customers/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import {
  type Claim,
  type ClaimEvidence,
  type ClaimResult,
  claimError,
  claimEvidenceSchema,
} from '../../contracts/claims.ts'
import { reassign } from '../hand-over.ts'
import { openCard } from '../open-card.ts'
import { type CardRow, findAndLock, selectOpenCardOf } from '../opportunities.queries.ts'
import { promiseGapsOf } from '../settings.ts'
import {
  type ClaimRow,
  findWork,
  insertClaim,
  listClaimRows,
  updateClaim,
} from './claims.queries.ts'
import { settleClaim } from './settle-claim.ts'

/**
 * The second consultant's claim on a customer a colleague works with, by the complete number and with
 * a reason. The evidence of both is kept as it is now, with what the rules propose; the manager
 * decides. Throws `opportunities.nothing_to_claim`, `opportunities.claim_exists`.
 */
export async function fileClaim(
  ctx: Ctx,
  asked: { id?: string | undefined; phone: string; reason: string },
): Promise<Claim> {
  const me = personOf(ctx)
  if (asked.id !== undefined && (await listClaimRows(ctx, { id: asked.id, limit: 1 })).length > 0)
    return readClaim(ctx, asked.id)
  const customer = await findCustomerByPhone(ctx, asked.phone)
  const card = customer && (await selectOpenCardOf(ctx, customer.id))
  if (!card || card.owner_id === me) throw claimError('opportunities.nothing_to_claim')
  const id = asked.id ?? uuidv7()
  const weighed = await weigh(ctx, card, me)
  const isNew = await insertClaim(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: card.customer_id,
    opportunity_id: card.id,
    claimed_by: me,
    holder_id: card.owner_id,
    reason: maskPhonesInText(asked.reason),
    evidence: JSON.stringify(weighed.evidence),
    proposal: weighed.proposal,
    created_at: ctx.now,
  })
  if (!isNew) throw claimError('opportunities.claim_exists')
  audit(ctx, {
    action: 'claim.filed',
    recordType: 'claim',
    recordId: id,
    detail: { customerId: card.customer_id, holderId: card.owner_id, proposal: weighed.proposal },
    reason: asked.reason,
  })
  announce(ctx, {
    type: 'opportunities.claim_filed',
    recordId: id,
    data: { customerId: card.customer_id, claimedBy: me, holderId: card.owner_id },
  })
  return readClaim(ctx, id)
}

async function weigh(
  ctx: Ctx,
  card: CardRow,
  claimantId: string,
): Promise<{ evidence: ClaimEvidence; proposal: ClaimResult }> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [card.owner_id, claimantId])
  const side = async (personId: string) => {
    const work = await findWork(ctx, card.customer_id, personId, addDays(today, -30))
    let appointments = 0
    for (const table of ownedTables())
      if (table.table === 'appointments')
        appointments += await countOwned(ctx, table, personId, [card.customer_id])
    return {
      name: names.get(personId) ?? null,
      since: work.first,
      lastReachedOn: work.last,
      contacts30: work.recent,
      appointments,
    }
  }
  const holder = await side(card.owner_id)
  const weighed = {
    holder: {
      ...holder,
      since: holder.since !== null && holder.since < card.opened_on ? holder.since : card.opened_on,
      lastReachedOn: card.last_contact_on,
    },
    claimant: await side(claimantId),
    level: card.level,
    gapDays: promiseGapsOf(ctx.store, card.stage)[card.level],
  }
  const { proposal, rule } = settleClaim(weighed, today)
  return { evidence: { ...weighed, rule }, proposal }
}

/** Claims one may know of, the newest first. */
export async function readClaims(ctx: Ctx, asked: { cursor?: string | undefined; limit: number }) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const decoded = asked.cursor === undefined ? undefined : decodeCursor(asked.cursor, today, 2)
  if (decoded && !decoded.ok) throw coreError('core.bad_request', { why: 'cursor' })
  const rows = await listClaimRows(ctx, {
    limit: asked.limit + 1,
    after: decoded?.ok ? { at: String(decoded.key[0]), id: String(decoded.key[1]) } : undefined,
  })
  const shown = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? shown.at(-1) : undefined
  return {
    items: shown.map((row) => present(ctx, row)),
    nextCursor: last ? encodeCursor([last.created_at.toISOString(), last.id], today) : null,
  }
}

/** The claims on a customer whom the actor may see. */
export async function readClaimsOf(ctx: Ctx, customerId: string): Promise<Claim[]> {
  const customer = await loadCustomer(ctx, customerId)
  const rows = await listClaimRows(ctx, { customerId: customer.id, limit: 100 })
  return rows.map((row) => present(ctx, row))
}

/**
 * The manager's decision with its reason: the owner stays, the customer is handed over, or both get
 * one (a second record with the number shared). Nobody decides a claim of their own.
 */
export async function decideClaim(
  ctx: Ctx,
  id: string,
  { decision, reason }: { decision: ClaimResult; reason: string },
): Promise<Claim> {
  const row = await loadOpen(ctx, id)
  if (row.claimed_by === ctx.actor.personId || row.holder_id === ctx.actor.personId)
    throw claimError('opportunities.own_claim')
  // Out of the reach of whoever may assign only within a team.
  await loadCustomer(ctx, row.customer_id, 'opportunities.assign')
  const saved = await updateClaim(ctx, id, {
    state: 'decided',
    decision,
    decided_by: ctx.actor.personId,
    decided_at: ctx.now,
    decision_reason: maskPhonesInText(reason),
    shared_customer_id: decision === 'shared' ? await share(ctx, row, reason) : null,
  })
  if (!saved) throw claimError('opportunities.claim_decided')
  if (decision === 'hand_over') await handOver(ctx, row, reason)
  audit(ctx, {
    action: 'claim.decided',
    recordType: 'claim',
    recordId: id,
    detail: { customerId: row.customer_id, decision, proposal: row.proposal },
    reason,
  })
  announce(ctx, {
    type: 'opportunities.claim_decided',
    recordId: id,
    data: {
      customerId: row.customer_id,
      claimedBy: row.claimed_by,
      holderId: row.holder_id,
      decision,
    },
  })
  return readClaim(ctx, id)
}

async function handOver(ctx: Ctx, row: ClaimRow, reason: string): Promise<void> {
  const card = await selectOpenCardOf(ctx, row.customer_id)
  const locked = card && (await findAndLock(ctx, card.id, 'any'))
  if (locked) await reassign(ctx, locked, row.claimed_by, reason)
}

/** A record and a card of the claimant's own, with the number shared by the manager's leave. */
async function share(ctx: Ctx, row: ClaimRow, reason: string): Promise<string> {
  const customer = await findCustomer(ctx, row.customer_id)
  const card = await selectOpenCardOf(ctx, row.customer_id)
  if (!customer) throw coreError('core.not_found')
  const { phones } = await revealPhones(ctx, customer.id, reason)
  const opened = await openCard(ctx, {
    customer: {
      kind: customer.kind,
      name: customer.name,
      sex: customer.sex,
      phones: phones.slice(0, 1).map((phone) => phone.dial),
      sharedReason: reason,
    },
    ownerId: row.claimed_by,
    level: card?.level ?? 'C',
    seriesId: card?.series_id ?? null,
  })
  return opened.customerId
}

/** The claimant takes the claim back before it is decided. */
export async function withdrawClaim(ctx: Ctx, id: string): Promise<Claim> {
  const row = await loadOpen(ctx, id)
  if (row.claimed_by !== personOf(ctx)) throw coreError('core.not_found')
  await updateClaim(ctx, id, { state: 'withdrawn', decided_at: ctx.now })
  audit(ctx, {
    action: 'claim.withdrawn',
    recordType: 'claim',
    recordId: id,
    detail: { customerId: row.customer_id },
  })
  announce(ctx, { type: 'opportunities.claim_withdrawn', recordId: id })
  return readClaim(ctx, id)
}

async function loadOpen(ctx: Ctx, id: string): Promise<ClaimRow> {
  const [row] = await listClaimRows(ctx, { id, limit: 1 })
  if (!row) throw coreError('core.not_found')
  if (row.state !== 'open') throw claimError('opportunities.claim_decided')
  return row
}

async function readClaim(ctx: Ctx, id: string): Promise<Claim> {
  const [row] = await listClaimRows(ctx, { id, limit: 1 })
  if (!row) throw coreError('core.not_found')
  return present(ctx, row)
}

function present(ctx: Ctx, row: ClaimRow): Claim {
  const me = ctx.actor.personId
  const isOwn = row.claimed_by === me || row.holder_id === me
  return {
    id: row.id,
    customerId: row.is_visible ? row.customer_id : null,
    customerName: row.is_visible ? row.customer_name : null,
    claimedBy: row.claimed_by,
    claimantName: row.claimant_name,
    holderId: row.holder_id,
    holderName: row.holder_name,
    reason: row.reason,
    evidence: claimEvidenceSchema.parse(row.evidence),
    proposal: row.proposal as ClaimResult,
    state: row.state as Claim['state'],
    decision: row.decision as ClaimResult | null,
    decidedByName: row.decider_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    createdAt: row.created_at.toISOString(),
    mayDecide: row.state === 'open' && !isOwn && can(ctx, 'opportunities.assign'),
    isMine: row.claimed_by === me,
  }
}
