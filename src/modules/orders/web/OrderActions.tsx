import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { sayYuan } from '#ui/format.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  cancelOrder,
  getOrder,
  listOrders,
  type Order,
  ordersAtGlance,
  signOrder,
} from '../contract.ts'
import { contractsOfOrder } from '../contracts/documents.ts'
import { deliveryWords } from '../delivery-words.ts'
import { orderWords } from '../words.ts'
import { ReasonSheet } from './ReasonForm.tsx'

const refresh = [getOrder, listOrders, ordersAtGlance, contractsOfOrder]

/** What can be done with an order now, the next step first. */
export function OrderActions({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const locale = useLocale()
  const own = useWords(deliveryWords)
  const toast = useToast()
  const [open, setOpen] = useState<'sign' | 'cancel'>()
  const cancel = useDo(cancelOrder, { refresh })
  const shut = () => setOpen(undefined)
  const { may } = order
  const prepares = order.state === 'signed' && may.change
  return (
    <>
      {order.refundDueFen > 0 ? (
        <Notice>{t('refundDue', { yuan: sayYuan(order.refundDueFen, locale) })}</Notice>
      ) : null}
      <div className="k-line">
        {may.sign ? (
          <Button kind="primary" onClick={() => setOpen('sign')}>
            {t('sign')}
          </Button>
        ) : null}
        {order.state === 'signed' || order.state === 'delivered' ? (
          <Link
            className="k-button"
            to={`/orders/${order.id}/delivery`}
            data-kind={prepares ? 'primary' : undefined}
          >
            {own(prepares ? 'prepare' : 'delivery')}
          </Link>
        ) : null}
        {may.change ? (
          <Link className="k-button" to={`/orders/${order.id}/edit`}>
            {t('change')}
          </Link>
        ) : null}
        {may.cancel ? <Button onClick={() => setOpen('cancel')}>{t('cancel')}</Button> : null}
      </div>
      {open === 'sign' ? <SignSheet order={order} onClose={shut} /> : null}
      {open === 'cancel' ? (
        <ReasonSheet
          title={t('cancel')}
          label={t('whyCancel')}
          hint={t('cancelHint')}
          onClose={shut}
          onSubmit={async (reason) => {
            await cancel.mutateAsync({
              params: { id: order.id },
              body: { version: order.version, reason },
            })
            toast(t('cancelDone', { number: order.number }))
          }}
        />
      ) : null}
    </>
  )
}

function SignSheet({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useWords(orderWords)
  const toast = useToast()
  const sign = useDo(signOrder, { refresh })
  return (
    <Sheet open title={t('sign')} onClose={onClose}>
      <Notice>{t('signHint')}</Notice>
      <Form<{ promisedOn: string }>
        initial={{ promisedOn: order.promisedOn ?? '' }}
        required={['promisedOn']}
        submit={t('sign')}
        onSubmit={async ({ promisedOn }) => {
          await sign.mutateAsync({
            params: { id: order.id },
            body: { version: order.version, promisedOn },
          })
          toast(t('signedNow', { number: order.number }))
          onClose()
        }}
      >
        {(form) => (
          <Field label={t('promisedOn')} {...form.field('promisedOn')}>
            <TextInput type="date" {...form.input('promisedOn')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}
