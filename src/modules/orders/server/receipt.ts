import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import { chineseAmount } from '#shared/chinese-amount.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { formatYuan } from '#shared/money.ts'
import { sayDate, sayMoment } from '#shared/say-date.ts'
import { translator } from '#shared/words.ts'
import { paymentWords } from '../payment-words.ts'
import { findAndLockOrder } from './orders.queries.ts'
import { loadPayment } from './payments.ts'

/** The receipt of a payment, or the voucher of a refund or reversal, as PDF with the amount in capitals. */
export async function receiptOf(ctx: Ctx, id: string): Promise<FileAnswer> {
  const payment = await loadPayment(ctx, id)
  const order = await findAndLockOrder(ctx, payment.order_id, 'any')
  if (!order) throw coreError('core.not_found')
  const t = translator(paymentWords, ctx.locale)
  const zone = ctx.store.timeZone
  const title = payment.reverses_id
    ? t('r_reversal')
    : payment.amount_fen < 0
      ? t('r_refund')
      : t('r_title')
  const fact = (label: string, value: string) => ({ label, value })
  const body = await writePdf(
    {
      title,
      orientation: 'portrait',
      head: [
        ctx.locale === 'zh' ? ctx.store.name : ctx.store.nameEn || ctx.store.name,
        payment.number,
      ],
      parts: [
        {
          kind: 'facts',
          title: null,
          facts: [
            fact(t('receiptNumber'), payment.number),
            fact(t('day'), sayDate(payment.day, ctx.locale)),
            fact(t('orderNumber'), payment.order_number),
            fact(t('customer'), payment.customer ?? ''),
            fact(t('payer'), payment.payer || (payment.customer ?? '')),
            fact(t('kind'), t(payment.kind)),
            fact(t('method'), t(`m_${payment.method}`)),
            fact(t('outsideNumber'), payment.outside_number),
            fact(t('amount'), formatYuan(payment.amount_fen)),
            fact(t('r_inWords'), chineseAmount(payment.amount_fen)),
            fact(t('note'), payment.note),
          ],
        },
        {
          kind: 'facts',
          title: null,
          facts: [
            fact(t('r_total'), formatYuan(order.amount_fen)),
            fact(t('r_paid'), formatYuan(order.paid_fen)),
            fact(t('r_owed'), formatYuan(order.amount_fen - order.paid_fen)),
          ],
        },
      ],
      signatures: [t('r_signCashier'), t('r_signPayer')],
      foot: t('r_printed', {
        name: ctx.actor.name,
        at: sayMoment(ctx.now, zone, ctx.locale),
      }),
    },
    ctx.locale,
  )
  audit(ctx, {
    action: 'payment.receipt_printed',
    recordType: 'payment',
    recordId: id,
    detail: { number: payment.number },
  })
  return { name: `${payment.number}.pdf`, contentType: 'application/pdf', body }
}
