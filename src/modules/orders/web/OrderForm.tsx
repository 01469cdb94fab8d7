import { useState } from 'react'
import { SeriesField } from '#modules/opportunities/web/panels.tsx'
import { sayYuan } from '#ui/format.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { MoneyField } from '#ui/light/MoneyField.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type LineKind,
  lineKinds,
  loweringKinds,
  type PaymentMethod,
  paymentMethods,
} from '../contract.ts'
import { lineWord } from '../line-word.ts'
import { orderWords } from '../words.ts'
import './orders.css'

export interface LineValues {
  key: number
  kind: LineKind
  name: string
  quantity: string
  unitFen: number | null
  note: string
}
export interface OrderValues {
  seriesId: string
  modelText: string
  colour: string
  paymentMethod: PaymentMethod | ''
  promisedOn: string
  note: string
  reason: string
  lines: LineValues[]
}

/** What an order is: its car, its lines with their total, the promised day. */
export function OrderForm(props: {
  initial: OrderValues
  draft: string
  submit: string
  /** Car and lines come from a quote and are changed there. */
  fixedLines?: boolean
  needsReason?: boolean
  onSubmit: (values: OrderValues, key: string) => Promise<unknown>
}) {
  const t = useWords(orderWords)
  const { back } = useNavigation()
  return (
    <Form<OrderValues>
      initial={props.initial}
      draft={props.draft}
      required={props.needsReason ? ['reason'] : []}
      check={({ lines }) =>
        props.fixedLines || lines.every((line) => isBlank(line) || isWhole(line))
          ? {}
          : { lines: t('linesNotWhole') }
      }
      submit={props.submit}
      onCancel={back}
      onSubmit={(values, { key }) => props.onSubmit(values, key)}
    >
      {(form) => (
        <>
          {props.fixedLines ? null : (
            <>
              <SeriesField form={form} />
              <Field label={t('trim')} {...form.field('modelText')}>
                <TextInput maxLength={120} {...form.input('modelText')} />
              </Field>
              <Field label={t('colour')} {...form.field('colour')}>
                <TextInput maxLength={40} {...form.input('colour')} />
              </Field>
            </>
          )}
          <Field group label={t('paymentMethod')} {...form.field('paymentMethod')}>
            <Choice<PaymentMethod>
              value={form.values.paymentMethod || undefined}
              onChange={(paymentMethod) => form.set({ paymentMethod })}
              clearable
              onClear={() => form.set({ paymentMethod: '' })}
              options={paymentMethods.map((value) => ({ value, label: t(value) }))}
            />
          </Field>
          <Field label={t('promisedOn')} {...form.field('promisedOn')}>
            <TextInput type="date" {...form.input('promisedOn')} />
          </Field>
          {props.fixedLines ? null : (
            <Lines
              lines={form.values.lines}
              error={form.field('lines').error}
              onChange={(lines) => form.set({ lines })}
            />
          )}
          <Field label={t('note')} {...form.field('note')}>
            <TextArea rows={3} maxLength={2000} {...form.input('note')} />
          </Field>
          {props.needsReason ? (
            <Field label={t('whyChange')} {...form.field('reason')} required>
              <TextArea rows={2} maxLength={500} {...form.input('reason')} />
            </Field>
          ) : null}
        </>
      )}
    </Form>
  )
}

let lastKey = 0
/** A line of the form, under a key of its own. */
export function newLine(kind: LineKind, given: Partial<LineValues> = {}): LineValues {
  lastKey += 1
  return { key: lastKey, kind, name: '', quantity: '1', unitFen: null, note: '', ...given }
}

function Lines(props: {
  lines: LineValues[]
  error: string | undefined
  onChange: (lines: LineValues[]) => void
}) {
  const t = useWords(orderWords)
  const locale = useLocale()
  const [next, setNext] = useState<LineKind>('accessory')
  const { lines, error, onChange } = props
  const change = (key: number, what: Partial<LineValues>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...what } : line)))
  const kinds = lineKinds.map((value) => ({ value, label: t(lineWord(value)) }))
  return (
    <section className="k-stack" aria-label={t('lines')}>
      <h2>{t('lines')}</h2>
      {lines.map((line) => (
        <div key={line.key} className="order-line">
          <Field label={t('lineKind')} required>
            <Select
              value={line.kind}
              onChange={(kind) => change(line.key, { kind: kind as LineKind })}
              options={kinds}
            />
          </Field>
          <Field label={t('lineName')} required>
            <TextInput
              maxLength={120}
              value={line.name}
              onChange={(name) => change(line.key, { name })}
            />
          </Field>
          <Field label={t('pieces')} required>
            <TextInput
              inputMode="numeric"
              maxLength={3}
              value={line.quantity}
              onChange={(quantity) => change(line.key, { quantity: quantity.replace(/\D/g, '') })}
            />
          </Field>
          <MoneyField
            label={t('unitYuan')}
            required
            value={line.unitFen}
            onChange={(unitFen) => change(line.key, { unitFen })}
          />
          <Button
            kind="quiet"
            aria-label={`${t('removeLine')} ${line.name}`}
            onClick={() => onChange(lines.filter((one) => one.key !== line.key))}
          >
            ✕
          </Button>
        </div>
      ))}
      <div className="order-add">
        <Select
          aria-label={t('lineKind')}
          value={next}
          onChange={(kind) => setNext(kind as LineKind)}
          options={kinds}
        />
        <Button onClick={() => onChange([...lines, newLine(next)])}>{t('addLine')}</Button>
      </div>
      {error ? (
        <p className="k-error" role="alert">
          {error}
        </p>
      ) : null}
      <p className="k-spread" role="status">
        <strong>{t('total')}</strong>
        <strong className="k-number">¥{sayYuan(totalOf(lines), locale)}</strong>
      </p>
    </section>
  )
}

function totalOf(lines: readonly LineValues[]): number {
  return lines.reduce((sum, line) => {
    const sign = (loweringKinds as readonly string[]).includes(line.kind) ? -1 : 1
    return sum + sign * Number(line.quantity || 0) * (line.unitFen ?? 0)
  }, 0)
}

/** Whether nothing was written on a line yet. */
const isBlank = (line: LineValues) => line.name.trim() === '' && line.unitFen === null

const isWhole = (line: LineValues) =>
  line.name.trim() !== '' && line.unitFen !== null && Number(line.quantity) > 0

/** What is sent of the lines; blank ones are left out. */
export function bodyOfLines(lines: readonly LineValues[]) {
  return lines
    .filter((line) => !isBlank(line))
    .map((line) => ({
      kind: line.kind,
      name: line.name,
      quantity: Number(line.quantity),
      unitFen: line.unitFen ?? 0,
      note: line.note,
    }))
}

/** What is sent of the rest. */
export function bodyOfFacts(values: OrderValues) {
  return {
    modelText: values.modelText,
    colour: values.colour,
    paymentMethod: values.paymentMethod || null,
    promisedOn: values.promisedOn || null,
    note: values.note,
  }
}
