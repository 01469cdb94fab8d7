import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listLeads } from '../contract.ts'
import {
  answerDispatch,
  type DispatchOffer,
  listDispatchOffers,
} from '../contracts/lead-dispatch.ts'
import { dispatchWords } from '../dispatch-words.ts'

/** What the head office sends this store: accepted it is the store's own, returned it says why. */
export function DispatchOffers() {
  const t = useWords(dispatchWords)
  const locale = useLocale()
  const toast = useToast()
  const answer = useAsk(listDispatchOffers, {}, { live: ['leads.*'] })
  const decide = useDo(answerDispatch, { refresh: [listDispatchOffers, listLeads] })
  const [returning, setReturning] = useState<DispatchOffer>()
  const offers = answer.data?.items ?? []
  if (offers.length === 0) return null
  const accept = (id: string) =>
    decide.mutateAsync({ params: { id }, body: { decision: 'accept' } }).then(
      () => toast(t('acceptedToast')),
      (error: unknown) => toast(sayError(error, locale)),
    )
  return (
    <section className="k-card k-stack" aria-label={t('fromHeadOffice', { n: offers.length })}>
      <strong>{t('fromHeadOffice', { n: offers.length })}</strong>
      <List>
        {offers.map((offer) => (
          <Row
            key={offer.id}
            end={
              <span className="k-line">
                <Button kind="primary" onClick={() => void accept(offer.id)}>
                  {t('accept')}
                </Button>
                <Button onClick={() => setReturning(offer)}>{t('giveBack')}</Button>
              </span>
            }
          >
            <strong>{offer.name}</strong> {offer.maskedPhone}{' '}
            <span className="k-muted">
              {[offer.seriesName, offer.note].filter(Boolean).join(' · ')}{' '}
              <When at={offer.offeredAt} />
            </span>
          </Row>
        ))}
      </List>
      {returning ? (
        <Sheet open title={t('giveBack')} onClose={() => setReturning(undefined)}>
          <Form<{ id: string; reason: string }>
            initial={{ id: uuidv7(), reason: '' }}
            required={['reason']}
            submit={t('giveBack')}
            onSubmit={async ({ reason }) => {
              await decide.mutateAsync({
                params: { id: returning.id },
                body: { decision: 'return', reason },
              })
              toast(t('returnedToast'))
              setReturning(undefined)
            }}
          >
            {(form) => (
              <Field label={t('reason')} {...form.field('reason')}>
                <TextArea rows={2} maxLength={500} {...form.input('reason')} />
              </Field>
            )}
          </Form>
        </Sheet>
      ) : null}
    </section>
  )
}
