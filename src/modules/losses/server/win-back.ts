import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import { openCard } from '#modules/opportunities/index.ts'
import { listPriceChanges, type PriceChange } from '#modules/pricing/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { lossesError, type WinBack } from '../contract.ts'
import { lockConfirmed } from './losses.queries.ts'
import { tellChanged } from './losses.service.ts'
import { insertWinBack, type LostRow, listLostOf } from './win-back.queries.ts'

/** A change brings customers up for this long, those lost within the last year. */
const freshDays = 60
const lostDays = 365
const most = 200

/** Which reasons of the dictionary a change speaks to; a reason in words alone is brought up too. */
const answered: Record<WinBack['why'], readonly string[]> = {
  price: ['price', 'trade-in', 'financing'],
  model: ['product', 'colour-trim', 'no-stock'],
}

/**
 * Lost customers for whom something changed since: the price of their series fell, or a new model of
 * it came. The latest change first, at most 200.
 */
export async function listWinBacks(ctx: Ctx): Promise<{ items: WinBack[]; isMore: boolean }> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const changes = await listPriceChanges(ctx, { from: addDays(today, -freshDays), to: today })
  if (changes.length === 0) return { items: [], isMore: false }
  const rows = await listLostOf(ctx, {
    since: addDays(today, -lostDays),
    changes: changes.map((change) => ({
      seriesId: change.seriesId,
      day: change.day,
      codes: answered[whyOf(change)],
    })),
    limit: most + 1,
  })
  const items = rows.slice(0, most).flatMap((row) => {
    const change = changeFor(row, changes)
    return change ? [present(ctx, row, change)] : []
  })
  items.sort((a, b) => compare(b.changedOn, a.changedOn) || compare(b.closedOn, a.closedOn))
  return { items, isMore: rows.length > most }
}

/** The latest change since the loss that answers its reason. */
function changeFor(row: LostRow, changes: readonly PriceChange[]): PriceChange | undefined {
  return changes
    .filter((change) => change.seriesId === row.series_id && change.day > row.closed_on)
    .filter(
      (change) => row.reason_code === null || answered[whyOf(change)].includes(row.reason_code),
    )
    .sort((a, b) => compare(b.day, a.day))[0]
}

const whyOf = (change: PriceChange): WinBack['why'] => (change.fallFen === null ? 'model' : 'price')
const compare = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0)

function present(ctx: Ctx, row: LostRow, change: PriceChange): WinBack {
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    maskedPhone: maskedPhone(ctx, row.sealed_key, row.phone_sealed),
    closedOn: row.closed_on,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    reason: row.reason,
    competitor: row.competitor,
    rival: row.rival,
    seriesId: row.series_id,
    seriesName: row.series_name,
    why: whyOf(change),
    changedOn: change.day,
    priceFallFen: change.fallFen,
    modelName: ctx.locale === 'en' ? change.modelNameEn : change.modelName,
  }
}

/**
 * Opens a new card for a lost customer, or leaves them for good; once. A manager gives the card to
 * whom it was, a consultant takes it (who owns it then: `openCard`). Throws
 * `losses.win_back_decided`, `losses.not_lost`.
 */
export async function decideWinBack(
  ctx: Ctx,
  id: string,
  given:
    | { decision: 'reopened'; id?: string | undefined; level: IntentLevel }
    | { decision: 'dismissed'; why: string },
): Promise<{ opportunityId: string | null }> {
  const row = await lockConfirmed(ctx, id)
  if (!row) throw coreError('core.not_found')
  if (row.state !== 'lost') throw lossesError('losses.not_lost')
  const card =
    given.decision === 'reopened'
      ? await openCard(ctx, {
          id: given.id,
          customerId: row.customer_id,
          ownerId: can(ctx, 'opportunities.assign', 'store') ? row.owner_id : personOf(ctx),
          level: given.level,
          seriesId: row.series_id,
          modelId: row.model_id,
        })
      : undefined
  const isFirst = await insertWinBack(ctx, {
    opportunityId: id,
    customerId: row.customer_id,
    decision: given.decision,
    why: given.decision === 'dismissed' ? maskPhonesInText(given.why) : '',
    newOpportunityId: card?.id ?? null,
  })
  if (!isFirst) throw lossesError('losses.win_back_decided')
  audit(ctx, {
    action: `loss.${given.decision}`,
    recordType: 'opportunity',
    recordId: id,
    detail: { customerId: row.customer_id, opportunityId: card?.id ?? null },
  })
  tellChanged(ctx, id, row)
  return { opportunityId: card?.id ?? null }
}
