import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { targetNumbers } from '../contract.ts'
import { boardNumbers, rateNumbers } from '../contracts/leader-board.ts'
import {
  addScheme,
  changeScheme,
  getAppraisal,
  listSchemes,
  type Measure,
  periodKinds,
  type Scheme,
} from '../contracts/appraisals.ts'
import { targetWords } from '../words.ts'
import { goalText, typedGoal } from './say-number.ts'

interface Typed {
  metric: Measure['metric']
  weight: string
  floor: string
  cap: string
  /** Empty: the person's own target. */
  fixed: string
}

const typed = (measure: Measure): Typed => ({
  metric: measure.metric,
  weight: String(measure.weight),
  floor: String(Math.round(measure.floor * 100)),
  cap: String(Math.round(measure.cap * 100)),
  fixed:
    measure.target.kind === 'target'
      ? ''
      : rateNumbers.includes(measure.metric)
        ? String(measure.target.value * 100)
        : goalText(measure.metric, measure.target.value),
})

const first: Typed[] = [
  { metric: 'deals', weight: '60', floor: '60', cap: '120', fixed: '' },
  { metric: 'filing_rate', weight: '20', floor: '60', cap: '120', fixed: '50' },
  { metric: 'promise_keeping', weight: '20', floor: '60', cap: '110', fixed: '90' },
]

/** A scheme: what is measured, against what, and how heavily; the weights make 100. */
export function SchemeSheet(props: { scheme: Scheme | undefined; onClose: () => void }) {
  const t = useWords(targetWords)
  const toast = useToast()
  const { scheme } = props
  const [name, setName] = useState(scheme?.name ?? t('appraisals'))
  const [periodKind, setPeriodKind] = useState<Scheme['periodKind']>(scheme?.periodKind ?? 'month')
  const [lines, setLines] = useState<Typed[]>(scheme?.measures.map(typed) ?? first)
  const refresh = [listSchemes, getAppraisal]
  const add = useDo(addScheme, { refresh })
  const change = useDo(changeScheme, { refresh })
  const sum = lines.reduce((total, line) => total + (Math.round(Number(line.weight)) || 0), 0)
  const isReady = sum === 100 && name.trim() !== ''
  const edit = (place: number, changed: Partial<Typed>) =>
    setLines(lines.map((line, at) => (at === place ? { ...line, ...changed } : line)))
  const save = async () => {
    const measures = lines.map((line) => measureOf(line, scheme?.measures))
    if (scheme)
      await change.mutateAsync({
        params: { id: scheme.id },
        body: { version: scheme.version, name, periodKind, measures },
      })
    else await add.mutateAsync({ body: { name, periodKind, measures } })
    toast(t('saved'))
    props.onClose()
  }
  const free = boardNumbers.filter((one) => !lines.some((line) => line.metric === one))
  const error = add.error ?? change.error
  return (
    <Sheet open onClose={props.onClose} title={scheme ? t('editScheme') : t('newScheme')}>
      <div className="k-form">
        <Field label={t('schemeName')} required>
          <TextInput value={name} onChange={setName} maxLength={60} />
        </Field>
        <Field label={t('periodKind')} group required>
          <Choice
            value={periodKind}
            onChange={setPeriodKind}
            options={periodKinds.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        {lines.map((line, place) => (
          <div key={line.metric} className="goal-measure">
            <Field label={t('measure')} required>
              <Select
                value={line.metric}
                onChange={(next) =>
                  edit(place, {
                    metric: boardNumbers.find((one) => one === next) ?? line.metric,
                    fixed: '',
                  })
                }
                options={boardNumbers
                  .filter((one) => one === line.metric || free.includes(one))
                  .map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            <Field label={t('weight')} required>
              <TextInput
                value={line.weight}
                inputMode="numeric"
                onChange={(weight) => edit(place, { weight })}
              />
            </Field>
            <Field
              label={rateNumbers.includes(line.metric) ? `${t('fixedTarget')} %` : t('fixedTarget')}
            >
              <TextInput
                value={line.fixed}
                inputMode="decimal"
                placeholder={rateNumbers.includes(line.metric) ? '100' : t('ownTarget')}
                onChange={(fixed) => edit(place, { fixed })}
              />
            </Field>
            <Field label={t('floor')} required>
              <TextInput
                value={line.floor}
                inputMode="numeric"
                onChange={(floor) => edit(place, { floor })}
              />
            </Field>
            <Field label={t('cap')} required>
              <TextInput
                value={line.cap}
                inputMode="numeric"
                onChange={(cap) => edit(place, { cap })}
              />
            </Field>
            {lines.length > 1 ? (
              <Button
                kind="quiet"
                aria-label={`${t('removeMeasure')} ${t(line.metric)}`}
                onClick={() => setLines(lines.filter((_, at) => at !== place))}
              >
                {t('removeMeasure')}
              </Button>
            ) : null}
          </div>
        ))}
        {free[0] && lines.length < 12 ? (
          <Button
            onClick={() =>
              setLines([
                ...lines,
                { metric: free[0] ?? 'deals', weight: '0', floor: '60', cap: '120', fixed: '' },
              ])
            }
          >
            {t('addMeasure')}
          </Button>
        ) : null}
        {sum === 100 ? null : <Notice tone="overdue">{t('weights', { n: sum })}</Notice>}
        {error ? <Failure error={error} /> : null}
        <Button
          kind="primary"
          wide
          busy={add.isPending || change.isPending}
          aria-disabled={!isReady || undefined}
          onClick={() => (isReady ? void save().catch(() => undefined) : undefined)}
        >
          {t('save')}
        </Button>
      </div>
    </Sheet>
  )
}

/** As typed, with what the form does not show kept as it was. Rates without a target are compared with 100 %. */
function measureOf(line: Typed, before: readonly Measure[] | undefined): Measure {
  const old = before?.find((measure) => measure.metric === line.metric)
  const isRate = rateNumbers.includes(line.metric)
  const value = isRate ? Number(line.fixed) / 100 : typedGoal(line.metric, line.fixed)
  const isFixed = line.fixed.trim() !== '' && value !== undefined && Number.isFinite(value)
  const hasOwn = (targetNumbers as readonly string[]).includes(line.metric)
  return {
    metric: line.metric,
    weight: Math.round(Number(line.weight)) || 0,
    better: old?.better ?? 'more',
    floor: share(line.floor, 0.6),
    cap: share(line.cap, 1.2),
    target: isFixed
      ? { kind: 'fixed', value }
      : hasOwn
        ? { kind: 'target' }
        : { kind: 'fixed', value: 1 },
  }
}

function share(text: string, otherwise: number): number {
  const value = Number(text)
  return text.trim() !== '' && Number.isFinite(value) ? value / 100 : otherwise
}
