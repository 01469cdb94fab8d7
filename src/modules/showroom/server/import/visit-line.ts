import type { Ctx } from '#foundation/ctx.ts'
import type { ImportedCard } from '#modules/opportunities/index.ts'
import { instantOf } from '#shared/days.ts'
import { maskPhonesInText, normalisePhone } from '#shared/phone.ts'
import type { VisitLine } from './import-visits.queries.ts'
import type { PlannedLine } from './plan-lines.ts'

const longestText = 60
const longestNote = 2000
const namelessCustomer = '未留姓名'

/** A planned line as the visit it is. Times are read in the store's zone; numbers in texts masked. */
export function visitOf(ctx: Ctx, planned: PlannedLine, instants: InstantReader): VisitLine {
  const { values } = planned.line
  const day = values.day as string
  return {
    id: planned.visitId,
    channel: values.channel,
    party_size: values.partySize,
    sex: values.sex,
    business_day: day,
    arrived_at: instants(day, values.timeIn),
    left_at: instants(day, values.timeOut),
    received_by: values.consultantId,
    outcome: planned.outcome,
    customer_id: planned.customerId,
    opportunity_id: planned.opportunityId,
    series_id: values.seriesId,
    series_text: values.seriesId ? null : shortText(values.seriesText),
    source_id: values.sourceId,
    source_text: values.sourceId ? null : shortText(values.sourceText),
    level: values.level,
    note: maskPhonesInText(values.note ?? '').slice(0, longestNote),
    import_identity: planned.identity,
    import_fingerprint: planned.fingerprint,
  }
}

/** The card of a new prospect, with the customer made for it. */
export function cardOf(
  ctx: Ctx,
  planned: PlannedLine,
  visit: VisitLine,
  ownerId: string,
): ImportedCard {
  const { values } = planned.line
  const canonical = values.phone as string
  return {
    id: planned.opportunityId as string,
    customer: {
      isNew: true,
      id: planned.customerId as string,
      name: shortText(values.name) ?? namelessCustomer,
      sex: values.sex,
      phones: [{ canonical, kind: normalisePhone(canonical)?.kind ?? 'mobile' }],
      ownerId,
      createdAt: ctx.now,
      facts: {
        householdId: values.householdId ?? undefined,
        areaCode: values.areaCode ?? undefined,
      },
    },
    ownerId,
    level: values.level ?? undefined,
    seriesId: visit.series_id,
    seriesText: visit.series_text,
    purchaseTypeId: values.purchaseTypeId,
    sourceId: visit.source_id,
    sourceText: visit.source_text,
    note: visit.note,
    openedOn: visit.business_day,
    openedAt: visit.arrived_at ?? instantOf(visit.business_day, '12:00', ctx.store.timeZone),
    visitId: visit.id,
    importIdentity: planned.identity,
  }
}

export type InstantReader = (day: string, minutes: number | null) => Date | null

/** Instants of the store's zone by day and minutes; a zone is asked once per day, not per line. */
export function instantReader(timeZone: string): InstantReader {
  const midnights = new Map<string, { at: number; isPlain: boolean }>()
  return (day, minutes) => {
    if (minutes === null) return null
    let midnight = midnights.get(day)
    if (!midnight) {
      const at = instantOf(day, '00:00', timeZone).getTime()
      const last = instantOf(day, '23:59', timeZone).getTime()
      // On the days when clocks are changed every line is asked.
      midnight = { at, isPlain: last - at === 1439 * 60_000 }
      midnights.set(day, midnight)
    }
    if (midnight.isPlain) return new Date(midnight.at + minutes * 60_000)
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    return instantOf(day, clock, timeZone)
  }
}

function shortText(text: string | null): string | null {
  return text === null ? null : maskPhonesInText(text).slice(0, longestText)
}
