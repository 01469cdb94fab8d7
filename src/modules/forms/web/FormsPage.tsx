import type { ReactNode } from 'react'
import { isDay, monthOf } from '#shared/days.ts'
import { listColleagues } from '#modules/access/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Segmented } from '#ui/light/Choice.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useSession, useTimeZone } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { formWords } from '../words.ts'
import { RegisterForm, ReportForm, TrackingForm } from './PeriodForms.tsx'

const forms = ['register', 'tracking', 'report'] as const
type Form = (typeof forms)[number]

/** The papers a dealer prints: chosen, shown as printed, printed or taken as a file. */
export function FormsPage() {
  const t = useWords(formWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const seesVisits = useCan('visits.read')
  const seesCards = useCan('opportunities.read')
  const offered = forms.filter((form) => (form === 'register' ? seesVisits : seesCards))
  const form = offered.find((one) => one === search.form) ?? offered[0]
  const set = (name: string) => (value: string) =>
    setSearch({ [name]: value || undefined }, { replace: true })
  const from = isDay(search.from) ? search.from : today
  const to = isDay(search.to) && search.to >= from ? search.to : from
  const day = isDay(search.day) ? search.day : today
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(search.month ?? '')
    ? (search.month ?? '')
    : monthOf(today)
  const people = usePeople()
  const person = people.some(({ value }) => value === search.person) ? search.person : undefined
  return (
    <div className="k-stack">
      <div className="forms-controls k-stack">
        <h1>{t('forms')}</h1>
        {form === undefined ? null : (
          <Segmented<Form>
            label={t('whichForm')}
            value={form}
            onChange={set('form')}
            options={offered.map((one) => ({ value: one, label: t(`${one}_tab`) }))}
          />
        )}
        <div className="k-line">
          {form === 'register' ? (
            <>
              <Labelled label={t('from')}>
                <TextInput type="date" value={from} onChange={set('from')} />
              </Labelled>
              <Labelled label={t('to')}>
                <TextInput type="date" value={to} onChange={set('to')} />
              </Labelled>
            </>
          ) : (
            <Labelled label={t(form === 'tracking' ? 'month' : 'day')}>
              {form === 'tracking' ? (
                <TextInput type="month" value={month} onChange={set('month')} />
              ) : (
                <TextInput type="date" value={day} onChange={set('day')} />
              )}
            </Labelled>
          )}
          {form !== 'register' && people.length > 1 ? (
            <Labelled label={t('consultant')}>
              <Select
                value={person ?? people[0]?.value ?? ''}
                onChange={set('person')}
                options={people}
              />
            </Labelled>
          ) : null}
        </div>
      </div>
      {form === 'register' ? <RegisterForm from={from} to={to} /> : null}
      {form === 'tracking' ? (
        <TrackingForm month={month} person={person ?? people[0]?.value} />
      ) : null}
      {form === 'report' ? <ReportForm day={day} person={person ?? people[0]?.value} /> : null}
    </div>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="k-line">
      <span className="k-muted">{label}</span>
      {children}
    </label>
  )
}

/** Whose sheets can be opened: one's own, or for those who see others, everybody who keeps cards. */
function usePeople(): { value: string; label: string }[] {
  const { person } = useSession()
  const seesOthers = useCan('opportunities.read', 'team')
  const staff = useAsk(listColleagues, {}, { when: seesOthers })
  if (!seesOthers) return [{ value: person.id, label: person.name }]
  return (staff.data?.people ?? [])
    .filter((one) => one.isConsultant)
    .map(({ id, name }) => ({ value: id, label: name }))
}
