import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List } from '#ui/light/List.tsx'
import { useCan } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { useWords } from '#ui/words.tsx'
import { listOpenVisits } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { OpenVisitPanel } from './OpenVisitPanel.tsx'
import { OpenVisitRow } from './OpenVisitRow.tsx'
import { RotationStrip } from './RotationStrip.tsx'
import { type Candidate, VisitorLookup } from './VisitorLookup.tsx'
import { VisitSheet } from './VisitSheet.tsx'
import './floor.css'

/** The reception: open a visit, tell first from repeat, see who is next and who is still here. */
export function FloorPage() {
  const t = useWords(showroomWords)
  const seesRotation = useCan('rotation.read', 'store')
  const runsTheDoor = useCan('visits.receive', 'store')
  const [candidate, setCandidate] = useState<Candidate>()
  return (
    <div className="door" data-own={!runsTheDoor || undefined}>
      <h1 className="k-hidden">{t('floor')}</h1>
      <div className="k-stack">
        <OpenVisitPanel candidate={candidate} onClear={() => setCandidate(undefined)} />
        <section className="k-card" aria-label={t('lookUp')}>
          <VisitorLookup onPick={setCandidate} />
        </section>
      </div>
      <div className="k-stack door-open">
        <OpenVisits />
        <Slot name="duty" work="receive" />
        <Slot name="floor" />
      </div>
      {seesRotation ? <RotationStrip /> : null}
    </div>
  )
}

function OpenVisits() {
  const t = useWords(showroomWords)
  const visits = useAsk(listOpenVisits, {}, { live: ['showroom.*', 'customers.*'] })
  const [chosen, setChosen] = useState<string>()
  const items = visits.data?.items ?? []
  const visit = items.find((one) => one.id === chosen)
  const waiting = items.filter((one) => !one.receiver && one.waitingSince)
  const received = items.filter((one) => !waiting.includes(one))
  return (
    <section className="k-stack" aria-label={t('openVisits')}>
      <div className="k-spread">
        <h2>{t('openVisits')}</h2>
        <span className="k-number k-muted">{visits.data?.items.length ?? ''}</span>
      </div>
      {visits.error ? <Failure error={visits.error} onRetry={() => void visits.refetch()} /> : null}
      {visits.data === undefined && !visits.error ? <Skeleton rows={4} height={56} /> : null}
      {visits.data?.items.length === 0 ? (
        <EmptyState title={t('noOpenVisits')}>{t('noOpenVisitsHint')}</EmptyState>
      ) : null}
      {waiting.length > 0 ? (
        <section className="k-stack door-waiting" aria-label={t('waitingList')}>
          <h3>
            {t('waitingList')} <small className="k-number">{waiting.length}</small>
          </h3>
          <p className="k-muted">{t('waitingHint')}</p>
          <List label={t('waitingList')}>
            {waiting.map((one, index) => (
              <OpenVisitRow
                key={one.id}
                visit={one}
                waitingPlace={index + 1}
                onFinish={() => setChosen(one.id)}
              />
            ))}
          </List>
        </section>
      ) : null}
      {received.length > 0 ? (
        <List label={t('openVisits')}>
          {received.map((one) => (
            <OpenVisitRow key={one.id} visit={one} onFinish={() => setChosen(one.id)} />
          ))}
        </List>
      ) : null}
      {visit ? <VisitSheet visit={visit} onClose={() => setChosen(undefined)} /> : null}
    </section>
  )
}
