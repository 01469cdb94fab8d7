import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type ConsentCentre, getConsentCentre } from '../contract.ts'
import { privacyWords } from '../words.ts'
import { AccessSheet, ConsentSheet, EraseSheet, NotContactSheet } from './PrivacySheets.tsx'
import { Proof } from './Proof.tsx'
import { sayAll, sayAny } from './say-any.ts'

type Open = 'give' | 'withdraw' | 'notContact' | 'access' | 'erase'

/** Beside a customer: what they agreed to, how not to reach them, who saw their numbers. */
export function PrivacyPanel({ customerId }: { customerId: string }) {
  const t = useWords(privacyWords)
  const answer = useAsk(
    getConsentCentre,
    { params: { id: customerId } },
    { live: ['privacy.*', 'customers.*'] },
  )
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  const centre = answer.data
  if (centre === undefined) return null
  return (
    <section className="k-card k-stack" aria-label={t('centre')}>
      <h2>{t('centre')}</h2>
      {centre.isErased ? <Badge tone="blocked">{t('erasedOn')}</Badge> : null}
      <Consent centre={centre} />
      <div className="k-line">
        <strong>{t('doNotContact')}</strong>
        {centre.doNotContact.length === 0
          ? t('allAllowed')
          : centre.doNotContact.map((channel) => (
              <Badge key={channel} tone="blocked">
                {sayAny(t, channel)}
              </Badge>
            ))}
      </div>
      <div className="k-line">
        {centre.mayWrite ? (
          <>
            <Button onClick={() => setOpen('give')}>{t('giveConsent')}</Button>
            {centre.consent ? (
              <Button onClick={() => setOpen('withdraw')}>{t('withdrawConsent')}</Button>
            ) : null}
            <Button onClick={() => setOpen('notContact')}>{t('doNotContact')}</Button>
          </>
        ) : null}
        {centre.mayErase ? (
          <>
            <Button onClick={() => setOpen('access')}>{t('package')}</Button>
            <Button kind="danger" onClick={() => setOpen('erase')}>
              {t('erase')}
            </Button>
          </>
        ) : null}
      </div>
      <Past centre={centre} />
      {open === 'give' || open === 'withdraw' ? (
        <ConsentSheet customerId={customerId} isGiven={open === 'give'} onClose={close} />
      ) : null}
      {open === 'notContact' ? (
        <NotContactSheet customerId={customerId} now={centre.doNotContact} onClose={close} />
      ) : null}
      {open === 'access' ? <AccessSheet customerId={customerId} onClose={close} /> : null}
      {open === 'erase' ? <EraseSheet customerId={customerId} onClose={close} /> : null}
    </section>
  )
}

function Consent({ centre: { consent } }: { centre: ConsentCentre }) {
  const t = useWords(privacyWords)
  return (
    <div className="k-line">
      <strong>{t('consent')}</strong>
      {consent === null ? (
        <Badge tone="overdue">{t('noConsent')}</Badge>
      ) : (
        <>
          <Badge tone="done">{t('given')}</Badge>
          <span>{sayAny(t, consent.source)}</span>
          <span className="k-muted">
            <When at={consent.at} />
          </span>
        </>
      )}
    </div>
  )
}

/** What was asked and agreed before, and who looked at the numbers. */
function Past({ centre }: { centre: ConsentCentre }) {
  const t = useWords(privacyWords)
  const erasure = centre.requests.find((request) => request.proof !== null)
  return (
    <>
      {erasure?.proof ? <Proof checks={erasure.proof} /> : null}
      {centre.history.length + centre.requests.length > 0 ? (
        <details>
          <summary>{t('history')}</summary>
          <ul className="privacy-lines">
            {centre.requests.map((request) => (
              <li key={request.id}>
                {t(request.kind)} {sayAll(t, request.channels)}{' '}
                <span className="k-muted">
                  {request.isFromElsewhere ? t('fromElsewhere') : request.recordedBy}{' '}
                  <When at={request.askedAt} />
                </span>
              </li>
            ))}
            {centre.history.map((one) => (
              <li key={one.id}>
                {t(one.isGiven ? 'given' : 'withdrawn')} {sayAny(t, one.source)} {one.note}{' '}
                <span className="k-muted">
                  {one.recordedBy} <When at={one.at} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <details>
        <summary>
          {t('reveals')} <span className="k-muted k-number">{centre.reveals.length}</span>
        </summary>
        {centre.reveals.length === 0 ? <p className="k-muted">{t('noReveals')}</p> : null}
        <ul className="privacy-lines">
          {centre.reveals.map((one) => (
            <li key={one.id}>
              {one.personName} · {t(one.what)}{' '}
              <span className="k-muted">
                {one.reason === 'follow-up' ? t('asFollowUp') : one.reason} <When at={one.at} />
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
