import { useState } from 'react'
import { Period } from '#ui/When.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { dayOf, sayShare } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Appraisal,
  closeAppraisal,
  exportAppraisal,
  getAppraisal,
  listSchemes,
  type PersonResult,
  reopenAppraisal,
  type Scheme,
} from '../contracts/appraisals.ts'
import { targetWords } from '../words.ts'
import { GoalTabs } from './GoalTabs.tsx'
import { lastPeriods } from './appraisal-periods.ts'
import { SchemeSheet } from './SchemeSheet.tsx'
import { sayGoal } from './say-number.ts'
import './targets.css'

/** Appraisals by weighted measures: every part of every person's points, frozen once closed. */
export function AppraisalsPage() {
  const t = useWords(targetWords)
  const { search, setSearch } = useNavigation()
  const mayManage = useCan('appraisals.manage')
  const today = dayOf(useNow(), useTimeZone())
  const schemes = useAsk(listSchemes, {}, { live: ['appraisals.*'] })
  const [editing, setEditing] = useState<Scheme | 'new'>()
  const items = schemes.data?.items ?? []
  const scheme =
    items.find((one) => one.id === search.scheme) ?? items.find((one) => one.isActive) ?? items[0]
  const periods = scheme ? lastPeriods(scheme.periodKind, today) : []
  const period = periods.find((one) => one === search.period) ?? periods[1] ?? periods[0]
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('appraisals')}</h1>
        <div className="k-line goal-tools">
          {mayManage && scheme ? (
            <Button onClick={() => setEditing(scheme)}>{t('editScheme')}</Button>
          ) : null}
          {mayManage ? (
            <Button kind="primary" onClick={() => setEditing('new')}>
              {t('newScheme')}
            </Button>
          ) : null}
        </div>
      </div>
      <GoalTabs tab="/appraisals" />
      {schemes.error ? (
        <Failure error={schemes.error} onRetry={() => void schemes.refetch()} />
      ) : null}
      {schemes.data === undefined && !schemes.error ? <Skeleton rows={4} /> : null}
      {schemes.data && items.length === 0 ? (
        <EmptyState title={t('noSchemes')}>{t('noSchemesHint')}</EmptyState>
      ) : null}
      {scheme && period ? (
        <>
          <div className="k-line goal-tools">
            <Select
              aria-label={t('scheme')}
              style={{ width: 'auto' }}
              value={scheme.id}
              onChange={(next) => setSearch({ scheme: next, period: undefined })}
              options={items.map((one) => ({ value: one.id, label: one.name }))}
            />
            <Select
              aria-label={t('period')}
              style={{ width: 'auto' }}
              value={period}
              onChange={(next) => setSearch({ period: next })}
              options={periods.map((value) => ({ value, label: value }))}
            />
          </div>
          <Results key={`${scheme.id} ${period}`} scheme={scheme} period={period} />
        </>
      ) : null}
      {editing ? (
        <SchemeSheet
          scheme={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </div>
  )
}

function Results({ scheme, period }: { scheme: Scheme; period: string }) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const toast = useToast()
  const mayManage = useCan('appraisals.manage')
  const mayExport = useCan('exports.run')
  const [reopening, setReopening] = useState(false)
  const params = { id: scheme.id, period }
  const answer = useAsk(getAppraisal, { params }, { live: ['appraisals.*', 'targets.*'] })
  const close = useDo(closeAppraisal, { refresh: [getAppraisal] })
  const { data } = answer
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (!data) return <Skeleton rows={6} />
  const save = (format: 'xlsx' | 'pdf') =>
    download(exportAppraisal, { params, query: { format } }).then(
      () => toast(t('exported')),
      (error: unknown) => toast(sayError(error, locale)),
    )
  return (
    <>
      <Standing data={data} />
      <div className="k-line goal-tools">
        {mayManage && !data.isClosed ? (
          <Button
            kind="primary"
            busy={close.isPending}
            aria-disabled={!data.isOver || undefined}
            title={data.isOver ? t('closeHint') : t('notOver')}
            onClick={() => {
              if (data.isOver) close.mutate({ params })
            }}
          >
            {t('close')}
          </Button>
        ) : null}
        {mayManage && data.isClosed ? (
          <Button onClick={() => setReopening(true)}>{t('reopen')}</Button>
        ) : null}
        {mayExport ? <Button onClick={() => void save('xlsx')}>{t('toExcel')}</Button> : null}
        <Button onClick={() => void save('pdf')}>{t('toPdf')}</Button>
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </div>
      {close.error ? <Failure error={close.error} /> : null}
      {data.people.length === 0 ? <EmptyState title={t('noResults')} /> : null}
      {data.people.length > 1 ? <Summary people={data.people} /> : null}
      {data.people.map((person) => (
        <Person key={person.personId} person={person} />
      ))}
      {reopening ? <ReopenSheet params={params} onClose={() => setReopening(false)} /> : null}
    </>
  )
}

function Standing({ data }: { data: Appraisal }) {
  const t = useWords(targetWords)
  const timeZone = useTimeZone()
  return data.isClosed ? (
    <Notice tone="done">
      {t('closedBy', {
        name: data.closedBy ?? '—',
        day: data.closedAt ? dayOf(new Date(data.closedAt), timeZone) : '',
      })}{' '}
      · <Period from={data.from} to={data.to} />
    </Notice>
  ) : (
    <Notice tone="blocked">
      {t('notClosed')} · <Period from={data.from} to={data.to} />
    </Notice>
  )
}

/** Everybody's points beside each other; the parts of each person stand below. */
function Summary({ people }: { people: readonly PersonResult[] }) {
  const t = useWords(targetWords)
  const measures = people[0]?.parts.map((part) => part.metric) ?? []
  return (
    <section className="k-card" aria-label={t('summary')}>
      <div className="goal-scroll" role="region" aria-label={t('summary')} tabIndex={0}>
        <table className="goal-table">
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('rank')}</th>
              {measures.map((metric) => (
                <th key={metric} scope="col">
                  {t(metric as 'deals')}
                </th>
              ))}
              <th scope="col">{t('points')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.personId}>
                <th scope="row">{person.name}</th>
                <td>{person.place ?? '—'}</td>
                {measures.map((metric) => (
                  <td key={metric}>
                    {person.parts.find((part) => part.metric === metric)?.points.toFixed(2) ?? '—'}
                  </td>
                ))}
                <td>
                  <strong>{person.points.toFixed(2)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Person({ person }: { person: PersonResult }) {
  const t = useWords(targetWords)
  const locale = useLocale()
  return (
    <section className="k-card k-stack" aria-label={person.name}>
      <div className="k-spread">
        <h2>
          {person.place === null ? '' : `${person.place}. `}
          {person.name}
        </h2>
        <strong className="k-number">
          {t('points')} {person.points.toFixed(2)}
        </strong>
      </div>
      <div className="goal-scroll" role="region" aria-label={person.name} tabIndex={0}>
        <table className="goal-table">
          <thead>
            <tr>
              <th scope="col">{t('measure')}</th>
              {(['value', 'target', 'attainment', 'weight', 'points'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {person.parts.map((part) => (
              <tr key={part.metric}>
                <th scope="row">{t(part.metric as 'deals')}</th>
                <td>
                  {sayGoal(part.metric, part.value, locale)}
                  {part.isTooFew ? <small>{t('tooFew', { n: part.n })}</small> : null}
                </td>
                <td>{sayGoal(part.metric, part.target, locale)}</td>
                <td>{part.attainment === null ? '—' : sayShare(part.attainment)}</td>
                <td>{part.weight}</td>
                <td>{part.points.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function ReopenSheet(props: { params: { id: string; period: string }; onClose: () => void }) {
  const t = useWords(targetWords)
  const [reason, setReason] = useState('')
  const reopen = useDo(reopenAppraisal, { refresh: [getAppraisal] })
  const isReady = reason.trim().length >= 2
  const save = async () => {
    await reopen.mutateAsync({ params: props.params, body: { reason } })
    props.onClose()
  }
  return (
    <Sheet open onClose={props.onClose} title={t('reopen')}>
      <div className="k-form">
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} autoFocus maxLength={300} />
        </Field>
        {reopen.error ? <Failure error={reopen.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={reopen.isPending}
          aria-disabled={!isReady || undefined}
          onClick={() => (isReady ? void save().catch(() => undefined) : undefined)}
        >
          {t('reopen')}
        </Button>
      </div>
    </Sheet>
  )
}
