import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople, storeSettings } from '#modules/access/index.ts'
import { addDays, type Day, dayInZone, earlierDay } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { Escalation, escalationOutcomes } from '../contracts/promise-care.ts'
import { promiseError } from '../contracts/promise-care.ts'
import {
  type EscalationRow,
  findEscalation,
  insertEscalations,
  listCardsOf,
  listEscalationRows,
  listLongOverdue,
  type NewEscalation,
  settleOf,
  settleRow,
} from './escalations.queries.ts'
import { presentCard } from './opportunities.present.ts'

const batch = 200

/**
 * Raises overdue promises beyond the store's limit to the manager, each promise once (product.md
 * section 3). Hourly; idempotent. Gives how many rose.
 */
export async function escalateOverdue(app: App, store: StoreInfo): Promise<number> {
  for (let raised = 0; ; ) {
    const done = await runInStore(app, store, async (ctx) => {
      const today = dayInZone(ctx.now, ctx.store.timeZone)
      const limit = addDays(today, -storeSettings(ctx.store).escalationDays)
      const late = await listLongOverdue(ctx, earlierDay(limit, addDays(today, -1)), batch)
      await raise(
        ctx,
        late.map((row) => ({ ...row, kind: 'overdue' as const, since: row.due_on })),
      )
      return late.length
    })
    raised += done
    if (done < batch) return raised
  }
}

/** Three unanswered days of one card go to the manager. */
export async function escalateUnanswered(
  ctx: Ctx,
  card: Omit<NewEscalation, 'kind'>,
): Promise<void> {
  await raise(ctx, [{ ...card, kind: 'unanswered' }])
}

async function raise(ctx: Ctx, rows: NewEscalation[]): Promise<void> {
  const made = await insertEscalations(
    ctx,
    rows.map((row) => ({ ...row, id: uuidv7() })),
  )
  for (const row of rows.filter((one) => made.has(one.follow_up_id)))
    announce(ctx, {
      type: 'opportunities.escalated',
      recordId: row.opportunity_id,
      data: {
        kind: row.kind,
        since: row.since,
        ownerId: row.owner_id,
        customerId: row.customer_id,
        followUpId: row.follow_up_id,
      },
    })
}

/** What rose within the actor's scope, the longest waiting first. */
export async function readEscalations(
  ctx: Ctx,
  asked: { state: 'open' | 'settled'; owner?: string | undefined },
): Promise<{ items: Escalation[]; count: number }> {
  const rows = await listEscalationRows(ctx, asked)
  return { items: await present(ctx, rows), count: rows.length }
}

/** The manager has dealt with it: how, and what was said. Throws `opportunities.already_settled`. */
export async function settleEscalation(
  ctx: Ctx,
  id: string,
  given: { version: number; outcome: (typeof escalationOutcomes)[number]; comment: string },
): Promise<Escalation> {
  const row = await findEscalation(ctx, id)
  if (!row) throw coreError('core.not_found')
  if (row.settled_at !== null) throw promiseError('opportunities.already_settled')
  const comment = maskPhonesInText(given.comment)
  if (!(await settleRow(ctx, id, { ...given, comment })))
    throw coreError('core.stale_version', { current: row.version })
  audit(ctx, {
    action: 'escalation.settled',
    recordType: 'opportunity',
    recordId: row.opportunity_id,
    detail: { escalationId: id, kind: row.kind, outcome: given.outcome },
  })
  announce(ctx, { type: 'opportunities.escalation_settled', recordId: row.opportunity_id })
  const [settled] = await present(ctx, [(await findEscalation(ctx, id)) ?? row])
  if (!settled) throw coreError('core.not_found')
  return settled
}

/** A contact, or the end of the card, answers what rose by itself. */
export async function answerEscalations(
  ctx: Ctx,
  opportunityId: string,
  outcome: 'kept' | 'tried' | 'ended',
): Promise<void> {
  await settleOf(ctx, opportunityId, outcome)
}

async function present(ctx: Ctx, rows: EscalationRow[]): Promise<Escalation[]> {
  const today: Day = dayInZone(ctx.now, ctx.store.timeZone)
  const cards = new Map(
    (
      await listCardsOf(
        ctx,
        rows.map((row) => row.opportunity_id),
      )
    ).map((card) => [card.id, presentCard(ctx, card, today)]),
  )
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => row.settled_by ?? []),
  )
  return rows.flatMap((row) => {
    const card = cards.get(row.opportunity_id)
    if (!card) return []
    return {
      id: row.id,
      kind: row.kind,
      since: row.since,
      escalatedAt: row.escalated_at.toISOString(),
      settledAt: row.settled_at?.toISOString() ?? null,
      settledByName: row.settled_by ? (names.get(row.settled_by) ?? null) : null,
      outcome: row.outcome,
      comment: row.comment,
      version: row.version,
      card,
    }
  })
}
