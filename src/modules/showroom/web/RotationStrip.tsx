import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { getRotation, type PlaceStatus, placeInRotation, type Rotation } from '../contract.ts'
import { showroomWords } from '../words.ts'

type Place = Rotation['places'][number]

/** Who is on duty today, in order; the next one first to the eye. A tap changes a place. */
export function RotationStrip() {
  const t = useWords(showroomWords)
  const me = useSession().person.id
  const runs = useCan('rotation.manage', 'store')
  const rotation = useAsk(getRotation, {}, { live: ['showroom.*'] })
  const [chosen, setChosen] = useState<string>()
  const place = rotation.data?.places.find((p) => p.personId === chosen)
  return (
    <section className="k-card k-stack" aria-label={t('rotation')}>
      <h2>{t('rotation')}</h2>
      {rotation.error ? (
        <Failure error={rotation.error} onRetry={() => void rotation.refetch()} />
      ) : null}
      {rotation.data === undefined && !rotation.error ? <Skeleton rows={3} height={44} /> : null}
      {rotation.data?.places.length === 0 ? <p className="k-muted">{t('noRotation')}</p> : null}
      <ol className="door-rotation">
        {rotation.data?.places.map((one) => (
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
              <PlaceBadge place={one} isNext={one.personId === rotation.data.nextId} />
            </button>
          </li>
        ))}
      </ol>
      {place ? <PlaceSheet place={place} runs={runs} onClose={() => setChosen(undefined)} /> : null}
    </section>
  )
}

function PlaceBadge({ place, isNext }: { place: Place; isNext: boolean }) {
  const t = useWords(showroomWords)
  if (isNext) return <Badge tone="done">{t('next')}</Badge>
  if (place.status !== 'on_duty')
    return <Badge tone="blocked">{t(place.status === 'break' ? 'break' : 'off')}</Badge>
  if (place.openVisits > 0)
    return <Badge tone="due">{t('receiving', { n: place.openVisits })}</Badge>
  return <Badge>{t('onDuty')}</Badge>
}

function PlaceSheet(props: { place: Place; runs: boolean; onClose: () => void }) {
  const t = useWords(showroomWords)
  const { place, onClose } = props
  const change = useDo(placeInRotation, { refresh: [getRotation] })
  const save = (body: { status?: PlaceStatus; move?: 'first' | 'last' | 'earlier' | 'later' }) =>
    change.mutate({ params: { personId: place.personId }, body }, { onSuccess: onClose })
  const statuses = (['on_duty', 'break', 'off'] as const).filter((s) => s !== place.status)
  return (
    <Sheet open onClose={onClose} title={t('changeOf', { name: place.name })}>
      <div className="k-stack">
        {statuses.map((status) => (
          <Button
            key={status}
            kind={status === 'on_duty' ? 'primary' : 'plain'}
            wide
            busy={change.isPending}
            onClick={() => save({ status })}
          >
            {t(status === 'on_duty' ? 'backOnDuty' : status)}
          </Button>
        ))}
        {props.runs ? (
          <div className="k-line" role="group" aria-label={t('order')}>
            <Button onClick={() => save({ move: 'first' })}>{t('toFront')}</Button>
            <Button onClick={() => save({ move: 'earlier' })}>{t('earlier')}</Button>
            <Button onClick={() => save({ move: 'later' })}>{t('later')}</Button>
            <Button onClick={() => save({ move: 'last' })}>{t('toEnd')}</Button>
          </div>
        ) : null}
        {change.error ? <Failure error={change.error} /> : null}
      </div>
    </Sheet>
  )
}
