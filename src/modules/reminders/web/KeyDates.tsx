import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { listCustomerTasks } from '../contract.ts'
import { type CarDates, changeKeyDate, listKeyDates } from '../contracts/key-dates.ts'
import { keyDateWords } from '../key-date-words.ts'

type KeyDate = CarDates['dates'][number]

/** The key dates of a customer's cars; nothing where there is no car. */
export function KeyDates({ customerId }: { customerId: string }) {
  const t = useWords(keyDateWords)
  const mayWrite = useCan('customers.write')
  const answer = useAsk(
    listKeyDates,
    { params: { id: customerId } },
    { live: ['customers.*', 'reminders.tasks_changed'] },
  )
  const [open, setOpen] = useState<{ car: CarDates; date: KeyDate }>()
  const items = answer.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="key-dates" aria-label={t('title')}>
      {items.map((car) => (
        <div key={car.vehicleId} className="k-line">
          <strong className="k-number">{car.name}</strong>
          {car.dates.map((date) => (
            <Button
              key={date.kind}
              kind="quiet"
              disabled={!mayWrite}
              onClick={() => setOpen({ car, date })}
            >
              {t(date.kind)} {date.dueOn ? <When at={date.dueOn} /> : t('none')}
              {date.isPlanned ? <Badge tone="done">{t('planned')}</Badge> : null}
            </Button>
          ))}
        </div>
      ))}
      {open ? (
        <DateSheet {...open} customerId={customerId} onClose={() => setOpen(undefined)} />
      ) : null}
    </section>
  )
}

function DateSheet(props: {
  customerId: string
  car: CarDates
  date: KeyDate
  onClose: () => void
}) {
  const t = useWords(keyDateWords)
  const toast = useToast()
  const { car, date } = props
  const change = useDo(changeKeyDate, { refresh: [listKeyDates, listCustomerTasks] })
  return (
    <Sheet
      open
      title={`${car.name} · ${t('change', { what: t(date.kind) })}`}
      onClose={props.onClose}
    >
      <Form<{ day: string }>
        initial={{ day: date.dueOn ?? '' }}
        submit={t('save')}
        onSubmit={async ({ day }) => {
          await change.mutateAsync({
            params: { id: props.customerId, vehicleId: car.vehicleId, kind: date.kind },
            body: { version: date.version, dueOn: day === '' ? null : day },
          })
          toast(t('saved'))
          props.onClose()
        }}
      >
        {(form) => (
          <Field
            label={t('day')}
            hint={date.isEstimated ? `${t('estimated')}。${t('removeHint')}` : t('removeHint')}
            {...form.field('day')}
          >
            <TextInput type="date" {...form.input('day')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}
