import { useState } from 'react'
import { type Customer, revealPhones } from '#modules/customers/contract.ts'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { cardWords } from '../words.ts'
import { AddPhoneSheet, PhonePlaceSheet, placeWord, RemovePhoneSheet } from './PhoneSheets.tsx'

/** Masked numbers, and the way to see them: at once for one's own customer, else with a reason. */
export function PhoneNumbers({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const t = useWords(cardWords)
  const { person } = useSession()
  const mayReveal = useCan('customers.reveal')
  const mayRevealAll = useCan('customers.reveal', 'store')
  const reveal = useDo(revealPhones)
  const [asking, setAsking] = useState(false)
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<string>()
  const [placing, setPlacing] = useState<string>()
  const [reason, setReason] = useState('')
  const isOwn = customer.ownerId === person.id
  const show = (why?: string) =>
    reveal
      .mutateAsync({ params: { id: customer.id }, body: why ? { reason: why } : {} })
      .then(() => setAsking(false))
      .catch(() => undefined)
  const seen = new Map(reveal.data?.phones.map((phone) => [phone.id, phone]))
  const isSomeMasked = customer.phones.some((phone) => !seen.has(phone.id))
  const removed = customer.phones.find((phone) => phone.id === removing)
  const placed = customer.phones.find((phone) => phone.id === placing)
  return (
    <div className="k-stack">
      {customer.phones.map((phone) => {
        const open = seen.get(phone.id)
        return (
          <div key={phone.id} className="k-spread">
            <span className="k-line">
              {open ? (
                <a className="k-number" href={`tel:${open.dial}`}>
                  {open.number}
                </a>
              ) : (
                <span className="k-number">{phone.masked ?? '—'}</span>
              )}
              {mayEdit ? (
                <Button
                  kind="quiet"
                  aria-label={`${t('place')} ${phone.masked ?? ''}: ${t(placeWord(phone.place))}`}
                  onClick={() => setPlacing(phone.id)}
                >
                  {t(placeWord(phone.place))}
                </Button>
              ) : (
                <span className="k-muted">{t(placeWord(phone.place))}</span>
              )}
            </span>
            {mayEdit && customer.phones.length > 1 ? (
              <Button
                kind="quiet"
                aria-label={`${t('remove')} ${phone.masked ?? ''}`}
                onClick={() => setRemoving(phone.id)}
              >
                {t('remove')}
              </Button>
            ) : null}
          </div>
        )
      })}
      <div className="k-line">
        {(isOwn ? mayReveal : mayRevealAll) && isSomeMasked ? (
          <Button busy={reveal.isPending} onClick={() => (isOwn ? void show() : setAsking(true))}>
            {t('reveal')}
          </Button>
        ) : null}
        {mayEdit ? <Button onClick={() => setAdding(true)}>{t('addPhone')}</Button> : null}
      </div>
      {reveal.error && !asking ? <Failure error={reveal.error} /> : null}
      {adding ? <AddPhoneSheet customer={customer} onClose={() => setAdding(false)} /> : null}
      {removed ? (
        <RemovePhoneSheet
          customer={customer}
          phone={removed}
          onClose={() => setRemoving(undefined)}
        />
      ) : null}
      {placed ? (
        <PhonePlaceSheet customer={customer} phone={placed} onClose={() => setPlacing(undefined)} />
      ) : null}
      <Sheet open={asking} onClose={() => setAsking(false)} title={t('reveal')}>
        <form
          className="k-form"
          onSubmit={(event) => {
            event.preventDefault()
            void show(reason.trim())
          }}
        >
          <Field label={t('revealReason')} required>
            <TextInput value={reason} onChange={setReason} maxLength={500} />
          </Field>
          {reveal.error ? <Failure error={reveal.error} /> : null}
          <Button type="submit" kind="primary" busy={reveal.isPending}>
            {t('reveal')}
          </Button>
        </form>
      </Sheet>
    </div>
  )
}
