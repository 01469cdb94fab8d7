import type { Ctx } from '#foundation/ctx.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import { type Day, daysBetween } from '#shared/days.ts'
import { temperatureOf } from '#shared/temperature.ts'
import type { Card } from '../contracts/card.ts'
import type { CardRow } from './opportunities.queries.ts'
import { promiseGapsOf } from './settings.ts'
import { isOpen } from './states.ts'

/** A card as people see it; `today` is the store's day. */
export function presentCard(ctx: Pick<Ctx, 'vault' | 'store'>, row: CardRow, today: Day): Card {
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    customerKind: row.customer_kind,
    sex: row.sex,
    maskedPhone: maskedPhone(ctx, row.sealed_key, row.phone_sealed),
    doNotContact: row.do_not_contact,
    special: row.special,
    specialReason: row.special_reason ?? '',
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    state: row.state,
    level: row.level,
    levelSince: row.level_since,
    daysAtLevel: Math.max(0, daysBetween(row.level_since, row.closed_on ?? today)),
    unansweredDays: row.unanswered_days,
    stage: row.stage,
    expectedOn: row.expected_on,
    isExpectedEstimated: row.is_expected_estimated,
    isExpectedPast: isOpen(row.state) && row.expected_on < today,
    seriesId: row.series_id,
    seriesName: row.series_name,
    modelId: row.model_id,
    quantity: row.quantity,
    sourceId: row.source_id,
    sourceName: row.source_name,
    note: row.note,
    openedOn: row.opened_on,
    isReturning: row.is_returning,
    lastContactOn: row.last_contact_on,
    closedOn: row.closed_on,
    closedReason: closingOf(row),
    competitor: row.rival_id === null ? (row.competitor_name ?? row.competitor) : row.competitor,
    summary: row.summary,
    followUp:
      row.follow_up_id === null || row.due_on === null
        ? null
        : {
            id: row.follow_up_id,
            dueOn: row.due_on,
            purpose: row.purpose ?? 'follow-up',
            isFrozen: row.is_frozen ?? false,
            snoozes: row.snoozes ?? 0,
            movedFrom: row.moved_from,
          },
    expectedAmountFen: row.expected_amount_fen,
    isAmountTyped: row.is_amount_typed,
    origin: row.origin,
    originOptionId: row.origin_option_id,
    originName: row.origin_name,
    temperature: isOpen(row.state)
      ? temperatureOf({
          state: row.state,
          level: row.level,
          stage: row.stage,
          unansweredDays: row.unanswered_days,
          quietDays: daysBetween(row.last_contact_on, today),
          gap: promiseGapsOf(ctx.store)[row.level],
        })
      : null,
    shares: row.shares ?? [],
    isArchived: row.archived_at !== null,
    isPurged: row.purged_at !== null,
    version: row.version,
  }
}

/** Why a card ended: a word of the dictionary in the reader's language, else as it was typed. */
function closingOf(row: CardRow): string | null {
  if (!row.loss_kind || !row.loss_reason || row.purged_at !== null) return row.closed_reason
  return `${row.loss_kind}: ${row.loss_reason}`
}
