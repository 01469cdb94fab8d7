import { useRef } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { dayOf, sayDay } from '#ui/format.ts'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { followUpsOfDay, listCards, openCard } from '../contract.ts'
import { cardWords } from '../words.ts'
import { CardFields, type CardValues, cardBodyOf, emptyCard, useCardCheck } from './CardFields.tsx'

/** A card without a visit: the number first, checked while it is typed. */
export function NewCardPage() {
  const t = useWords(cardWords)
  const locale = useLocale()
  const toast = useToast()
  const { go } = useNavigation()
  const { person } = useSession()
  const { required, check } = useCardCheck(false)
  const today = dayOf(useNow(), useTimeZone())
  // One id for all tries of this form: a retry finds the first card.
  const cardId = useRef(uuidv7())
  const open = useDo(openCard, { refresh: [followUpsOfDay, listCards] })
  const save = async (values: CardValues) => {
    const card = await open.mutateAsync({ body: cardBodyOf(cardId.current, values) })
    const isMine = card.ownerId === person.id
    toast(
      isMine
        ? t('cardSaved', { day: card.dueOn ? sayDay(card.dueOn, today, locale) : '—' })
        : t('cardToOther', { name: card.ownerName ?? '' }),
    )
    go(isMine ? `/customers/${card.customerId}` : '/today', { replace: true })
  }
  return (
    <div className="k-stack">
      <h1>{t('newCard')}</h1>
      <Form<CardValues>
        initial={emptyCard}
        draft="new-card"
        required={required}
        check={check}
        submit={t('saveCard')}
        onSubmit={save}
      >
        {(form) => <CardFields form={form} today={today} />}
      </Form>
    </div>
  )
}
