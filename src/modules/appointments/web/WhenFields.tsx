import { addDays } from '#shared/days.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { appointmentWords } from '../words.ts'
import { useStoreDay } from './useStoreDay.ts'
import { type AppointmentValues, lengths } from './when-form.ts'
import './appointments.css'

type When = Pick<AppointmentValues, 'day' | 'time' | 'minutes'>

/** Day, time and length of an appointment; today and tomorrow are one tap. */
export function WhenFields(props: {
  values: When
  onChange: (change: Partial<When>) => void
  error?: string | undefined
}) {
  const t = useWords(appointmentWords)
  const { today } = useStoreDay()
  const { values, onChange } = props
  return (
    <>
      <div className="appointment-when">
        <Field label={t('day')} required {...(props.error ? { error: props.error } : {})}>
          <TextInput
            type="date"
            min={today}
            max={addDays(today, 365)}
            value={values.day}
            onChange={(day) => onChange({ day })}
          />
        </Field>
        <Field label={t('time')} required>
          <TextInput
            type="time"
            step={300}
            value={values.time}
            onChange={(time) => onChange({ time })}
          />
        </Field>
      </div>
      <div className="k-line">
        <Button onClick={() => onChange({ day: today })}>{t('today')}</Button>
        <Button onClick={() => onChange({ day: addDays(today, 1) })}>{t('tomorrow')}</Button>
      </div>
      <Field label={t('length')} group required>
        <Choice
          value={values.minutes}
          onChange={(minutes) => onChange({ minutes })}
          options={lengths.map((n) => ({ value: n, label: t('minutes', { n }) }))}
        />
      </Field>
    </>
  )
}
