import { lazy, Suspense, useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getRotation, type Rotation } from '../contract.ts'
import { showroomWords } from '../words.ts'

const PlaceSheet = lazy(async () => ({ default: (await import('./PlaceSheet.tsx')).PlaceSheet }))
const JoinRotation = lazy(async () => ({
  default: (await import('./PlaceSheet.tsx')).JoinRotation,
}))

type Place = Rotation['places'][number]
const whyWords = {
  in_order: 'whyInOrder',
  skill: 'whySkill',
  no_skill: 'whyNoSkill',
  busy: 'whyBusy',
} as const

/** Who is on duty today, in order; the next one first to the eye, and why. A tap changes a place. */
export function RotationStrip() {
  const t = useWords(showroomWords)
  const me = useSession().person.id
  const runs = useCan('rotation.manage', 'store')
  const rotation = useAsk(getRotation, { query: {} }, { live: ['showroom.*'] })
  const [chosen, setChosen] = useState<string>()
  const places = rotation.data?.places ?? []
  const place = places.find((p) => p.personId === chosen)
  const next = places.find((p) => p.personId === rotation.data?.nextId)
  const why = rotation.data?.nextWhy
  return (
    <section className="k-card k-stack" aria-label={t('rotation')}>
      <div className="k-spread">
        <h2>{t('rotation')}</h2>
        <Link to="/rotation">{t('planning')}</Link>
      </div>
      {rotation.error ? (
        <Failure error={rotation.error} onRetry={() => void rotation.refetch()} />
      ) : null}
      {rotation.data === undefined && !rotation.error ? <Skeleton rows={3} height={44} /> : null}
      {rotation.data?.places.length === 0 ? <p className="k-muted">{t('noRotation')}</p> : null}
      {places.length > 0 ? (
        <p className="door-next" aria-live="polite">
          <strong>{next ? t('nextIs', { name: next.name }) : t('nextNobody')}</strong>
          {next && why ? (
            <span className="k-muted">
              {' '}
              {t(whyWords[why])} · {t('lastReceived')}{' '}
              {next.lastReceivedAt ? <When at={next.lastReceivedAt} /> : t('notYetToday')}
            </span>
          ) : null}
        </p>
      ) : null}
      <ol className="door-rotation">
        {places.map((one) => (
          <li key={one.personId}>
            <button
              type="button"
              className="k-row"
              data-status={one.status}
              disabled={!runs && one.personId !== me}
              onClick={() => setChosen(one.personId)}
            >
              <span className="k-row-main">
                <strong>{one.name}</strong>{' '}
                <span className="k-muted k-number">{t('received', { n: one.received })}</span>
              </span>
              <PlaceBadge place={one} isNext={one.personId === rotation.data?.nextId} />
            </button>
          </li>
        ))}
      </ol>
      <Suspense>
        {runs ? <JoinRotation /> : null}
        {place ? (
          <PlaceSheet place={place} runs={runs} onClose={() => setChosen(undefined)} />
        ) : null}
      </Suspense>
    </section>
  )
}

function PlaceBadge({ place, isNext }: { place: Place; isNext: boolean }) {
  const t = useWords(showroomWords)
  if (isNext) return <Badge tone="done">{t('next')}</Badge>
  if (place.leave) return <Badge tone="blocked">{t('leave')}</Badge>
  if (place.status !== 'on_duty')
    return <Badge tone="blocked">{t(place.status === 'break' ? 'break' : 'off')}</Badge>
  if (place.openVisits > 0)
    return <Badge tone="due">{t('receiving', { n: place.openVisits })}</Badge>
  return <Badge>{t('onDuty')}</Badge>
}
