import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { defineOperation } from '#foundation/operations/define-operation.ts'
import { runOperation } from '#foundation/operations/run-operation.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { isUuid } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { archiveRefusals } from '../../contracts/archive.ts'
import { newsOfCards } from '../card-operations.ts'
import { presentCard } from '../opportunities.present.ts'
import {
  type ClosedCard,
  type ClosedFilter,
  countClosed,
  erasePurged,
  insertPurges,
  listClosed,
  listComeBack,
  lockClosed,
  setArchived,
} from './archive.queries.ts'

type Refusal = (typeof archiveRefusals)[number]
const namesShown = 5

export const archiveKind = defineOperation({
  kind: 'cards.archived',
  title: ['存档潜客卡', 'Cards archived'],
  afterTakeBack: async (ctx, operationId, units) => {
    await newsOfCards(ctx, operationId, units)
    await eraseAgain(ctx)
  },
})

/** A page of closed, archived or purged cards, the last closed first. */
export async function readClosed(
  ctx: Ctx,
  query: ClosedFilter & { cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const after = placeOf(query.cursor, today)
  const rows = await listClosed(ctx, query, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => presentCard(ctx, row, today)),
    nextCursor: last?.closed_on ? encodeCursor([last.closed_on, last.id], today) : null,
    count: after === undefined ? await countClosed(ctx, query) : null,
  }
}

/**
 * Archives closed cards, each of which must have its summary; the others are left out with the
 * reason. One operation, which can be taken back (row 002-60).
 */
export async function archive(
  ctx: Ctx,
  asked: { id?: string | undefined; ids: readonly string[]; reason: string },
) {
  const cards = await lockClosed(ctx, asked.ids)
  const judged = judge(asked.ids, cards, (card) =>
    card.closed_on === null
      ? 'not_closed'
      : card.archived_at !== null
        ? 'already_archived'
        : // A merged or erased card ended without anybody to sum it up.
          card.summary === null && !isOfProduct(card)
          ? 'no_summary'
          : undefined,
  )
  const done = await runOperation(
    ctx,
    {
      id: asked.id,
      kind: archiveKind,
      title: [
        `${judged.able.length} 张`,
        judged.able.length === 1 ? '1 card' : `${judged.able.length} cards`,
      ],
      reason: asked.reason,
      units: judged.able.map((card) => ({
        id: card.id,
        customerId: card.customer_id,
        keys: { opportunity: [card.id] },
      })),
      watch: [
        {
          table: 'opportunities',
          column: 'id',
          key: 'opportunity',
          // Who purged a card since worked on it: it stays as it is, or is at once erased again.
          only: ['archived_at', 'archived_by', 'purged_at', 'purged_by'],
        },
      ],
    },
    async (units) =>
      setArchived(
        ctx,
        units.map((unit) => unit.id),
      ),
  )
  for (const card of done.isNew ? judged.able : [])
    audit(ctx, {
      action: 'opportunity.archived',
      recordType: 'opportunity',
      recordId: card.id,
      detail: { customerId: card.customer_id },
      reason: asked.reason,
    })
  if (done.isNew) tell(ctx, 'opportunities.archived', judged.able)
  return {
    operationId: done.operationId,
    changed: done.isNew ? done.results.reduce((sum, n) => sum + n, 0) : judged.able.length,
    refused: judged.refused,
  }
}

const isOfProduct = (card: ClosedCard) =>
  card.closed_reason === 'merged' || card.closed_reason === null

/**
 * Purges archived cards: their personal text is erased for good, the counted row stays, so that no
 * number moves. Not undone by anything; what is taken back around them is erased again.
 */
export async function purge(ctx: Ctx, asked: { ids: readonly string[]; reason: string }) {
  const cards = await lockClosed(ctx, asked.ids)
  const { able, refused } = judge(asked.ids, cards, (card) =>
    card.purged_at !== null
      ? 'already_purged'
      : card.archived_at === null
        ? 'not_archived'
        : undefined,
  )
  const ids = able.map((card) => card.id)
  if (ids.length > 0) {
    await insertPurges(ctx, ids, maskPhonesInText(asked.reason))
    await erasePurged(ctx, ids)
  }
  for (const card of able)
    audit(ctx, {
      action: 'opportunity.purged',
      recordType: 'opportunity',
      recordId: card.id,
      detail: { customerId: card.customer_id },
      reason: asked.reason,
    })
  tell(ctx, 'opportunities.purged', able)
  return { operationId: null, changed: able.length, refused }
}

/** Erases again what came back with something that was taken back around a purged card. */
export async function keepPurged(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, eraseAgain)
}

async function eraseAgain(ctx: Ctx): Promise<number> {
  const ids = await listComeBack(ctx)
  if (ids.length > 0) await erasePurged(ctx, ids)
  return ids.length
}

function judge(
  asked: readonly string[],
  cards: readonly ClosedCard[],
  refusalOf: (card: ClosedCard) => Refusal | undefined,
) {
  const found = new Map(cards.map((card) => [card.id, card]))
  const able: ClosedCard[] = []
  const refused = new Map<Refusal, string[]>()
  for (const id of new Set(asked)) {
    const card = found.get(id)
    const reason = card ? refusalOf(card) : 'not_found'
    if (card && reason === undefined) able.push(card)
    else if (reason !== undefined)
      refused.set(reason, [...(refused.get(reason) ?? []), card?.customer_name ?? ''])
  }
  return {
    able,
    refused: [...refused].map(([reason, names]) => ({
      reason,
      count: names.length,
      names: names.filter((name) => name !== '').slice(0, namesShown),
    })),
  }
}

function tell(ctx: Ctx, type: string, cards: readonly ClosedCard[]): void {
  for (const card of cards)
    announce(ctx, { type, recordId: card.id, data: { customerId: card.customer_id } })
}

function placeOf(cursor: string | undefined, today: string) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [day, id] = decoded.ok ? decoded.key : []
  if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day) || !isUuid(id))
    throw coreError('core.bad_request', { why: 'cursor' })
  return { day, id }
}
