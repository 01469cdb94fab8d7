import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import { itemNames } from '#modules/pricing/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { sayDate, sayMoment } from '#shared/say-date.ts'
import { translator } from '#shared/words.ts'
import { carName } from '../car-name.ts'
import { deliveryWords } from '../delivery-words.ts'
import { readDelivery } from './delivery.ts'
import { findOrderLine } from './orders.queries.ts'

/** The delivery sheet both sides sign: the car, the points, mileage and keys. */
export async function sheetOf(ctx: Ctx, orderId: string): Promise<FileAnswer> {
  const delivery = await readDelivery(ctx, orderId)
  const order = await findOrderLine(ctx, orderId, 'any')
  if (!order) throw coreError('core.not_found')
  const t = translator(deliveryWords, ctx.locale)
  const zone = ctx.store.timeZone
  const fact = (label: string, value: string | number | null) => ({ label, value })
  const body = await writePdf(
    {
      title: t('s_title'),
      orientation: 'portrait',
      head: [
        ctx.locale === 'zh' ? ctx.store.name : ctx.store.nameEn || ctx.store.name,
        order.number,
      ],
      parts: [
        {
          kind: 'facts',
          title: null,
          facts: [
            fact(t('s_customer'), order.customer),
            fact(t('s_order'), order.number),
            fact(t('s_model'), carName({ seriesName: order.series, modelName: order.model_name })),
            fact(t('s_colour'), (await itemNames(ctx))(order.colour)),
            fact(t('s_vin'), (order.vins ?? []).join('、')),
            fact(t('s_day'), sayDate(order.delivered_on ?? dayInZone(ctx.now, zone), ctx.locale)),
            fact(t('mileage'), delivery.mileageKm),
            fact(t('keys'), delivery.keyCount),
            fact(t('s_consultant'), order.keeper),
          ],
        },
        {
          kind: 'table',
          title: null,
          empty: t('s_noPoints'),
          columns: [
            { title: '', width: 4, align: 'left' },
            { title: t('s_point'), width: 12, align: 'left' },
            { title: t('s_done'), width: 3, align: 'center' },
            { title: t('note'), width: 10, align: 'left' },
          ],
          rows: delivery.points.map((point) => [
            t(point.group as 'car'),
            ctx.locale === 'zh' ? point.zh : point.en || point.zh,
            t(point.isDone ? 's_yes' : 's_no'),
            point.note,
          ]),
          totals: null,
        },
        { kind: 'text', title: '', text: t('s_text') },
      ],
      signatures: [t('s_signCustomer'), t('s_signStore')],
      foot: t('s_printed', {
        name: ctx.actor.name,
        at: sayMoment(ctx.now, zone, ctx.locale),
      }),
    },
    ctx.locale,
  )
  audit(ctx, {
    action: 'delivery.sheet_printed',
    recordType: 'order',
    recordId: orderId,
    detail: { number: order.number },
  })
  return { name: `${order.number}.pdf`, contentType: 'application/pdf', body }
}
