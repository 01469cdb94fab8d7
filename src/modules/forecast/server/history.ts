import type { Ctx } from '#foundation/ctx.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { dayNumber, type HistoryCard } from '#shared/forecast/history.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import {
  type ContactRow,
  type HistoryRow,
  listChanges,
  listContacts,
  listHistory,
  type Which,
} from './history.queries.ts'

/** Cards older than this say nothing of how the store sells today. */
const yearsRead = 3

/** The store's cards of the last three years as the forecast reads them. */
export async function readHistory(
  ctx: Ctx,
  options: { withContacts?: boolean } = {},
): Promise<HistoryCard[]> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return readCards(ctx, { since: addDays(today, -yearsRead * 365) }, options.withContacts ?? false)
}

/** Some cards with all that is known of them. */
export const readCardsById = (ctx: Ctx, ids: readonly string[]): Promise<HistoryCard[]> =>
  ids.length === 0 ? Promise.resolve([]) : readCards(ctx, { ids }, true)

async function readCards(ctx: Ctx, which: Which, withContacts: boolean): Promise<HistoryCard[]> {
  const rows = await listHistory(ctx, which)
  const changes = Map.groupBy(await listChanges(ctx, which), (row) => row.opportunity_id)
  const contacts: Map<string, ContactRow[]> = withContacts
    ? Map.groupBy(await listContacts(ctx, which), (row) => row.opportunity_id)
    : new Map()
  const numbers = new Map<Day, number>()
  const number = (day: Day) => {
    const known = numbers.get(day) ?? dayNumber(day)
    numbers.set(day, known)
    return known
  }
  return rows.map((row) => {
    const own = (changes.get(row.id) ?? []).map((change) => ({
      field: change.field,
      from: change.from_value,
      on: number(change.effective_on),
    }))
    const reached = contacts.get(row.id) ?? []
    const drive = reached.find((contact) => contact.method === 'test_drive')
    return {
      id: row.id,
      openedOn: number(row.opened_on),
      signedOn: row.signed_on === null ? null : number(row.signed_on),
      endedOn: endOf(row, number),
      level: row.level,
      levelChanges: own
        .filter((change) => change.field === 'level')
        .map(({ on, from }) => ({ on, from: from as IntentLevel })),
      stage: row.stage,
      stageChanges: own
        .filter((change) => change.field === 'stage')
        .map(({ on, from }) => ({ on, from: Number(from) })),
      contacts: reached.map((contact) => number(contact.on_day)),
      visits: reached
        .filter((contact) => contact.method === 'visit' || contact.method === 'home_visit')
        .map((contact) => number(contact.on_day)),
      testDriveOn: drive ? number(drive.on_day) : null,
      isReturning: row.is_returning,
      sourceId: row.source_id,
      seriesId: row.series_id,
      ownerId: row.owner_id,
      cars: row.quantity,
      amountFen: row.order_fen ?? row.expected_amount_fen,
    }
  })
}

/** Lost, terminated, or delivered without an order that stands: no deal comes of it any more. */
function endOf(row: HistoryRow, number: (day: Day) => number): number | null {
  if (row.signed_on !== null || row.closed_on === null) return null
  return number(row.closed_on)
}
