import type { Ctx } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import type { Visit } from '../contract.ts'
import {
  namesOfCustomers,
  namesOfKinds,
  namesOfPeople,
  namesOfSeries,
  namesOfSources,
} from './names.queries.ts'
import type { VisitRow } from './visits.queries.ts'

/** A name in the reader's language; null when unknown. */
export function sayName(
  ctx: Pick<Ctx, 'locale'>,
  name: { name: string; nameEn: string } | undefined,
): string | null {
  if (!name) return null
  return ctx.locale === 'en' && name.nameEn !== '' ? name.nameEn : name.name
}

/** Gives the id back; throws unless the group has the series. */
export async function assertSeries(ctx: Ctx, id: string | null): Promise<string | null> {
  if (id === null) return null
  const known = await namesOfSeries(ctx.tx, ctx.store.groupId, [id])
  if (!known.has(id))
    throw coreError('core.invalid_input', { issues: [{ path: 'body.seriesId', code: 'unknown' }] })
  return id
}

/** Visits as the screens show them, with the names behind their ids. */
export async function presentVisits(ctx: Ctx, rows: VisitRow[]): Promise<Visit[]> {
  const { tx, store } = ctx
  const idsOf = (pick: (row: VisitRow) => string | null) => [
    ...new Set(rows.map(pick).filter((id) => id !== null)),
  ]
  const people = await namesOfPeople(
    tx,
    store.groupId,
    idsOf((row) => row.received_by),
  )
  const customers = await namesOfCustomers(
    tx,
    store.id,
    idsOf((row) => row.customer_id),
  )
  const series = await namesOfSeries(
    tx,
    store.groupId,
    idsOf((row) => row.series_id),
  )
  const sources = await namesOfSources(
    tx,
    store.groupId,
    idsOf((row) => row.source_id),
  )
  const kinds = await namesOfKinds(
    tx,
    store,
    idsOf((row) => row.not_prospect_kind),
  )
  const named = (names: Map<string, string>, id: string | null) =>
    id === null ? null : { id, name: names.get(id) ?? '—' }
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel as Visit['channel'],
    partySize: row.party_size,
    sex: row.sex as Visit['sex'],
    businessDay: row.business_day,
    arrivedAt: row.arrived_at?.toISOString() ?? null,
    leftAt: row.left_at?.toISOString() ?? null,
    receiver: named(people, row.received_by),
    outcome: row.outcome as Visit['outcome'],
    notProspectKind: row.not_prospect_kind,
    notProspectText: sayName(ctx, kinds.get(row.not_prospect_kind ?? '')) ?? row.not_prospect_kind,
    customer:
      row.customer_id === null
        ? null
        : {
            id: row.customer_id,
            ...(customers.get(row.customer_id) ?? { name: '—', special: null }),
          },
    opportunityId: row.opportunity_id,
    seriesId: row.series_id,
    seriesText: row.series_id ? sayName(ctx, series.get(row.series_id)) : row.series_text,
    sourceId: row.source_id,
    sourceText: row.source_id ? sayName(ctx, sources.get(row.source_id)) : row.source_text,
    level: row.level,
    note: row.note,
    isFlagged: row.is_flagged,
    isReturning: row.is_returning,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    language: row.language,
    visitorKind: row.visitor_kind,
    version: row.version,
  }))
}

export async function presentVisit(ctx: Ctx, row: VisitRow): Promise<Visit> {
  const [visit] = await presentVisits(ctx, [row])
  return visit as Visit
}
