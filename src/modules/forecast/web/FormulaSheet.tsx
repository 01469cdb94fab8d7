import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  getCustomerPriority,
  getPriorityFormula,
  listPriorities,
  setPriorityFormula,
} from '../contracts/priorities.ts'
import { forecastWords } from '../words.ts'
import './forecast.css'

type Known = CallOutput<typeof getPriorityFormula>
type Formula = Known['formula']

/** The formula as a form: points per fact, and from how many points on a customer is 1 or 2. */
export function FormulaSheet({ known, onClose }: { known: Known; onClose: () => void }) {
  const t = useWords(forecastWords)
  const toast = useToast()
  const [formula, setFormula] = useState<Formula>(known.formula)
  const put = useDo(setPriorityFormula, {
    refresh: [getPriorityFormula, listPriorities, getCustomerPriority],
  })
  const { value, potential, limits } = formula
  const save = async () => {
    const { ranked } = await put.mutateAsync({ body: { version: known.version, formula } })
    toast(t('ranked', { n: ranked }))
    onClose()
  }
  const steps = (label: string, of: Formula['value']['cars'], set: (to: typeof of) => void) => (
    <div className="fc-try">
      <Whole
        label={`${label} · ${t('per', { n: of.per })}`}
        value={of.points}
        onChange={(points) => set({ ...of, points })}
      />
      <Whole label={t('most')} value={of.most} onChange={(most) => set({ ...of, most })} />
    </div>
  )
  return (
    <Sheet open onClose={onClose} title={t('formula')}>
      <div className="k-form">
        <h3>{t('valuePoints')}</h3>
        {steps(t('why_cars'), value.cars, (cars) =>
          setFormula({ ...formula, value: { ...value, cars } }),
        )}
        {steps(t('why_amount'), value.amount, (amount) =>
          setFormula({ ...formula, value: { ...value, amount } }),
        )}
        <Whole
          label={t('why_special')}
          value={value.special}
          onChange={(special) => setFormula({ ...formula, value: { ...value, special } })}
        />
        <h3>{t('potentialPoints')}</h3>
        <div className="fc-try">
          {(['H', 'A', 'B', 'C'] as const).map((level) => (
            <Whole
              key={level}
              label={`${t('level')} ${level}`}
              value={potential[level]}
              onChange={(points) =>
                setFormula({ ...formula, potential: { ...potential, [level]: points } })
              }
            />
          ))}
        </div>
        {steps(`${t('stage')} %`, potential.stage, (stage) =>
          setFormula({ ...formula, potential: { ...potential, stage } }),
        )}
        {steps(t('why_expected'), potential.expected, (expected) =>
          setFormula({ ...formula, potential: { ...potential, expected } }),
        )}
        <div className="fc-try">
          <Whole
            label={`${t('why_recent')} · ${t('withinDays', { n: potential.recent.days })}`}
            value={potential.recent.points}
            onChange={(points) =>
              setFormula({
                ...formula,
                potential: { ...potential, recent: { ...potential.recent, points } },
              })
            }
          />
          {(['testDrive', 'returning'] as const).map((fact) => (
            <Whole
              key={fact}
              label={t(`why_${fact}`)}
              value={potential[fact]}
              onChange={(points) =>
                setFormula({ ...formula, potential: { ...potential, [fact]: points } })
              }
            />
          ))}
        </div>
        <div className="fc-try">
          <Whole
            label={t('limitFirst')}
            value={limits.first}
            onChange={(first) => setFormula({ ...formula, limits: { ...limits, first } })}
          />
          <Whole
            label={t('limitSecond')}
            value={limits.second}
            onChange={(second) => setFormula({ ...formula, limits: { ...limits, second } })}
          />
        </div>
        {put.error ? <Failure error={put.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={put.isPending}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('saveFormula')}
        </Button>
      </div>
    </Sheet>
  )
}

function Whole(props: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <Field label={props.label} required>
      <TextInput
        value={String(props.value)}
        inputMode="numeric"
        onChange={(text) => props.onChange(Math.max(0, Math.round(Number(text)) || 0))}
      />
    </Field>
  )
}
