import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice, Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type Approval,
  decideApproval,
  listApprovals,
  withdrawApproval,
} from '../contracts/approvals.ts'
import { lifeWords } from '../life-words.ts'
import { useRoleNames } from './AskApproval.tsx'
import { Steps } from './CardForms.tsx'
import './cards.css'
import './life.css'

const shows = ['waiting', 'mine', 'done'] as const
const showWords = { waiting: 'waiting', mine: 'mine', done: 'dealtWith' } as const
const emptyWords = { waiting: 'noneWaiting', mine: 'noneMine', done: 'noneDone' } as const
const tones = {
  open: 'due',
  approved: 'done',
  refused: 'overdue',
  withdrawn: 'plain',
  lapsed: 'plain',
} as const

/** Steps of cards that wait for a decision: the approver's inbox, and what one asked for oneself. */
export function ApprovalsPage() {
  const t = useWords(lifeWords)
  const { search, setSearch } = useNavigation()
  const mayDecide = useCan('opportunities.approve')
  const show = shows.find((one) => one === search.show) ?? (mayDecide ? 'waiting' : 'mine')
  const [limit, setLimit] = useState(50)
  const list = useAsk(
    listApprovals,
    { query: { show, limit } },
    { live: ['opportunities.*'], keep: true },
  )
  const [working, setWorking] = useState<{ one: Approval; as: 'decide' | 'withdraw' }>()
  const offered = mayDecide ? shows : shows.filter((one) => one !== 'waiting')
  return (
    <div className="k-stack">
      <h1>{t('approvals')}</h1>
      <p className="k-muted">{t('approvalsHint')}</p>
      <Segmented
        label={t('approvals')}
        value={show}
        onChange={(value) => setSearch({ show: value }, { replace: true })}
        options={offered.map((value) => ({ value, label: t(showWords[value]) }))}
      />
      {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data === undefined ? (
        list.error ? null : (
          <Skeleton rows={5} height={72} />
        )
      ) : list.data.items.length === 0 ? (
        <EmptyState title={t(emptyWords[show])}>{t('approvalsHint')}</EmptyState>
      ) : (
        <ul className="card-list" aria-label={t(showWords[show])}>
          {list.data.items.map((one) => (
            <li key={one.id} className="approval-line">
              <ApprovalFacts one={one} />
              <div className="k-line">
                {one.mayDecide ? (
                  <Button kind="primary" onClick={() => setWorking({ one, as: 'decide' })}>
                    {t('decide')}
                  </Button>
                ) : null}
                {one.isMine && one.state === 'open' ? (
                  <Button onClick={() => setWorking({ one, as: 'withdraw' })}>
                    {t('withdraw')}
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      )}
      {list.data?.nextCursor && limit < 200 ? (
        <Button onClick={() => setLimit(200)}>{t('more')}</Button>
      ) : null}
      {working?.as === 'decide' ? (
        <DecideSheet one={working.one} onClose={() => setWorking(undefined)} />
      ) : null}
      {working?.as === 'withdraw' ? (
        <WithdrawSheet one={working.one} onClose={() => setWorking(undefined)} />
      ) : null}
    </div>
  )
}

function useStepText() {
  const t = useWords(lifeWords)
  return (one: Approval) =>
    one.step === 'stage'
      ? t('stepStage', { n: one.toStage ?? 0 })
      : one.step === 'suspend'
        ? t('stepSuspend', { day: one.wakeUpOn ?? '' })
        : t(one.step === 'activate' ? 'stepActivate' : 'stepTerminate')
}

/** Who asks what about whom, why, and what became of it. */
function ApprovalFacts({ one }: { one: Approval }) {
  const t = useWords(lifeWords)
  const stepText = useStepText()
  const roles = useRoleNames()
  return (
    <>
      <div className="k-spread">
        <span className="k-line">
          <Badge tone={one.level as 'H' | 'A' | 'B' | 'C'}>{one.level}</Badge>
          <Link to={`/customers/${one.customerId}`}>
            <strong>{one.customerName}</strong>
          </Link>
          <strong>{stepText(one)}</strong>
        </span>
        <Badge tone={tones[one.state]}>{t(one.state)}</Badge>
      </div>
      <span>{one.reason}</span>
      {one.summary ? <span className="k-muted">{one.summary}</span> : null}
      <span className="k-muted">
        {t('askedBy', { name: one.askedByName ?? '—' })} · <When at={one.askedAt} />
        {one.state === 'open' && one.approvers.length > 0
          ? ` · ${t('askHint', { roles: roles(one.approvers) })}`
          : ''}
      </span>
      {one.decidedByName && one.decidedAt ? (
        <span className="k-muted">
          {t('decidedBy', { name: one.decidedByName })} · <When at={one.decidedAt} />
          {one.decisionReason ? ` · ${one.decisionReason}` : ''}
        </span>
      ) : null}
    </>
  )
}

function DecideSheet({ one, onClose }: { one: Approval; onClose: () => void }) {
  const t = useWords(lifeWords)
  const stepText = useStepText()
  const [decision, setDecision] = useState<'approve' | 'refuse'>('approve')
  const [reason, setReason] = useState('')
  const decide = useDo(decideApproval, { refresh: [listApprovals] })
  return (
    <Sheet open onClose={onClose} title={`${one.customerName} · ${stepText(one)}`}>
      <Steps
        submit={t(decision)}
        error={decide.error}
        busy={decide.isPending}
        isReady={reason.trim().length > 1}
        onDone={onClose}
        said={t(decision === 'approve' ? 'approvedDone' : 'refusedDone')}
        onSubmit={() =>
          decide.mutateAsync({
            params: { id: one.id },
            body: { isApproved: decision === 'approve', reason: reason.trim() },
          })
        }
      >
        <ApprovalFacts one={one} />
        <Field label={t('decision')} group required>
          <Choice
            value={decision}
            onChange={setDecision}
            options={[
              { value: 'approve', label: t('approve') },
              { value: 'refuse', label: t('refuse') },
            ]}
          />
        </Field>
        <Field label={t('decisionReason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
      </Steps>
    </Sheet>
  )
}

function WithdrawSheet({ one, onClose }: { one: Approval; onClose: () => void }) {
  const t = useWords(lifeWords)
  const [reason, setReason] = useState('')
  const withdraw = useDo(withdrawApproval, { refresh: [listApprovals] })
  return (
    <Sheet open onClose={onClose} title={`${t('withdraw')} · ${one.customerName}`}>
      <Steps
        submit={t('withdraw')}
        error={withdraw.error}
        busy={withdraw.isPending}
        isReady={reason.trim().length > 1}
        onDone={onClose}
        said={t('withdrawnDone')}
        onSubmit={() =>
          withdraw.mutateAsync({ params: { id: one.id }, body: { reason: reason.trim() } })
        }
      >
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
      </Steps>
    </Sheet>
  )
}
