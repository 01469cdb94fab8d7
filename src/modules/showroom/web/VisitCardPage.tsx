import { useRef } from 'react'
import {
  CardFields,
  type CardValues,
  cardBodyOf,
  emptyCard,
  useCardCheck,
} from '#modules/opportunities/web/panels.tsx'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { dayOf, sayDay } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  fileVisit,
  getRotation,
  getVisit,
  listOpenVisits,
  listVisits,
  type Visit,
} from '../contract.ts'
import { showroomWords } from '../words.ts'
import { sayOutcome } from './visit-words.tsx'
import './floor.css'

/** The card of a visit: made and closed as filed in one step, on the phone or at the desk. */
export function VisitCardPage() {
  const t = useWords(showroomWords)
  const { params } = useNavigation()
  const visit = useAsk(getVisit, { params: { id: params.id ?? '' } })
  if (visit.error) return <FailedPage error={visit.error} onRetry={() => void visit.refetch()} />
  if (visit.data === undefined) return <Skeleton rows={8} height={56} />
  const { data } = visit
  const canFile = data.outcome === 'open' || data.outcome === 'unfiled'
  return (
    <div className="k-stack">
      <h1>{t('makeCard')}</h1>
      <p className="k-muted">
        {data.arrivedAt ? <When at={data.arrivedAt} /> : <When at={data.businessDay} />}
        {' · '}
        {t(data.channel === 'walk-in' ? 'walkIn' : 'callIn')}
        {data.receiver ? ` · ${data.receiver.name}` : ''}
      </p>
      {canFile ? (
        <CardForm visit={data} />
      ) : (
        <Notice tone="done">
          {t('closedAs', { outcome: sayOutcome(t, data) })} {data.customer?.name ?? ''}
        </Notice>
      )}
    </div>
  )
}

function CardForm({ visit }: { visit: Visit }) {
  const t = useWords(showroomWords)
  const locale = useLocale()
  const toast = useToast()
  const me = useSession().person.id
  const { required, check } = useCardCheck(visit.customer !== null)
  const { go, back } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  // One id for all tries of this form: a retry finds the first card.
  const cardId = useRef(uuidv7())
  const file = useDo(fileVisit, { refresh: [listOpenVisits, listVisits, getVisit, getRotation] })

  const save = async (values: CardValues) => {
    const answer = await file.mutateAsync({
      params: { id: visit.id },
      body: {
        card: cardBodyOf(cardId.current, values, visit.customer?.id),
        version: visit.version,
      },
    })
    toast(
      answer.card
        ? t('cardSaved', {
            day: answer.card.dueOn ? sayDay(answer.card.dueOn, today, locale) : '—',
          })
        : t('cardIsRepeat', { name: answer.visit.customer?.name ?? '' }),
    )
    const isMine = answer.card?.ownerId === me
    go(isMine && answer.card ? `/customers/${answer.card.customerId}` : '/floor', { replace: true })
  }
  return (
    <Form<CardValues>
      initial={{
        ...emptyCard,
        sex: visit.sex ?? '',
        seriesId: visit.seriesId ?? '',
        sourceId: visit.sourceId ?? '',
      }}
      draft={`visit-card.${visit.id}`}
      required={required}
      check={check}
      submit={t('saveCard')}
      onSubmit={save}
      actions={<Button onClick={back}>{t('notNow')}</Button>}
    >
      {(form) => (
        <>
          {visit.customer ? (
            <Notice>{t('withCustomer', { name: visit.customer.name })}</Notice>
          ) : null}
          <CardFields form={form} today={today} isKnown={visit.customer !== null} ofVisit />
        </>
      )}
    </Form>
  )
}
