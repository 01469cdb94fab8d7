import { useState } from 'react'
import { cardsOfCustomer, decideLoss } from '#modules/opportunities/contract.ts'
import { LossChoices, useCall } from '#modules/opportunities/web/panels.tsx'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { sayDate } from '#ui/format.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  countProposedLosses,
  listConfirmedLosses,
  listProposedLosses,
  type LossOutcome,
  lossOutcomes,
  type ProposedLoss,
  recordLossCall,
} from '../contract.ts'
import { lossWords } from '../words.ts'
import './losses.css'

const refresh = [listProposedLosses, listConfirmedLosses, countProposedLosses, cardsOfCustomer]

/** One proposed loss: what was said, the calls so far, and the next step of whoever looks. */
export function LossSheet({ loss, onClose }: { loss: ProposedLoss; onClose: () => void }) {
  const t = useWords(lossWords)
  const verifies = useCan('losses.verify')
  const decides = useCan('opportunities.assign', 'team')
  const isOpen = loss.result === null && !loss.doNotContact.includes('call')
  return (
    <Sheet open title={loss.customerName} onClose={onClose}>
      <div className="k-stack">
        <Facts loss={loss} />
        <Slot name="duty" work="loss_verification" />
        {loss.doNotContact.includes('call') ? <Notice>{t('doNotCall')}</Notice> : null}
        <Calls loss={loss} />
        {verifies && isOpen ? <CallForm loss={loss} onDone={onClose} /> : null}
        {decides ? <DecisionForm loss={loss} onDone={onClose} /> : null}
      </div>
    </Sheet>
  )
}

function Facts({ loss }: { loss: ProposedLoss }) {
  const t = useWords(lossWords)
  const facts: [string, string | null][] = [
    [t('kind'), loss.kind ? t(loss.kind) : null],
    [t('reason'), loss.reason],
    [t('competitor'), loss.competitor],
    [t('rival'), loss.rival],
    [t('series'), loss.seriesName],
    [t('level'), loss.level],
    [t('stage'), `${loss.stage}%`],
    [t('owner'), loss.ownerName],
    [t('proposedBy'), loss.proposedBy],
    [t('summary'), loss.summary],
  ]
  return (
    <dl className="loss-facts">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      <div>
        <dt>{t('customer')}</dt>
        <dd>
          <Link to={`/customers/${loss.customerId}`}>{loss.customerName}</Link>
        </dd>
      </div>
    </dl>
  )
}

function Calls({ loss }: { loss: ProposedLoss }) {
  const t = useWords(lossWords)
  const locale = useLocale()
  if (loss.calls.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('calls')}>
      <strong>{t('calls')}</strong>
      {loss.calls.map((call) => (
        <div key={call.id}>
          <span className="k-line">
            <When at={call.at} />
            <Badge tone={call.outcome === 'unreached' ? 'blocked' : 'done'}>
              {t(call.outcome)}
            </Badge>
            <span className="k-muted">{call.personName}</span>
          </span>
          {call.isCounted ? null : <p className="k-muted">{t('notCounted')}</p>}
          {call.note ? <p>{call.note}</p> : null}
        </div>
      ))}
      {loss.nextTryOn ? (
        <Notice>{t('nextTry', { day: sayDate(loss.nextTryOn, locale) })}</Notice>
      ) : null}
    </section>
  )
}

function CallForm({ loss, onDone }: { loss: ProposedLoss; onDone: () => void }) {
  const t = useWords(lossWords)
  const locale = useLocale()
  const toast = useToast()
  const { call, isBusy } = useCall()
  const record = useDo(recordLossCall, { refresh })
  const dial = () =>
    call(loss.customerId, t('losses')).catch((error: unknown) => toast(sayError(error, locale)))
  return (
    <section className="k-stack" aria-label={t('noteCall')}>
      <Button busy={isBusy} onClick={() => void dial()}>
        {t('call')} {loss.maskedPhone}
      </Button>
      <Form<{ id: string; outcome: LossOutcome | ''; note: string }>
        initial={{ id: uuidv7(), outcome: '', note: '' }}
        required={['outcome']}
        draft={`loss-call-${loss.id}`}
        submit={t('noteCall')}
        focusFirst={false}
        onSubmit={async ({ id, outcome, note }) => {
          if (outcome === '') return
          await record.mutateAsync({ params: { id: loss.id }, body: { id, outcome, note } })
          toast(t('saved'))
          onDone()
        }}
      >
        {(form) => (
          <>
            <Field group label={t('outcome')} {...form.field('outcome')}>
              <Choice<LossOutcome>
                value={form.values.outcome || undefined}
                onChange={(outcome) => form.set({ outcome })}
                options={lossOutcomes.map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            <Field label={t('note')} {...form.field('note')}>
              <TextArea rows={3} maxLength={2000} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
    </section>
  )
}

interface Decision {
  decision: 'confirm' | 'giveBack' | ''
  reason: string
  reasonId: string
  competitorId: string
  rivalId: string
}

function DecisionForm({ loss, onDone }: { loss: ProposedLoss; onDone: () => void }) {
  const t = useWords(lossWords)
  const toast = useToast()
  const decide = useDo(decideLoss, { refresh })
  const [isCorrecting, setCorrecting] = useState(false)
  return (
    <section aria-label={t('decide')}>
      <Form<Decision>
        initial={{ decision: '', reason: '', reasonId: '', competitorId: '', rivalId: '' }}
        required={['decision', 'reason']}
        submit={t('decide')}
        focusFirst={false}
        onSubmit={async ({ decision, reason, reasonId, competitorId, rivalId }) => {
          const found = {
            ...(reasonId ? { reasonId } : {}),
            ...(competitorId ? { competitorId } : {}),
            ...(rivalId ? { rivalId } : {}),
          }
          await decide.mutateAsync({
            params: { id: loss.id },
            body: {
              isConfirmed: decision === 'confirm',
              reason: reason.trim(),
              ...(isCorrecting ? { found } : {}),
            },
          })
          toast(t('saved'))
          onDone()
        }}
      >
        {(form) => (
          <>
            <Field group label={t('decision')} {...form.field('decision')}>
              <Choice<'confirm' | 'giveBack'>
                value={form.values.decision || undefined}
                onChange={(decision) => form.set({ decision })}
                options={[
                  { value: 'confirm', label: t('confirm') },
                  { value: 'giveBack', label: t('giveBack') },
                ]}
              />
            </Field>
            <Field label={t('why')} {...form.field('reason')}>
              <TextArea rows={2} maxLength={500} {...form.input('reason')} />
            </Field>
            {isCorrecting ? (
              <LossChoices
                cardId={loss.id}
                reasonId={form.values.reasonId}
                competitorId={form.values.competitorId}
                rivalId={form.values.rivalId}
                onChange={form.set}
              />
            ) : (
              <Button onClick={() => setCorrecting(true)}>{t('correct')}</Button>
            )}
          </>
        )}
      </Form>
    </section>
  )
}
