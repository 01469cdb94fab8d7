import { useState } from 'react'
import { useCall } from '#modules/opportunities/web/panels.tsx'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getLead, type LeadRecord, listLeads, openLeadStates, reopenLead } from '../contract.ts'
import { leadWords } from '../words.ts'
import { AssignSheet } from './AssignSheet.tsx'
import { InviteAgain } from './DeskLead.tsx'
import { LeadClock } from './LeadClock.tsx'
import { CallSheet, CloseSheet, PromoteSheet } from './LeadSheets.tsx'
import { LeadSteps } from './LeadSteps.tsx'
import { GradeBadge, StateBadge } from './lead-badges.tsx'

/** One lead: who, from where, whose, what next; then its life step by step. */
export function LeadPage() {
  const { params } = useNavigation()
  const answer = useAsk(
    getLead,
    { params: { id: params.id ?? '' } },
    { live: ['leads.*', 'customers.*'] },
  )
  if (answer.error) return <FailedPage error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton rows={6} height={48} />
  return <Shown lead={answer.data} />
}

function Shown({ lead }: { lead: LeadRecord }) {
  const t = useWords(leadWords)
  const facts: [string, string | null][] = [
    [t('phone'), lead.maskedPhone],
    [t('source'), lead.sourceName],
    [t('series'), lead.seriesName],
    [t('owner'), lead.ownerName ?? t('nobody')],
    [t('note'), lead.note || null],
    [t('caller'), lead.callerName],
    [t('invitations'), lead.invitations > 0 ? inviteText(t, lead) : null],
    [t('reason'), lead.endedReason],
  ]
  return (
    <div className="k-stack">
      <header className="k-stack">
        <div className="k-line">
          <h1>{lead.customerName}</h1>
          <SpecialMark mark={lead.special} />
          <StateBadge lead={lead} />
          <GradeBadge lead={lead} />
          <LeadClock lead={lead} />
          {lead.doNotContact.includes('call') ? (
            <Badge tone="blocked">{t('doNotCall')}</Badge>
          ) : null}
        </div>
        <div className="k-line k-muted">
          <span>{t(lead.origin)}</span>
          <span>
            {t('receivedAt')} <When at={lead.receivedAt} />
          </span>
          {lead.timesReceived > 1 ? <span>{t('again', { n: lead.timesReceived })}</span> : null}
        </div>
      </header>
      <Actions lead={lead} />
      <section className="k-card k-stack" aria-label={t('lead')}>
        <dl className="customer-facts">
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <Fact key={label} label={label} value={value} />
            ))}
        </dl>
        <div className="k-line">
          <Link className="k-button" to={`/customers/${lead.customerId}`}>
            {t('toCustomer')}
          </Link>
          {lead.opportunityId ? (
            <Link className="k-button" to={`/cards/${lead.opportunityId}`}>
              {t('toCard')}
            </Link>
          ) : null}
        </div>
      </section>
      {lead.answers.length > 0 ? (
        <section className="k-card k-stack" aria-label={t('answers')}>
          <h2>{t('answers')}</h2>
          <dl className="customer-facts">
            {lead.answers.map(({ question, answer, at }) => (
              <Fact key={`${question}${at}`} label={question} value={answer} />
            ))}
          </dl>
        </section>
      ) : null}
      <section className="k-stack" aria-label={t('life')}>
        <h2>{t('life')}</h2>
        <LeadSteps steps={lead.steps} />
      </section>
    </div>
  )
}

/** How often invited, how often missed, and whether the customer came. */
function inviteText(t: ReturnType<typeof useWords<typeof leadWords>>, lead: LeadRecord): string {
  return [
    t('timesN', { n: lead.invitations }),
    lead.noShows > 0 ? t('missedN', { n: lead.noShows }) : '',
    lead.arrivedAt ? t('arrived') : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

function Fact({ label, value }: { label: string; value: string | null }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Actions({ lead }: { lead: LeadRecord }) {
  const t = useWords(leadWords)
  const locale = useLocale()
  const toast = useToast()
  const mayWrite = useCan('leads.write')
  const mayAssign = useCan('leads.assign')
  const mayMakeCards = useCan('opportunities.write')
  const mayReveal = useCan('customers.reveal')
  const callsLeads = useCan('leads.write', 'store')
  const seesAll = useCan('customers.reveal', 'store')
  const { person } = useSession()
  const { call, isBusy } = useCall()
  const [open, setOpen] = useState<'call' | 'promote' | 'close' | 'assign'>()
  const reopen = useDo(reopenLead, { refresh: [getLead, listLeads] })
  const shut = () => setOpen(undefined)
  const isOpen = (openLeadStates as readonly string[]).includes(lead.state)
  const isChecked = lead.state === 'lost_pending'
  const mayCall =
    mayReveal &&
    (lead.ownerId === person.id || (callsLeads && !seesAll)) &&
    !lead.doNotContact.includes('call') &&
    mayWrite
  // The dialler opens; on coming back the result is asked for.
  const dial = () =>
    call(lead.customerId)
      .catch((error: unknown) => toast(sayError(error, locale)))
      .finally(() => setOpen('call'))
  if (isChecked && !mayAssign) return null
  if (lead.state === 'promoted')
    return (
      <div className="k-stack">
        <div className="k-line">
          <Slot name="lead-actions" customerId={lead.customerId} />
        </div>
        {lead.dueAt !== null && mayWrite ? <InviteAgain lead={lead} onDone={shut} /> : null}
      </div>
    )
  if (!isOpen) {
    return lead.state === 'closed' && mayWrite ? (
      <div>
        <Button
          busy={reopen.isPending}
          onClick={() =>
            void reopen
              .mutateAsync({ params: { id: lead.id } })
              .catch((error: unknown) => toast(sayError(error, locale)))
          }
        >
          {t('reopen')}
        </Button>
      </div>
    ) : null
  }
  return (
    <div className="k-line">
      {mayCall ? (
        <Button kind="primary" busy={isBusy} onClick={() => void dial()}>
          {t('call')}
        </Button>
      ) : null}
      {mayWrite ? (
        <Button {...(mayCall ? {} : { kind: 'primary' as const })} onClick={() => setOpen('call')}>
          {t('noteCall')}
        </Button>
      ) : null}
      {mayWrite && mayMakeCards ? (
        <Button onClick={() => setOpen('promote')}>{t('promote')}</Button>
      ) : null}
      <Slot name="lead-actions" customerId={lead.customerId} />
      {mayAssign ? <Button onClick={() => setOpen('assign')}>{t('assign')}</Button> : null}
      {mayAssign ? <Button onClick={() => setOpen('close')}>{t('close')}</Button> : null}
      {open === 'call' ? <CallSheet lead={lead} onClose={shut} /> : null}
      {open === 'promote' ? <PromoteSheet lead={lead} onClose={shut} /> : null}
      {open === 'close' ? <CloseSheet lead={lead} onClose={shut} /> : null}
      {open === 'assign' ? (
        <AssignSheet leadIds={[lead.id]} seen={[lead.ownerId]} onClose={shut} />
      ) : null}
    </div>
  )
}
