import { useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { dayOf, sayDay } from '#ui/format.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { MoneyField } from '#ui/light/MoneyField.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { openCard } from '../contract.ts'
import { followUpsOfDay, listCards } from '../contracts/find-cards.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { typedOrigins, useCampaigns } from './CardFactsForm.tsx'
import { CardFields, type CardValues, cardBodyOf, emptyCard, useCardCheck } from './CardFields.tsx'

/** A card without a visit: the number first, checked while it is typed. */
export function NewCardPage() {
  const t = useWords(cardWords)
  const locale = useLocale()
  const toast = useToast()
  const { go } = useNavigation()
  const { person } = useSession()
  const l = useWords(lifeWords)
  const campaigns = useCampaigns()
  const [origin, setOrigin] = useState<string>('typed')
  const [campaign, setCampaign] = useState('')
  const [amount, setAmount] = useState<number | null>(null)
  const { required, check } = useCardCheck(false)
  const today = dayOf(useNow(), useTimeZone())
  // One id for all tries of this form: a retry finds the first card.
  const cardId = useRef(uuidv7())
  const open = useDo(openCard, { refresh: [followUpsOfDay, listCards] })
  const save = async (values: CardValues) => {
    const card = await open.mutateAsync({
      body: {
        ...cardBodyOf(cardId.current, values),
        origin: origin as (typeof typedOrigins)[number],
        ...(origin === 'campaign' && campaign ? { originOptionId: campaign } : {}),
        ...(amount === null ? {} : { expectedAmountFen: amount }),
      },
    })
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
        {(form) => (
          <>
            <CardFields form={form} today={today} />
            <Field label={l('origin')} group>
              <Choice
                value={origin}
                onChange={setOrigin}
                options={typedOrigins.map((value) => ({ value: value as string, label: l(value) }))}
              />
            </Field>
            {origin === 'campaign' ? (
              <Field label={l('whichCampaign')}>
                <Select
                  value={campaign}
                  onChange={setCampaign}
                  placeholder={t('nothingChosen')}
                  options={campaigns}
                />
              </Field>
            ) : null}
            <MoneyField
              label={l('amount')}
              hint={l('amountHint')}
              value={amount}
              onChange={setAmount}
            />
          </>
        )}
      </Form>
    </div>
  )
}
