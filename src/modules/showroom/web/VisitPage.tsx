import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getVisit } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { CorrectionSheet } from './CorrectionSheet.tsx'
import { VisitSheet } from './VisitSheet.tsx'
import { Stayed, sayOutcome } from './visit-words.tsx'
import './floor.css'

type Record = CallOutput<typeof getVisit>

/** One visit: what is known, what was recorded when, and the way to close or correct it. */
export function VisitPage() {
  const t = useWords(showroomWords)
  const { params } = useNavigation()
  const id = params.id ?? ''
  const visit = useAsk(getVisit, { params: { id } }, { live: ['showroom.*'] })
  const corrects = useCan('visits.correct', 'store')
  const receives = useCan('visits.receive')
  const [sheet, setSheet] = useState<'close' | 'correct'>()
  if (visit.error) return <FailedPage error={visit.error} onRetry={() => void visit.refetch()} />
  if (visit.data === undefined) return <Skeleton rows={8} />
  const data = visit.data
  const isOpen = data.outcome === 'open'
  const close = () => setSheet(undefined)
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{data.customer?.name ?? t('visit')}</h1>
        <div className="k-line">
          {isOpen && receives ? (
            <Button kind="primary" onClick={() => setSheet('close')}>
              {t('finish')}
            </Button>
          ) : null}
          {!isOpen && data.outcome === 'unfiled' && receives ? (
            <Link className="k-button" to={`/visits/${id}/card`}>
              {t('makeCard')}
            </Link>
          ) : null}
          {!isOpen && corrects ? (
            <Button onClick={() => setSheet('correct')}>{t('correct')}</Button>
          ) : null}
        </div>
      </div>
      {data.isFlagged ? <Notice tone="blocked">{t('flaggedHint')}</Notice> : null}
      <section className="k-card">
        <Facts visit={data} />
      </section>
      <History visit={data} />
      {sheet === 'close' && isOpen ? <VisitSheet visit={data} onClose={close} /> : null}
      {sheet === 'correct' ? <CorrectionSheet visit={data} onClose={close} /> : null}
    </div>
  )
}

function Facts({ visit }: { visit: Record }) {
  const t = useWords(showroomWords)
  const rows: [string, React.ReactNode][] = [
    [t('outcome'), sayOutcome(t, visit)],
    [t('channelTitle'), t(visit.channel === 'walk-in' ? 'walkIn' : 'callIn')],
    [t('day'), <When key="day" at={visit.businessDay} />],
    [t('timeIn'), visit.arrivedAt ? <When key="in" at={visit.arrivedAt} /> : t('noTime')],
    [t('timeOut'), visit.leftAt ? <When key="out" at={visit.leftAt} /> : '—'],
    [t('stayed'), <Stayed key="stayed" visit={visit} />],
    [t('size'), visit.partySize ?? '—'],
    [t('sex'), visit.sex ? t(visit.sex) : '—'],
    [t('receivedBy'), visit.receiver?.name ?? '—'],
    [t('model'), visit.seriesText ?? '—'],
    [t('source'), visit.sourceText ?? '—'],
    [t('level'), visit.level ?? '—'],
    [t('note'), visit.note || '—'],
  ]
  return (
    <dl className="door-facts">
      {rows.map(([label, value]) => (
        <Fact key={label} label={label} value={value} />
      ))}
    </dl>
  )
}

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}

function History({ visit }: { visit: Record }) {
  const t = useWords(showroomWords)
  const closures = visit.closures.map((one) => ({
    at: one.at,
    said: t('closedBy', {
      by: one.by ?? t('byClock'),
      outcome: sayOutcome(t, { outcome: one.outcome }),
    }),
    mark: null,
    reason: one.reason,
  }))
  const handed = visit.assignments.map((one) => ({
    at: one.at,
    said: t('handedTo', { to: one.to ?? '—' }),
    mark: t(one.how),
    reason: one.reason,
  }))
  const entries = [...closures, ...handed].sort((a, b) => (a.at < b.at ? 1 : -1))
  if (entries.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <List label={t('history')}>
        {entries.map((entry, index) => (
          <Row key={`${entry.at}-${index}`} end={<When at={entry.at} />}>
            {entry.said} {entry.mark ? <Badge>{entry.mark}</Badge> : null}
            {entry.reason ? <div className="k-muted">{entry.reason}</div> : null}
          </Row>
        ))}
      </List>
    </section>
  )
}
