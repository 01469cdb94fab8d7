import { useState } from 'react'
import { useCall } from '#modules/opportunities/web/panels.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { sayInstant } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useSession, useTimeZone } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getLead, type Lead, listLeads } from '../contract.ts'
import { leadQueue, moveNextCall } from '../contracts/lead-work.ts'
import { leadWords } from '../words.ts'
import { workWords } from '../work-words.ts'
import { CallForm } from './CallForm.tsx'
import { LeadClock } from './LeadClock.tsx'
import { LeadSteps } from './LeadSteps.tsx'

/** The lead of the desk: who, the number, the questions; for a missed visit, inviting again. */
export function DeskLead(props: {
  lead: Lead
  /** Somebody else dealt with it: it left the queue while it was open here. */
  isGone: boolean
  onDone: () => void
  onBack: () => void
}) {
  const t = useWords(workWords)
  const words = useWords(leadWords)
  const { lead } = props
  const record = useAsk(getLead, { params: { id: lead.id } }, { live: ['leads.*'] })
  const mayWrite = useCan('leads.write')
  return (
    <section className="k-card k-stack leads-call" aria-label={lead.customerName}>
      <div className="leads-back">
        <Button onClick={props.onBack}>{t('back')}</Button>
      </div>
      <header className="k-spread">
        <span className="k-line">
          <h2>{lead.customerName}</h2>
          <SpecialMark mark={lead.special} />
          {lead.grade ? <Badge>{words(lead.grade)}</Badge> : null}
          <LeadClock lead={lead} />
        </span>
        <Link to={`/leads/${lead.id}`}>{t('open')}</Link>
      </header>
      {props.isGone ? (
        <Notice
          action={
            <Button kind="quiet" onClick={props.onDone}>
              {t('nextOne')}
            </Button>
          }
        >
          {t('goneFromQueue')}
        </Notice>
      ) : null}
      <p className="k-muted">
        {[words(lead.origin), lead.sourceName, lead.seriesName].filter(Boolean).join(' · ')}{' '}
        <When at={lead.receivedAt} />
        {lead.note ? <span className="leads-note">{lead.note}</span> : null}
      </p>
      <div className="k-line">
        <Dial lead={lead} />
        <Slot name="lead-actions" customerId={lead.customerId} />
      </div>
      {lead.invitedFor ? (
        <p>
          <InvitedFor at={lead.invitedFor} />
        </p>
      ) : null}
      {mayWrite && lead.state !== 'promoted' ? (
        <CallForm lead={lead} submit={t('next')} onDone={props.onDone} />
      ) : null}
      {mayWrite && lead.state === 'promoted' ? (
        <InviteAgain lead={lead} onDone={props.onDone} />
      ) : null}
      {record.data ? (
        <details>
          <summary>{words('life')}</summary>
          <LeadSteps steps={record.data.steps} />
          {record.data.answers.map(({ question, answer, at }) => (
            <p key={`${question}${at}`}>
              <span className="k-muted">{question}</span> {answer}
            </p>
          ))}
        </details>
      ) : null}
    </section>
  )
}

function InvitedFor({ at }: { at: string }) {
  const t = useWords(workWords)
  const locale = useLocale()
  const timeZone = useTimeZone()
  const when = sayInstant(new Date(at), useNow(), locale, timeZone)
  return <Badge tone="due">{t('invitedFor', { when })}</Badge>
}

/** The dialler; the reveal is logged, for a colleague's customer with the reason of inviting. */
function Dial({ lead }: { lead: Lead }) {
  const t = useWords(workWords)
  const locale = useLocale()
  const toast = useToast()
  const { person } = useSession()
  const seesOwn = useCan('customers.reveal')
  const seesAll = useCan('customers.reveal', 'store')
  // Who verifies the leads of the store calls their people as their own.
  const callsLeads = useCan('leads.write', 'store')
  const { call, isBusy } = useCall()
  const isOwn = lead.ownerId === person.id || (callsLeads && !seesAll)
  if (lead.doNotContact.includes('call')) return <Badge tone="blocked">{t('doNotCall')}</Badge>
  if (!seesAll && !(seesOwn && isOwn)) return <span>{lead.maskedPhone}</span>
  return (
    <Button
      kind="primary"
      busy={isBusy}
      onClick={() =>
        void call(lead.customerId, isOwn ? undefined : t('reasonCall')).catch((error: unknown) =>
          toast(sayError(error, locale)),
        )
      }
    >
      {t('call')} {lead.maskedPhone}
    </Button>
  )
}

/** A customer who did not come: another appointment above, another day, or no more. */
export function InviteAgain({ lead, onDone }: { lead: Lead; onDone: () => void }) {
  const t = useWords(workWords)
  const locale = useLocale()
  const toast = useToast()
  const now = useNow()
  const timeZone = useTimeZone()
  const [on, setOn] = useState('')
  const move = useDo(moveNextCall, { refresh: [getLead, listLeads, leadQueue] })
  const run = (day: string | null) =>
    move.mutateAsync({ params: { id: lead.id }, body: { on: day } }).then(
      (moved) => {
        const when = moved.dueAt ? sayInstant(new Date(moved.dueAt), now, locale, timeZone) : ''
        toast(day === null ? t('stopped') : t('moved', { when }))
        onDone()
      },
      (error: unknown) => toast(sayError(error, locale)),
    )
  return (
    <div className="k-line leads-again">
      <Field label={t('nextOn')} required>
        <TextInput type="date" value={on} onChange={setOn} />
      </Field>
      <Button disabled={on === ''} busy={move.isPending} onClick={() => void run(on)}>
        {t('again')}
      </Button>
      <Button busy={move.isPending} onClick={() => void run(null)}>
        {t('stop')}
      </Button>
    </div>
  )
}
