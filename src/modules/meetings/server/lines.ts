import { type Ctx, can } from '#foundation/ctx.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import {
  type AppointmentRow,
  type FaceRow,
  listFaces,
  type PromiseRow,
  type VisitRow,
} from './morning.queries.ts'

type Seen = Pick<PromiseRow, 'customer_id'>
type CardLike = Seen & Pick<PromiseRow, 'opportunity_id' | 'level' | 'series_id' | 'series_text'>

/** Presents rows as lines; names and masked numbers are read once for all of them. */
export async function lineMaker(ctx: Ctx, rows: Seen[]) {
  const names = new Map(
    (await listSeries(ctx.tx, ctx.actor.groupId)).map((series) => [
      series.id,
      ctx.locale === 'zh' ? series.name : series.nameEn || series.name,
    ]),
  )
  const ids = can(ctx, 'customers.read') ? [...new Set(rows.map((row) => row.customer_id))] : []
  const faces = new Map<string, FaceRow>(
    (await listFaces(ctx.tx, ctx.store.id, ids)).map((face) => [face.id, face]),
  )
  const seriesOf = (row: { series_id: string | null; series_text: string | null }) =>
    (row.series_id ? names.get(row.series_id) : undefined) ?? row.series_text
  return {
    card: (row: CardLike) => {
      const face = faces.get(row.customer_id)
      return {
        opportunityId: row.opportunity_id,
        customerId: row.customer_id,
        customer: face?.name ?? null,
        special: face?.special ?? null,
        phone: face ? maskedPhone(ctx, face.sealed_key, face.phone_sealed) : null,
        level: row.level,
        series: seriesOf(row),
      }
    },
    appointment: (row: AppointmentRow) => {
      const face = faces.get(row.customer_id)
      return {
        appointmentId: row.id,
        opportunityId: row.opportunity_id,
        customerId: row.customer_id,
        customer: face?.name ?? null,
        phone: face ? maskedPhone(ctx, face.sealed_key, face.phone_sealed) : null,
        startsAt: row.starts_at.toISOString(),
        purpose: row.purpose,
        state: row.state,
      }
    },
    visit: (row: VisitRow) => ({
      visitId: row.id,
      day: row.business_day,
      arrivedAt: row.arrived_at?.toISOString() ?? null,
      channel: row.channel,
      series: seriesOf(row),
      isFlagged: row.is_flagged,
    }),
  }
}
