import { type FormEvent, useState } from 'react'
import { isDay } from '#shared/days.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type AcquisitionLine,
  acquisitionOfPeople,
  getAcquisition,
  putAcquisition,
  putAcquisitionPlan,
} from '../contracts/activities.ts'
import { checkWords } from '../words.ts'
import './checks.css'

const isCount = (text: string) => /^\d{1,5}$/.test(text.trim()) && Number(text) <= 10_000

/** A day's acquisition work by kind and count: one's own to record, everybody's for the manager. */
export function AcquisitionPage() {
  const t = useWords(checkWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const day = isDay(search.day) && search.day <= today ? search.day : today
  const mayWrite = useCan('activities.write')
  const mayManage = useCan('checks.manage')
  const seesOthers = useCan('checks.read', 'team')
  const mine = useAsk(getAcquisition, { query: { day } }, { live: ['checks.*'], keep: true })
  const { data } = mine
  return (
    <div className="k-stack">
      <h1>{t('acquisition')}</h1>
      <p className="k-muted">{t('acquisitionHint')}</p>
      <div className="check-filters">
        <Field label={t('day')} required>
          <TextInput
            type="date"
            max={today}
            value={day}
            onChange={(value) => setSearch({ day: value }, { replace: true })}
          />
        </Field>
      </div>
      {mine.error ? <Failure error={mine.error} onRetry={() => void mine.refetch()} /> : null}
      {data === undefined ? (
        mine.error ? null : (
          <Skeleton rows={4} height={60} />
        )
      ) : data.items.length === 0 ? (
        <EmptyState title={t('noKinds')}>{t('noKindsHint')}</EmptyState>
      ) : (
        data.items.map((line) => (
          <section
            key={`${line.kindId}-${data.day}-${line.version}-${line.planVersion}`}
            className="k-card k-stack"
          >
            <Kind line={line} />
            {mayWrite ? <WorkForm line={line} day={data.day} /> : null}
            {mayManage ? <PlanForm line={line} /> : null}
          </section>
        ))
      )}
      {seesOthers ? <People day={day} /> : null}
    </div>
  )
}

function useKindName(): (kind: { label: string; labelEn: string }) => string {
  const locale = useLocale()
  return (kind) => (locale === 'en' && kind.labelEn !== '' ? kind.labelEn : kind.label)
}

function Kind({ line }: { line: AcquisitionLine }) {
  const t = useWords(checkWords)
  const nameOf = useKindName()
  const isReached = line.plan !== null && line.done >= line.plan
  return (
    <div className="k-spread">
      <h2>{nameOf(line)}</h2>
      <Badge tone={line.plan === null ? 'plain' : isReached ? 'done' : 'due'}>
        {line.plan === null ? t('noPlan') : t('planned', { n: line.plan })}
      </Badge>
    </div>
  )
}

function WorkForm({ line, day }: { line: AcquisitionLine; day: string }) {
  const t = useWords(checkWords)
  const toast = useToast()
  const nameOf = useKindName()
  const [done, setDone] = useState(String(line.done))
  const [note, setNote] = useState(line.note)
  const put = useDo(putAcquisition, { refresh: [getAcquisition, acquisitionOfPeople] })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!isCount(done)) return
    await put.mutateAsync({
      params: { day, id: line.kindId },
      body: { version: line.version, done: Number(done), note: note.trim() },
    })
    toast(t('saved'))
  }
  return (
    <form className="k-stack" onSubmit={(event) => void save(event).catch(() => undefined)}>
      <div className="check-filters">
        <Field
          label={t('howMany')}
          required
          {...(isCount(done) ? {} : { error: t('wrongNumber') })}
        >
          <TextInput inputMode="numeric" value={done} onChange={setDone} maxLength={5} />
        </Field>
        <Field label={t('note')}>
          <TextInput value={note} onChange={setNote} maxLength={500} />
        </Field>
        <Button
          type="submit"
          kind="primary"
          busy={put.isPending}
          aria-label={`${t('save')} ${nameOf(line)}`}
        >
          {t('save')}
        </Button>
      </div>
      {put.error ? <Failure error={put.error} /> : null}
    </form>
  )
}

function PlanForm({ line }: { line: AcquisitionLine }) {
  const t = useWords(checkWords)
  const toast = useToast()
  const nameOf = useKindName()
  const [perDay, setPerDay] = useState(line.plan === null ? '' : String(line.plan))
  const put = useDo(putAcquisitionPlan, { refresh: [getAcquisition, acquisitionOfPeople] })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!isCount(perDay)) return
    await put.mutateAsync({
      params: { id: line.kindId },
      body: { version: line.planVersion, perDay: Number(perDay) },
    })
    toast(t('saved'))
  }
  return (
    <form className="k-stack" onSubmit={(event) => void save(event).catch(() => undefined)}>
      <div className="check-filters">
        <Field label={t('perDay')} required>
          <TextInput inputMode="numeric" value={perDay} onChange={setPerDay} maxLength={5} />
        </Field>
        <Button
          type="submit"
          busy={put.isPending}
          aria-disabled={!isCount(perDay) || undefined}
          aria-label={`${t('setPlan')} ${nameOf(line)}`}
        >
          {t('setPlan')}
        </Button>
      </div>
      {put.error ? <Failure error={put.error} /> : null}
    </form>
  )
}

function People({ day }: { day: string }) {
  const t = useWords(checkWords)
  const nameOf = useKindName()
  const list = useAsk(
    acquisitionOfPeople,
    { query: { from: day, to: day } },
    { live: ['checks.*'], keep: true },
  )
  if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data || list.data.people.length === 0 || list.data.kinds.length === 0) return null
  const { kinds, people } = list.data
  return (
    <section className="k-stack" aria-label={t('byPerson')}>
      <h2>{t('byPerson')}</h2>
      <section className="check-table" tabIndex={0} aria-label={t('acquisition')}>
        <table className="k-number">
          <thead>
            <tr>
              <th scope="col">{t('consultant')}</th>
              {kinds.map((kind) => (
                <th key={kind.id} scope="col">
                  {nameOf(kind)}
                  {kind.plan === null ? '' : ` (${kind.plan})`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <td>{person.name}</td>
                {kinds.map((kind) => (
                  <td key={kind.id}>{person.done.find((one) => one.kindId === kind.id)?.n ?? 0}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
