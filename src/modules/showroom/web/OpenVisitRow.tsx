import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Row } from '#ui/light/List.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { Elapsed } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import type { Visit, VisitorKind, VisitorLanguage } from '../contract.ts'
import { showroomWords } from '../words.ts'
import { kindWords, languageWords } from './needs.ts'
import './floor.css'

/** One party in the showroom, with the minutes since arrival and the way to close the visit. */
export function OpenVisitRow(props: {
  visit: Visit
  onFinish: () => void
  /** On the list of who receives them: no name is said, as it is the reader's. */
  isMine?: boolean
  /** The place in the line of those who wait. */
  waitingPlace?: number
  onMakeCard?: () => void
}) {
  const t = useWords(showroomWords)
  const { visit, isMine = false, onFinish, onMakeCard } = props
  return (
    <Row
      start={
        <span className="door-minutes">
          {visit.arrivedAt ? <Elapsed since={visit.arrivedAt} /> : null}
        </span>
      }
      end={
        <div className="door-row-end">
          {onMakeCard ? (
            <Button kind="primary" onClick={onMakeCard}>
              {t('makeCard')}
            </Button>
          ) : null}
          <Button onClick={onFinish}>{t('finish')}</Button>
        </div>
      }
    >
      <div className="k-line">
        <strong>{visit.customer?.name ?? t('unknownVisitor')}</strong>
        <SpecialMark mark={visit.customer?.special ?? null} />
        <span className="k-muted">
          {t(visit.channel === 'walk-in' ? 'walkIn' : 'callIn')}
          {visit.partySize ? ` · ${t('people', { n: visit.partySize })}` : ''}
          {visit.sex ? ` · ${t(visit.sex)}` : ''}
        </span>
        {visit.customer ? <Badge tone="due">{t('repeatVisit')}</Badge> : null}
        {visit.language ? (
          <Badge>{t(languageWords[visit.language as VisitorLanguage])}</Badge>
        ) : null}
        {visit.visitorKind ? <Badge>{t(kindWords[visit.visitorKind as VisitorKind])}</Badge> : null}
      </div>
      {isMine ? null : (
        <div>
          {visit.receiver ? visit.receiver.name : null}
          {props.waitingPlace ? (
            <Badge tone="overdue">
              {t('waiting')} · {t('waitingPlace', { n: props.waitingPlace })}
            </Badge>
          ) : visit.receiver ? null : (
            <Badge tone="overdue">{t('nobodyYet')}</Badge>
          )}
        </div>
      )}
    </Row>
  )
}
