import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { getOperation, listOperations, type OperationUnit, takeBack } from '#shared/operations.ts'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { operationWords } from '../words.ts'

type Touched = 'keep' | 'take_back'

/** Says what taking back does, and asks about customers somebody worked on since. */
export function TakeBackSheet(props: {
  operation: CallOutput<typeof getOperation>
  /** Only this customer; without one all of them. */
  unit: OperationUnit | undefined
  onClose: () => void
}) {
  const t = useWords(operationWords)
  const toast = useToast()
  const { operation, unit } = props
  const [touched, setTouched] = useState<Touched>('keep')
  const undo = useDo(takeBack, { refresh: [getOperation, listOperations] })
  const all = unit ? 1 : operation.untouched + operation.touched
  const worked = unit ? Number(unit.isTouched) : operation.touched
  const submit = () =>
    undo.mutate(
      {
        params: { id: operation.id },
        body: { touched, ...(unit ? { units: [unit.id] } : {}) },
      },
      {
        onSuccess: ({ takenBack: { restored, kept } }) => {
          toast(kept > 0 ? t('keptSome', { n: restored, kept }) : t('takenBack', { n: restored }))
          props.onClose()
        },
      },
    )
  return (
    <Sheet open onClose={props.onClose} title={unit?.name ?? t('takeBackTitle')}>
      <div className="k-stack">
        <p>{t('takeBackWhat', { n: touched === 'keep' ? all - worked : all })}</p>
        {worked > 0 ? (
          <>
            <h3>{t('touchedTitle', { n: worked })}</h3>
            <Field label={t('touchedQuestion')} group required>
              <Choice<Touched>
                value={touched}
                onChange={setTouched}
                options={[
                  { value: 'keep', label: t('touchedKeep') },
                  { value: 'take_back', label: t('touchedTake') },
                ]}
              />
            </Field>
          </>
        ) : null}
        {undo.error ? <Failure error={undo.error} /> : null}
        <Button kind="danger" busy={undo.isPending} onClick={submit}>
          {t('confirm')}
        </Button>
      </div>
    </Sheet>
  )
}
