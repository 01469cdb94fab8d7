import { useRef } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { uuidv7 } from '#shared/ids.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import {
  fileVisit,
  getRotation,
  getVisit,
  listOpenVisits,
  listVisits,
  type Visit,
} from '../contract.ts'
import { showroomWords } from '../words.ts'
import { CardFields, type CardValues } from './CardFields.tsx'
import { sayOutcome } from './visit-words.tsx'
import './floor.css'

/** The card of a visit: made and closed as filed in one step, on the phone or at the desk. */
export function VisitCardPage() {
  const t = useWords(showroomWords)
  const { params } = useNavigation()
  const visit = useAsk(getVisit, { params: { id: params.id ?? '' } })
  if (visit.error) return <Failure error={visit.error} onRetry={() => void visit.refetch()} />
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
  const { go, back } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  // One id for all tries of this form: a retry finds the first card.
  const cardId = useRef(uuidv7())
  const file = useDo(fileVisit, { refresh: [listOpenVisits, listVisits, getVisit, getRotation] })

  const save = async (values: CardValues) => {
    const answer = await file.mutateAsync({
      params: { id: visit.id },
      body: { card: cardOf(cardId.current, visit, values), version: visit.version },
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
        name: '',
        phone: '',
        sex: visit.sex ?? '',
        seriesId: visit.seriesId ?? '',
        sourceId: visit.sourceId ?? '',
        expectedOn: '',
        level: '',
        note: '',
      }}
      draft={`visit-card.${visit.id}`}
      required={visit.customer ? [] : ['name', 'phone']}
      check={(values) => ({
        ...(!visit.customer && values.phone !== '' && !looksLikeCompletePhone(values.phone)
          ? { phone: t('phoneIncomplete') }
          : {}),
        ...(values.expectedOn === '' && values.level === '' ? { level: t('dateOrLevel') } : {}),
      })}
      submit={t('saveCard')}
      onSubmit={save}
      actions={<Button onClick={back}>{t('notNow')}</Button>}
    >
      {(form) => <CardFields form={form} visit={visit} today={today} />}
    </Form>
  )
}

function cardOf(id: string, visit: Visit, values: CardValues) {
  return {
    id,
    ...(visit.customer
      ? { customerId: visit.customer.id }
      : {
          customer: {
            name: values.name.trim(),
            phones: [values.phone.trim()],
            ...(values.sex ? { sex: values.sex as 'male' | 'female' } : {}),
          },
        }),
    ...(values.expectedOn ? { expectedOn: values.expectedOn } : {}),
    ...(!values.expectedOn && values.level ? { level: values.level as IntentLevel } : {}),
    ...(values.seriesId ? { seriesId: values.seriesId } : {}),
    ...(values.sourceId ? { sourceId: values.sourceId } : {}),
    ...(values.note.trim() ? { note: values.note.trim() } : {}),
  }
}
