import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getOrder, type Order } from '../contract.ts'
import { type Delivery, getDelivery, prepareDelivery } from '../contracts/delivery.ts'
import { deliveryWords } from '../delivery-words.ts'

interface Values {
  done: string[]
  mileage: string
  keys: string
  isSigned: boolean
}
const groups = ['car', 'documents', 'explained', 'ceremony'] as const

/** The check list of a delivery with mileage, keys and the customer's signature. */
export function PreparationForm(props: { order: Order; delivery: Delivery; mayWrite: boolean }) {
  const t = useWords(deliveryWords)
  const toast = useToast()
  const { order, delivery } = props
  const prepare = useDo(prepareDelivery, { refresh: [getDelivery, getOrder] })
  if (!props.mayWrite) return <Done delivery={delivery} />
  return (
    <Form<Values>
      focusFirst={false}
      initial={{
        done: delivery.points.filter((point) => point.isDone).map((point) => point.key),
        mileage: delivery.mileageKm === null ? '' : String(delivery.mileageKm),
        keys: delivery.keyCount === null ? '' : String(delivery.keyCount),
        isSigned: delivery.isCustomerSigned,
      }}
      submit={t('save')}
      onSubmit={async (values) => {
        await prepare.mutateAsync({
          params: { id: order.id },
          body: {
            version: delivery.version,
            points: delivery.points.map(({ key, note }) => ({
              key,
              isDone: values.done.includes(key),
              note,
            })),
            mileageKm: values.mileage === '' ? null : Number(values.mileage),
            keyCount: values.keys === '' ? null : Number(values.keys),
            isCustomerSigned: values.isSigned,
          },
        })
        toast(t('saved'))
      }}
    >
      {(form) => (
        <>
          {groups.map((group) => (
            <Points
              key={group}
              group={group}
              delivery={delivery}
              done={form.values.done}
              onChange={(done) => form.set({ done })}
            />
          ))}
          <Field label={t('mileage')} {...form.field('mileage')}>
            <TextInput
              inputMode="numeric"
              maxLength={7}
              value={form.values.mileage}
              onChange={(mileage) => form.set({ mileage: mileage.replace(/\D/g, '') })}
            />
          </Field>
          <Field label={t('keys')} {...form.field('keys')}>
            <TextInput
              inputMode="numeric"
              maxLength={2}
              value={form.values.keys}
              onChange={(keys) => form.set({ keys: keys.replace(/\D/g, '') })}
            />
          </Field>
          <label className="order-check">
            <input
              type="checkbox"
              checked={form.values.isSigned}
              onChange={(event) => form.set({ isSigned: event.target.checked })}
            />
            {t('customerSigned')}
          </label>
        </>
      )}
    </Form>
  )
}

function Points(props: {
  group: (typeof groups)[number]
  delivery: Delivery
  done: string[]
  onChange: (done: string[]) => void
}) {
  const t = useWords(deliveryWords)
  const locale = useLocale()
  const points = props.delivery.points.filter((point) => point.group === props.group)
  if (points.length === 0) return null
  const count = points.filter((point) => props.done.includes(point.key)).length
  return (
    <fieldset className="k-card order-group">
      <legend className="k-label">
        {t(props.group)} · {t('doneOf', { done: count, all: points.length })}
      </legend>
      <ul className="delivery-points">
        {points.map((point) => (
          <li key={point.key}>
            <label>
              <input
                type="checkbox"
                checked={props.done.includes(point.key)}
                onChange={(event) =>
                  props.onChange(
                    event.target.checked
                      ? [...props.done, point.key]
                      : props.done.filter((key) => key !== point.key),
                  )
                }
              />
              <span>{locale === 'zh' ? point.zh : point.en || point.zh}</span>
              {point.isNeeded ? <Badge>{t('needed')}</Badge> : null}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function Done({ delivery }: { delivery: Delivery }) {
  const t = useWords(deliveryWords)
  const locale = useLocale()
  return (
    <section className="k-card k-stack" aria-label={t('prepare')}>
      <ul className="delivery-points">
        {delivery.points.map((point) => (
          <li key={point.key}>
            {point.isDone ? '✓' : '—'} {locale === 'zh' ? point.zh : point.en || point.zh}
          </li>
        ))}
      </ul>
      <dl className="order-facts">
        <dt>{t('mileage')}</dt>
        <dd>{delivery.mileageKm ?? '—'}</dd>
        <dt>{t('keys')}</dt>
        <dd>{delivery.keyCount ?? '—'}</dd>
      </dl>
      {delivery.summary ? <p>{delivery.summary}</p> : null}
    </section>
  )
}
