import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listMachineHistory, readMachine } from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { useRoleNames } from './AskApproval.tsx'
import { MachineDiagram } from './MachineDiagram.tsx'
import { MachineForm } from './MachineForm.tsx'
import './life.css'

type Machine = CallOutput<typeof readMachine>

/** The machine of a card: drawn, listed, and set where one may. */
export function MachinePage() {
  const t = useWords(lifeWords)
  const mayManage = useCan('stores.manage', 'store')
  const machine = useAsk(readMachine, {}, { live: ['opportunities.machine_changed'] })
  const [isEditing, setIsEditing] = useState(false)
  if (machine.error)
    return <FailedPage error={machine.error} onRetry={() => void machine.refetch()} />
  if (!machine.data) return <Skeleton rows={8} />
  const { mayEdit, source } = machine.data
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('machine')}</h1>
        <div className="k-line machine-screen-only">
          <Badge>{t(`source_${source}`)}</Badge>
          <Button onClick={() => window.print()}>{t('print')}</Button>
          {mayEdit.store || mayEdit.group ? (
            <Button kind="primary" onClick={() => setIsEditing(true)}>
              {t('edit')}
            </Button>
          ) : null}
        </div>
      </div>
      <p className="k-muted">{t('machineHint')}</p>
      <section className="k-card">
        <MachineDiagram machine={machine.data} />
      </section>
      <section className="k-card k-stack">
        <h2>{t('steps')}</h2>
        <StepTable machine={machine.data} />
      </section>
      {mayManage ? (
        <section className="k-card k-stack machine-screen-only">
          <h2>{t('history')}</h2>
          <History />
        </section>
      ) : null}
      {isEditing ? (
        <MachineForm machine={machine.data} onClose={() => setIsEditing(false)} />
      ) : null}
    </div>
  )
}

function StepTable({ machine }: { machine: Machine }) {
  const t = useWords(lifeWords)
  const c = useWords(cardWords)
  const roles = useRoleNames()
  const whoWords: Record<string, string> = {
    'opportunities.write': t('person'),
    'opportunities.assign': roles(['sales_manager']),
    'opportunities.archive': t('archive'),
    'opportunities.purge': t('purge'),
  }
  const comma = useLocale() === 'en' ? ', ' : '、'
  const approvers = (step: Machine['steps'][number]): string => {
    const { rules } = machine
    if (step.approval === 'suspend') return roles(rules.suspend.approvers)
    if (step.approval === 'terminate') return roles(rules.terminate.approvers)
    if (step.approval === 'activate')
      return [...new Set([rules.activate.early, rules.activate.due, rules.activate.again].flat())]
        .map((key) => roles([key]))
        .join(' · ')
    if (step.approval === 'stage')
      return rules.stages
        .filter((stage) => stage.approvers.length > 0)
        .map((stage) => `${stage.percent}% ${roles(stage.approvers)}`)
        .join(' · ')
    return ''
  }
  return (
    <div className="machine-table" role="region" aria-label={t('steps')} tabIndex={0}>
      <table className="changes-table">
        <thead>
          <tr>
            <th scope="col">{t('verb')}</th>
            <th scope="col">
              {t('from')} → {t('to')}
            </th>
            <th scope="col">{t('who')}</th>
            <th scope="col">{t('needs')}</th>
            <th scope="col">{t('approval')}</th>
          </tr>
        </thead>
        <tbody>
          {machine.steps.map((step) => (
            <tr key={step.verb}>
              <td>
                <strong>{t(step.verb as 'suspend')}</strong>
              </td>
              <td>
                {step.from.map((state) => c(state)).join(comma)} →{' '}
                {step.to ? c(step.to) : t('stays')}
              </td>
              <td data-label={t('who')}>
                {step.by === 'order'
                  ? t('byOrder')
                  : step.by === 'product'
                    ? t('byProduct')
                    : (whoWords[step.permission ?? ''] ?? '')}
              </td>
              <td data-label={t('needs')}>
                {step.needs.map((need) => t(`need_${need}` as 'need_reason')).join(comma)}
              </td>
              <td data-label={t('approval')}>
                {approvers(step) || (step.approval ? t('free') : '')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Every setting there was, the newest first. */
function History() {
  const t = useWords(lifeWords)
  const locale = useLocale()
  const history = useAsk(listMachineHistory, {}, { live: ['opportunities.machine_changed'] })
  if (history.error) return <Failure error={history.error} />
  if (!history.data) return <Skeleton rows={2} />
  if (history.data.items.length === 0) return <EmptyState title={t('noHistory')} />
  return (
    <ul className="card-list" aria-label={t('history')}>
      {history.data.items.map((one) => (
        <li key={`${one.scope} ${one.number}`} className="approval-line">
          <div className="k-spread">
            <strong>
              {t(one.scope === 'group' ? 'scopeGroup' : 'scopeStore')} #{one.number}
            </strong>
            <span className="k-muted">
              {one.savedByName} · <When at={one.savedAt} />
            </span>
          </div>
          <span>{one.reason}</span>
          <span className="k-muted">
            {one.rules
              ? one.rules.stages
                  .map(
                    (stage) =>
                      `${stage.percent}% ${locale === 'en' && stage.nameEn ? stage.nameEn : stage.name}${stage.approvers.length > 0 ? ' ◆' : ''}`,
                  )
                  .join(' → ')
              : t('backToGroup')}
          </span>
        </li>
      ))}
    </ul>
  )
}
