import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { DuplicatePair, DuplicateSide } from '../../contracts/duplicates.ts'
import { maskedPhone } from '../customers.present.ts'
import { type CustomerRow, findCustomer, listPhones, listVehicles } from '../customers.queries.ts'
import { countUnchecked, decidePair, listPairs, type PairRow } from './duplicates.queries.ts'

/** Suspected pairs, the surest first. */
export async function readDuplicates(
  ctx: Ctx,
  asked: { state: 'open' | 'dismissed'; cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rows = await listPairs(ctx, {
    state: asked.state,
    limit: asked.limit + 1,
    after: afterOf(asked.cursor, today),
  })
  const shown = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? shown.at(-1) : undefined
  const items: DuplicatePair[] = []
  for (const row of shown) items.push(await presentPair(ctx, row))
  return {
    items,
    nextCursor: last ? encodeCursor([last.score, last.id], today) : null,
    unchecked: await countUnchecked(ctx),
  }
}

function afterOf(cursor: string | undefined, today: string) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok) throw coreError('core.bad_request', { why: 'cursor' })
  return { score: Number(decoded.key[0]), id: String(decoded.key[1]) }
}

/** Says that a suspected pair is two people, for good, or suspects it again. */
export async function decideDuplicate(
  ctx: Ctx,
  id: string,
  decision: { state: 'open' | 'dismissed'; reason?: string },
): Promise<DuplicatePair> {
  const [row] = await listPairs(ctx, { state: '', limit: 1, id })
  if (!row || row.state === 'merged') throw coreError('core.not_found')
  const reason = decision.reason === undefined ? null : maskPhonesInText(decision.reason)
  await decidePair(ctx, id, decision.state, reason)
  audit(ctx, {
    action: decision.state === 'dismissed' ? 'duplicate.dismissed' : 'duplicate.recalled',
    recordType: 'duplicate',
    recordId: id,
    detail: { firstId: row.first_id, secondId: row.second_id, score: row.score },
    ...(decision.reason === undefined ? {} : { reason: decision.reason }),
  })
  announce(ctx, { type: 'customers.duplicates_changed', recordId: id })
  const [after] = await listPairs(ctx, { state: '', limit: 1, id })
  return presentPair(ctx, after as PairRow)
}

async function presentPair(ctx: Ctx, row: PairRow): Promise<DuplicatePair> {
  const first = await findCustomer(ctx, row.first_id)
  const second = await findCustomer(ctx, row.second_id)
  if (!first || !second) throw coreError('core.not_found')
  return {
    id: row.id,
    score: row.score,
    reasons: row.reasons,
    state: row.state,
    reason: row.reason,
    decidedBy: row.decided_by_name,
    first: await presentSide(ctx, first),
    second: await presentSide(ctx, second),
  }
}

/** One of two records side by side: numbers masked. */
export async function presentSide(ctx: Ctx, row: CustomerRow): Promise<DuplicateSide> {
  const phones = await listPhones(ctx, [row.id])
  const vehicles = await listVehicles(ctx, row.id)
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    ownerName: row.owner_name,
    phones: phones.flatMap((phone) => maskedPhone(ctx, row.sealed_key, phone.phone_sealed) ?? []),
    plates: vehicles.flatMap((car) => car.plate ?? []),
    createdAt: row.created_at.toISOString(),
  }
}
