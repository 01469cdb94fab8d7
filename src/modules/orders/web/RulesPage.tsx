import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeOrderRules, getOrderRules, type OrderRules } from '../contracts/steps.ts'
import { deliveryWords } from '../delivery-words.ts'
import { stepWords } from '../step-words.ts'
import { DealTabs } from './DealTabs.tsx'
import './orders.css'

/** What a store sets for its orders: patience, steps, the points of a delivery. */
export function RulesPage() {
  const t = useWords(stepWords)
  const answer = useAsk(getOrderRules, {})
  return (
    <div className="k-stack">
      <h1>{t('rules')}</h1>
      <DealTabs />
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data ? (
        <Rules key={answer.data.version} rules={answer.data} />
      ) : (
        <Skeleton rows={8} height={44} />
      )}
    </div>
  )
}

const days = [
  'draftDays',
  'signedDays',
  'contractDays',
  'careDays',
  'secondCareDays',
  'insuranceMonths',
  'inspectionMonths',
  'serviceMonths',
] as const
const groups = ['car', 'documents', 'explained', 'ceremony'] as const

function Rules({ rules }: { rules: OrderRules & { version: number; isOwn: boolean } }) {
  const t = useWords(stepWords)
  const locale = useLocale()
  const toast = useToast()
  const mayManage = useCan('contracts.manage', 'store')
  const change = useDo(changeOrderRules, { refresh: [getOrderRules] })
  const { isOwn, version, ...initial } = rules
  if (!mayManage)
    return (
      <section className="k-card k-stack">
        <dl className="order-facts">
          {days.map((name) => (
            <Fact key={name} label={t(name)} value={String(rules[name])} />
          ))}
        </dl>
        <h2>{t('stepRules')}</h2>
        <p>{rules.steps.map((one) => (locale === 'zh' ? one.zh : one.en)).join(' → ')}</p>
      </section>
    )
  return (
    <>
      {isOwn ? null : <Notice>{t('usual')}</Notice>}
      <Form<OrderRules>
        initial={initial}
        submit={t('save')}
        focusFirst={false}
        onSubmit={async (values) => {
          await change.mutateAsync({ body: { ...values, version } })
          toast(t('saved'))
        }}
      >
        {(form) => (
          <>
            {days.map((name) => (
              <Field key={name} label={t(name)} {...form.field(name)} required>
                <TextInput
                  inputMode="numeric"
                  maxLength={3}
                  value={String(form.values[name])}
                  onChange={(text) => form.set({ [name]: Number(text.replace(/\D/g, '')) })}
                />
              </Field>
            ))}
            <label className="order-check">
              <input
                type="checkbox"
                checked={form.values.paidBeforeDelivery}
                onChange={(event) => form.set({ paidBeforeDelivery: event.target.checked })}
              />
              {t('paidBefore')}
            </label>
            <Steps value={form.values.steps} onChange={(steps) => form.set({ steps })} />
            <Points value={form.values.points} onChange={(points) => form.set({ points })} />
          </>
        )}
      </Form>
    </>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}

const newKey = () => `own_${Date.now().toString(36)}`
const changed = <T,>(list: readonly T[], at: number, what: Partial<T>): T[] =>
  list.map((one, place) => (place === at ? { ...one, ...what } : one))

function Steps(props: {
  value: OrderRules['steps']
  onChange: (steps: OrderRules['steps']) => void
}) {
  const t = useWords(stepWords)
  const { value, onChange } = props
  return (
    <section className="k-stack" aria-label={t('stepRules')}>
      <h2>{t('stepRules')}</h2>
      {value.map((step, at) => (
        <div key={step.key} className="rules-row">
          <Field label={t('zh')} required>
            <TextInput
              maxLength={20}
              value={step.zh}
              onChange={(zh) => onChange(changed(value, at, { zh }))}
            />
          </Field>
          <Field label={t('en')} required>
            <TextInput
              maxLength={40}
              value={step.en}
              onChange={(en) => onChange(changed(value, at, { en }))}
            />
          </Field>
          <Field label={t('dueDays')}>
            <TextInput
              inputMode="numeric"
              maxLength={3}
              value={step.dueDays === null ? '' : String(step.dueDays)}
              onChange={(text) => {
                const digits = text.replace(/\D/g, '')
                onChange(changed(value, at, { dueDays: digits === '' ? null : Number(digits) }))
              }}
            />
          </Field>
          <Button
            kind="quiet"
            aria-label={`${t('remove')} ${step.zh}`}
            onClick={() => onChange(value.filter((one) => one !== step))}
          >
            ✕
          </Button>
        </div>
      ))}
      <div>
        <Button
          onClick={() => onChange([...value, { key: newKey(), zh: '', en: '', dueDays: null }])}
        >
          {t('addStep')}
        </Button>
      </div>
    </section>
  )
}

function Points(props: {
  value: OrderRules['points']
  onChange: (points: OrderRules['points']) => void
}) {
  const t = useWords(stepWords)
  const own = useWords(deliveryWords)
  const { value, onChange } = props
  return (
    <section className="k-stack" aria-label={t('pointRules')}>
      <h2>{t('pointRules')}</h2>
      {value.map((point, at) => (
        <div key={point.key} className="rules-row">
          <Field label={t('zh')} required>
            <TextInput
              maxLength={40}
              value={point.zh}
              onChange={(zh) => onChange(changed(value, at, { zh }))}
            />
          </Field>
          <Field label={t('en')} required>
            <TextInput
              maxLength={60}
              value={point.en}
              onChange={(en) => onChange(changed(value, at, { en }))}
            />
          </Field>
          <Field label={t('group')} required>
            <Select
              value={point.group}
              onChange={(group) =>
                onChange(changed(value, at, { group: group as (typeof groups)[number] }))
              }
              options={groups.map((group) => ({ value: group, label: own(group) }))}
            />
          </Field>
          <span className="k-line">
            <label className="order-check">
              <input
                type="checkbox"
                checked={point.isNeeded}
                onChange={(event) =>
                  onChange(changed(value, at, { isNeeded: event.target.checked }))
                }
              />
              {t('isNeeded')}
            </label>
            <Button
              kind="quiet"
              aria-label={`${t('remove')} ${point.zh}`}
              onClick={() => onChange(value.filter((one) => one !== point))}
            >
              ✕
            </Button>
          </span>
        </div>
      ))}
      <div>
        <Button
          onClick={() =>
            onChange([...value, { key: newKey(), group: 'car', zh: '', en: '', isNeeded: false }])
          }
        >
          {t('addPoint')}
        </Button>
      </div>
    </section>
  )
}
