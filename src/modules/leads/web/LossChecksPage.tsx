import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import type { LeadRecord } from '../contract.ts'
import { checkLoss, listLossChecks } from '../contracts/lead-work.ts'
import { leadTitles } from '../titles.ts'
import { leadWords } from '../words.ts'
import { workWords } from '../work-words.ts'
import { LeadSteps } from './LeadSteps.tsx'
import './leads.css'

const shown = 50
type Decision = 'confirm' | 'return'

/** Leads given up: somebody else confirms the loss or returns it. */
export function LossChecksPage() {
  const t = useWords(workWords)
  const title = useWords(leadTitles)
  const answer = useAsk(listLossChecks, { query: { limit: shown } }, { live: ['leads.*'] })
  const [deciding, setDeciding] = useState<{ lead: LeadRecord; decision: Decision }>()
  return (
    <div className="k-stack leads-narrow">
      <h1>{title('lossChecks')}</h1>
      <p className="k-muted">{t('checksHint')}</p>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton rows={4} height={96} />
      ) : answer.data.items.length === 0 ? (
        <EmptyState title={t('checksEmpty')} />
      ) : (
        answer.data.items.map((lead) => (
          <Waiting
            key={lead.id}
            lead={lead}
            onDecide={(decision) => setDeciding({ lead, decision })}
          />
        ))
      )}
      {deciding ? <DecisionSheet {...deciding} onClose={() => setDeciding(undefined)} /> : null}
    </div>
  )
}

function Waiting({ lead, onDecide }: { lead: LeadRecord; onDecide: (to: Decision) => void }) {
  const t = useWords(workWords)
  const words = useWords(leadWords)
  const { person } = useSession()
  const isOwn = lead.lostProposedBy === person.id
  return (
    <section className="k-card k-stack" aria-label={lead.customerName}>
      <div className="k-spread">
        <span className="k-line">
          <strong>{lead.customerName}</strong> {lead.maskedPhone}
          {lead.grade ? <Badge>{words(lead.grade)}</Badge> : null}
        </span>
        <span className="k-muted">
          {[words(lead.origin), lead.sourceName, lead.seriesName].filter(Boolean).join(' · ')}
        </span>
      </div>
      {lead.answers.map(({ question, answer, at }) => (
        <div key={`${question}${at}`}>
          <span className="k-muted">{question}</span> {answer}
        </div>
      ))}
      <LeadSteps steps={lead.steps} />
      {isOwn ? (
        <p className="k-muted">{t('own')}</p>
      ) : (
        <div className="k-line">
          <Button kind="primary" onClick={() => onDecide('confirm')}>
            {t('confirm')}
          </Button>
          <Button onClick={() => onDecide('return')}>{t('giveBack')}</Button>
        </div>
      )}
    </section>
  )
}

function DecisionSheet(props: { lead: LeadRecord; decision: Decision; onClose: () => void }) {
  const t = useWords(workWords)
  const toast = useToast()
  const check = useDo(checkLoss, { refresh: [listLossChecks] })
  const { lead, decision } = props
  const verb = decision === 'confirm' ? t('confirm') : t('giveBack')
  return (
    <Sheet open title={`${verb} · ${lead.customerName}`} onClose={props.onClose}>
      <Form<{ id: string; reason: string }>
        initial={{ id: uuidv7(), reason: '' }}
        required={['reason']}
        submit={verb}
        onSubmit={async ({ reason }) => {
          await check.mutateAsync({ params: { id: lead.id }, body: { decision, reason } })
          toast(t(decision === 'confirm' ? 'confirmed' : 'returned'))
          props.onClose()
        }}
      >
        {(form) => (
          <Field label={t('why')} {...form.field('reason')}>
            <TextArea rows={3} maxLength={500} {...form.input('reason')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}
