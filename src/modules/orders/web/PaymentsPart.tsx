import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { dayOf, sayYuan } from '#ui/format.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { MoneyField } from '#ui/light/MoneyField.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getOrder, listOrders, type Order } from '../contract.ts'
import {
  addPayment,
  type Payment,
  type PaymentKind,
  type PayMethod,
  paymentsOfOrder,
  payMethods,
  receiptFile,
  reversePayment,
} from '../contracts/payments.ts'
import { paymentWords } from '../payment-words.ts'
import { ReasonSheet } from './ReasonForm.tsx'

const refresh = [paymentsOfOrder, getOrder, listOrders]

/** What was paid and refunded for an order, and what is owed. */
export function PaymentsPart({ order }: { order: Order }) {
  const t = useWords(paymentWords)
  const locale = useLocale()
  const toast = useToast()
  const answer = useAsk(paymentsOfOrder, { params: { id: order.id } }, { live: ['orders.*'] })
  const [open, setOpen] = useState<'in' | 'out'>()
  const [wrong, setWrong] = useState<Payment>()
  const reverse = useDo(reversePayment, { refresh })
  const payments = answer.data?.items ?? []
  return (
    <section className="k-card k-stack" aria-label={t('payments')}>
      <div className="k-spread">
        <h2>{t('payments')}</h2>
        {order.may.pay ? (
          <span className="k-line">
            {order.state === 'cancelled' ? null : (
              <Button onClick={() => setOpen('in')}>{t('add')}</Button>
            )}
            {order.paidFen > 0 ? (
              <Button kind="quiet" onClick={() => setOpen('out')}>
                {t('addRefund')}
              </Button>
            ) : null}
          </span>
        ) : null}
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      <Sum order={order} />
      {payments.length === 0 ? (
        <p className="k-muted">{t('none')}</p>
      ) : (
        <List label={t('payments')}>
          {payments.map((one) => (
            <Row
              key={one.id}
              end={
                <strong className="k-number">
                  {one.amountFen < 0 ? '-' : ''}¥{sayYuan(Math.abs(one.amountFen), locale)}
                </strong>
              }
            >
              <span className="k-line">
                <strong>{t(one.kind)}</strong>
                <span>{t(`m_${one.method}`)}</span>
                <When at={one.day} />
                {one.reversedByNumber ? (
                  <Badge tone="blocked">{t('reversed', { number: one.reversedByNumber })}</Badge>
                ) : null}
                {one.reversesNumber ? (
                  <Badge>{t('reverses', { number: one.reversesNumber })}</Badge>
                ) : null}
              </span>
              <span className="k-muted">
                {[one.number, one.payer, one.outsideNumber, one.note].filter(Boolean).join(' · ')}
              </span>
              <span className="k-line order-row-actions">
                <Button
                  kind="quiet"
                  aria-label={`${t('receipt')} ${one.number}`}
                  onClick={() =>
                    void download(receiptFile, { params: { id: one.id } }).catch((error: unknown) =>
                      toast(sayError(error, locale)),
                    )
                  }
                >
                  {t('receipt')}
                </Button>
                {order.may.pay && !one.reversedByNumber && !one.reversesNumber ? (
                  <Button
                    kind="quiet"
                    aria-label={`${t('reverse')} ${one.number}`}
                    onClick={() => setWrong(one)}
                  >
                    {t('reverse')}
                  </Button>
                ) : null}
              </span>
            </Row>
          ))}
        </List>
      )}
      {open ? (
        <PaySheet order={order} isRefund={open === 'out'} onClose={() => setOpen(undefined)} />
      ) : null}
      {wrong ? (
        <ReasonSheet
          title={`${t('reverse')} ${wrong.number}`}
          label={t('whyReverse')}
          hint={t('reverseHint')}
          onClose={() => setWrong(undefined)}
          onSubmit={async (reason) => {
            const made = await reverse.mutateAsync({
              params: { id: wrong.id },
              body: { id: uuidv7(), reason },
            })
            toast(t('saved', { number: made.number }))
          }}
        />
      ) : null}
    </section>
  )
}

function Sum({ order }: { order: Order }) {
  const t = useWords(paymentWords)
  const locale = useLocale()
  const owed = order.balanceFen
  return (
    <p className="k-line">
      <span>{t('paid', { yuan: sayYuan(order.paidFen, locale) })}</span>
      {owed > 0 ? <Badge tone="due">{t('owed', { yuan: sayYuan(owed, locale) })}</Badge> : null}
      {owed < 0 ? (
        <Badge tone="overdue">{t('overpaid', { yuan: sayYuan(-owed, locale) })}</Badge>
      ) : null}
      {order.refundDueFen > 0 ? (
        <Badge tone="overdue">{t('toRefund', { yuan: sayYuan(order.refundDueFen, locale) })}</Badge>
      ) : null}
    </p>
  )
}

interface Values {
  id: string
  kind: PaymentKind
  method: PayMethod | ''
  day: string
  amountFen: number | null
  payer: string
  outsideNumber: string
  note: string
}
const kinds = ['deposit', 'instalment', 'balance', 'other'] as const

function PaySheet(props: { order: Order; isRefund: boolean; onClose: () => void }) {
  const t = useWords(paymentWords)
  const toast = useToast()
  const { order, isRefund } = props
  const add = useDo(addPayment, { refresh })
  const title = t(isRefund ? 'addRefund' : 'add')
  const today = dayOf(useNow(), useTimeZone())
  return (
    <Sheet open title={title} onClose={props.onClose}>
      <Form<Values>
        initial={{
          id: uuidv7(),
          kind: isRefund ? 'refund' : order.paidFen > 0 ? 'balance' : 'deposit',
          method: '',
          day: today,
          amountFen: null,
          payer: order.customer.name,
          outsideNumber: '',
          note: '',
        }}
        required={['method', 'day']}
        check={(values) => ((values.amountFen ?? 0) > 0 ? {} : { amountFen: t('badAmount') })}
        submit={title}
        onSubmit={async (values) => {
          const made = await add.mutateAsync({
            params: { id: order.id },
            body: { ...values, method: values.method || 'other', amountFen: values.amountFen ?? 0 },
          })
          toast(t('saved', { number: made.number }))
          props.onClose()
        }}
      >
        {(form) => (
          <>
            {isRefund ? null : (
              <Field group label={t('kind')} required>
                <Choice<PaymentKind>
                  value={form.values.kind}
                  onChange={(kind) => form.set({ kind })}
                  options={kinds.map((value) => ({ value, label: t(value) }))}
                />
              </Field>
            )}
            <MoneyField
              label={t('amount')}
              required
              value={form.values.amountFen}
              onChange={(amountFen) => form.set({ amountFen })}
              {...(form.field('amountFen').error
                ? { error: form.field('amountFen').error ?? '' }
                : {})}
            />
            <Field label={t('method')} {...form.field('method')}>
              <Select
                {...form.input('method')}
                placeholder="—"
                options={payMethods.map((value) => ({ value, label: t(`m_${value}`) }))}
              />
            </Field>
            <Field label={t('day')} {...form.field('day')}>
              <TextInput type="date" max={today} {...form.input('day')} />
            </Field>
            <Field label={t(isRefund ? 'payee' : 'payer')} {...form.field('payer')}>
              <TextInput maxLength={60} {...form.input('payer')} />
            </Field>
            <Field label={t('outsideNumber')} {...form.field('outsideNumber')}>
              <TextInput maxLength={40} {...form.input('outsideNumber')} />
            </Field>
            <Field label={t('note')} {...form.field('note')}>
              <TextArea rows={2} maxLength={500} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
