import { useState } from 'react'
import { instantOf } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getOrder, listOrders, type Order, ordersAtGlance } from '../contract.ts'
import {
  deliverOrder,
  deliverySheet,
  type Delivery,
  getDelivery,
  planDelivery,
  undoDelivery,
} from '../contracts/delivery.ts'
import { carName } from '../car-name.ts'
import { deliveryWords } from '../delivery-words.ts'
import { orderWords } from '../words.ts'
import { DeliveryPhotos } from './DeliveryPhotos.tsx'
import { OrderBadge } from './OrderBadge.tsx'
import { PreparationForm } from './PreparationForm.tsx'
import { ReasonSheet } from './ReasonForm.tsx'
import './orders.css'

const refresh = [getDelivery, getOrder, listOrders, ordersAtGlance]

/** The hand-over of the car: appointment, check list, photos, the summary that ends it. */
export function DeliveryPage() {
  const { params } = useNavigation()
  const input = { params: { id: params.id ?? '' } }
  const order = useAsk(getOrder, input, { live: ['orders.*'] })
  const delivery = useAsk(getDelivery, input, { live: ['orders.*'] })
  const error = order.error ?? delivery.error
  if (error) return <FailedPage error={error} onRetry={() => void order.refetch()} />
  if (!order.data || !delivery.data) return <Skeleton rows={8} height={48} />
  return <Shown order={order.data} delivery={delivery.data} />
}

function Shown({ order, delivery }: { order: Order; delivery: Delivery }) {
  const t = useWords(deliveryWords)
  const own = useWords(orderWords)
  const locale = useLocale()
  const mayWrite = order.may.change
  return (
    <div className="k-stack">
      <header className="k-stack">
        <div className="k-line">
          <h1>
            {t('delivery')} · {order.customer.name}
          </h1>
          <OrderBadge order={order} />
        </div>
        <div className="k-line k-muted">
          <Link to={`/orders/${order.id}`}>{order.number}</Link>
          <span>{[carName(order), order.colourName].filter(Boolean).join(' ')}</span>
          <span className="k-number">
            {order.vins.join(locale === 'zh' ? '，' : ', ') || own('noCars')}
          </span>
          {delivery.appointment && isPlanned(delivery) ? (
            <span>
              {t('planned')} <When at={delivery.appointment.startsAt} />
            </span>
          ) : null}
          {delivery.doneAt ? (
            <span>
              {delivery.doneBy} <When at={delivery.doneAt} />
            </span>
          ) : null}
        </div>
      </header>
      <Actions order={order} delivery={delivery} />
      <PreparationForm
        key={delivery.version}
        order={order}
        delivery={delivery}
        mayWrite={mayWrite}
      />
      <DeliveryPhotos order={order} delivery={delivery} />
    </div>
  )
}

function Actions({ order, delivery }: { order: Order; delivery: Delivery }) {
  const t = useWords(deliveryWords)
  const locale = useLocale()
  const toast = useToast()
  const [open, setOpen] = useState<'plan' | 'deliver' | 'undo'>()
  const undo = useDo(undoDelivery, { refresh })
  const shut = () => setOpen(undefined)
  const planWord = isPlanned(delivery) ? 'replan' : 'plan'
  return (
    <div className="k-line">
      {order.may.deliver ? (
        <Button kind="primary" onClick={() => setOpen('deliver')}>
          {t('deliver')}
        </Button>
      ) : null}
      {order.may.change ? <Button onClick={() => setOpen('plan')}>{t(planWord)}</Button> : null}
      <Button
        onClick={() =>
          void download(deliverySheet, { params: { id: order.id } }).catch((error: unknown) =>
            toast(sayError(error, locale)),
          )
        }
      >
        {t('sheet')}
      </Button>
      {order.may.undeliver ? <Button onClick={() => setOpen('undo')}>{t('undo')}</Button> : null}
      {open === 'plan' ? <PlanSheet order={order} title={t(planWord)} onClose={shut} /> : null}
      {open === 'deliver' ? (
        <DeliverSheet order={order} delivery={delivery} onClose={shut} />
      ) : null}
      {open === 'undo' ? (
        <ReasonSheet
          title={t('undo')}
          label={t('undoReason')}
          hint={t('undoHint')}
          onClose={shut}
          onSubmit={async (reason) => {
            await undo.mutateAsync({
              params: { id: order.id },
              body: { version: order.version, reason },
            })
            toast(t('undone'))
          }}
        />
      ) : null}
    </div>
  )
}

const isPlanned = ({ appointment }: Delivery) => appointment?.state === 'planned'

function PlanSheet(props: { order: Order; title: string; onClose: () => void }) {
  const t = useWords(deliveryWords)
  const toast = useToast()
  const zone = useSession().store.timeZone
  const plan = useDo(planDelivery, { refresh })
  const { order, onClose } = props
  return (
    <Sheet open title={props.title} onClose={onClose}>
      <Form<{ id: string; at: string; note: string }>
        initial={{
          id: uuidv7(),
          at: order.promisedOn ? `${order.promisedOn}T10:00` : '',
          note: '',
        }}
        required={['at']}
        submit={props.title}
        onSubmit={async ({ id, at, note }) => {
          await plan.mutateAsync({
            params: { id: order.id },
            body: {
              id,
              startsAt: instantOf(at.slice(0, 10), at.slice(11, 16), zone).toISOString(),
              note,
            },
          })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <>
            <Field label={t('startsAt')} {...form.field('at')}>
              <TextInput type="datetime-local" step={300} {...form.input('at')} />
            </Field>
            <Field label={t('note')} {...form.field('note')}>
              <TextInput maxLength={500} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}

const dates = ['insurance', 'inspection', 'first_service'] as const

function DeliverSheet(props: { order: Order; delivery: Delivery; onClose: () => void }) {
  const t = useWords(deliveryWords)
  const toast = useToast()
  const { order, delivery } = props
  const deliver = useDo(deliverOrder, { refresh })
  const mayLet = useCan('orders.deliver', 'team')
  const isOwed = order.balanceFen > 0
  return (
    <Sheet open title={t('deliver')} onClose={props.onClose}>
      <Form<{ summary: string; owedReason: string } & Delivery['keyDates']>
        initial={{ summary: delivery.summary, owedReason: '', ...delivery.keyDates }}
        draft={`deliver-${order.id}`}
        required={['summary']}
        submit={t('deliver')}
        onSubmit={async ({ summary, owedReason, ...given }) => {
          await deliver.mutateAsync({
            params: { id: order.id },
            body: {
              version: order.version,
              summary,
              ...(owedReason.trim() === '' ? {} : { owedReason }),
              keyDates: Object.fromEntries(Object.entries(given).filter(([, day]) => day !== '')),
            },
          })
          toast(t('delivered', { number: order.number }))
          props.onClose()
        }}
      >
        {(form) => (
          <>
            <Field label={t('summary')} hint={t('summaryHint')} {...form.field('summary')}>
              <TextArea rows={4} maxLength={4000} {...form.input('summary')} />
            </Field>
            <fieldset className="k-line order-dates">
              <legend>{t('keyDates')}</legend>
              {dates.map((kind) => (
                <Field key={kind} label={t(kind)} {...form.field(kind)}>
                  <TextInput type="date" {...form.input(kind)} />
                </Field>
              ))}
            </fieldset>
            {isOwed && mayLet ? (
              <Field label={t('owedReason')} {...form.field('owedReason')}>
                <TextArea rows={2} maxLength={500} {...form.input('owedReason')} />
              </Field>
            ) : null}
          </>
        )}
      </Form>
    </Sheet>
  )
}
