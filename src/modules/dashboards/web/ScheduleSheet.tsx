import { listColleagues } from '#modules/access/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listSchedules, makeSchedule, rhythms } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import { queryOf, type Spec } from './spec.ts'

interface Values {
  name: string
  rhythm: (typeof rhythms)[number]
  weekday: string
  monthDay: string
  atTime: string
  personId: string
}

/** Mails a report on a rhythm to oneself or a colleague, with the rights of whoever gets it. */
export function ScheduleSheet(props: { spec: Spec; title: string; onClose: () => void }) {
  const t = useWords(dashboardWords)
  const toast = useToast()
  const { person } = useSession()
  const people = useAsk(listColleagues, {})
  const known = useAsk(listSchedules, {})
  const make = useDo(makeSchedule, { refresh: [listSchedules] })
  const weekdays = useWeekdays()
  return (
    <Sheet open title={t('schedule')} onClose={props.onClose}>
      {known.data?.canMail === false ? <Notice tone="blocked">{t('noMail')}</Notice> : null}
      <p className="k-muted">{t('ownRights')}</p>
      <Form<Values>
        initial={{
          name: props.title.slice(0, 40),
          rhythm: 'weekly',
          weekday: '1',
          monthDay: '1',
          atTime: '08:30',
          personId: person.id,
        }}
        required={['name', 'atTime', 'personId']}
        onSubmit={async (values) => {
          await make.mutateAsync({
            body: {
              name: values.name.trim(),
              query: queryOf(props.spec),
              personIds: [values.personId],
              rhythm: values.rhythm,
              weekday: values.rhythm === 'weekly' ? Number(values.weekday) : null,
              monthDay: values.rhythm === 'monthly' ? Number(values.monthDay) : null,
              atTime: values.atTime,
            },
          })
          toast(t('scheduled'))
          props.onClose()
        }}
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={40} {...form.input('name')} />
            </Field>
            <Field group label={t('rhythm')} {...form.field('rhythm')}>
              <Choice
                value={form.values.rhythm}
                onChange={(rhythm) => form.set({ rhythm })}
                options={rhythms.map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            {form.values.rhythm === 'weekly' ? (
              <Field label={t('weekday')} {...form.field('weekday')}>
                <Select options={weekdays} {...form.input('weekday')} />
              </Field>
            ) : null}
            {form.values.rhythm === 'monthly' ? (
              <Field label={t('monthDay')} {...form.field('monthDay')}>
                <TextInput type="number" min={1} max={28} {...form.input('monthDay')} />
              </Field>
            ) : null}
            <Field label={t('atTime')} {...form.field('atTime')}>
              <TextInput type="time" {...form.input('atTime')} />
            </Field>
            <Field label={t('to')} {...form.field('personId')}>
              <Select
                options={(people.data?.people ?? []).map(({ id, name }) => ({
                  value: id,
                  label: name,
                }))}
                {...form.input('personId')}
              />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}

/** The days of the week in the language of the page, Monday first. */
export function useWeekdays(): { value: string; label: string }[] {
  const locale = useLocale()
  const format = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en', {
    weekday: 'long',
    timeZone: 'UTC',
  })
  // 5 January 2026 is a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: format.format(new Date(Date.UTC(2026, 0, 4 + day))),
  }))
}
