import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { effortBreaches, getEffort, saveEffort } from '../contracts/effort.ts'
import { roadWords } from '../words.ts'
import './road.css'

/** How often and how quickly customers are answered at each stage, who helps, and who is beyond it. */
export function EffortPage() {
  const t = useWords(roadWords)
  const maySeeCards = useCan('opportunities.read')
  const policy = useAsk(getEffort, {}, { live: ['access.store_changed'] })
  return (
    <div className="k-stack">
      <h1>{t('effort')}</h1>
      {policy.error ? <Failure error={policy.error} onRetry={() => void policy.refetch()} /> : null}
      {policy.data === undefined && !policy.error ? <Skeleton rows={5} height={48} /> : null}
      {policy.data ? <PolicyForm key={policy.data.version} read={policy.data} /> : null}
      {maySeeCards ? <Breaches /> : null}
    </div>
  )
}

type Read = CallOutput<typeof getEffort>
interface Typed {
  gap: string
  reply: string
  help: string
}

function PolicyForm({ read }: { read: Read }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const save = useDo(saveEffort, { refresh: [getEffort, effortBreaches] })
  const [values, setValues] = useState<Record<string, Typed>>(() =>
    Object.fromEntries(
      read.stages.map(({ percent }) => {
        const kept = read.policy[String(percent)]
        return [
          String(percent),
          {
            gap: kept?.gapDays == null ? '' : String(kept.gapDays),
            reply: kept?.replyMinutes == null ? '' : String(kept.replyMinutes),
            help: kept?.help ?? '',
          },
        ]
      }),
    ),
  )
  const put = (stage: string, some: Partial<Typed>) =>
    setValues({ ...values, [stage]: { ...(values[stage] as Typed), ...some } })
  const digits = (text: string) => text.replace(/\D/g, '').slice(0, 5)
  const policy = Object.fromEntries(
    Object.entries(values).map(([stage, one]) => [
      stage,
      {
        gapDays: one.gap === '' ? null : Number(one.gap),
        replyMinutes: one.reply === '' ? null : Number(one.reply),
        help: one.help.trim(),
      },
    ]),
  )
  return (
    <form
      className="k-card k-stack"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(
          { body: { policy, version: read.version } },
          { onSuccess: () => toast(t('saved')) },
        )
      }}
    >
      <div className="road-table effort-table" tabIndex={0} role="region" aria-label={t('effort')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('stage')}</th>
              <th scope="col">{t('gapDays')}</th>
              <th scope="col">{t('replyMinutes')}</th>
              <th scope="col">{t('help')}</th>
            </tr>
          </thead>
          <tbody>
            {read.stages.map(({ percent, name }) => {
              const stage = String(percent)
              const one = values[stage] as Typed
              return (
                <tr key={stage}>
                  <th scope="row">
                    {percent}% {name}
                  </th>
                  <td data-label={t('gapDays')}>
                    <TextInput
                      aria-label={`${percent}% ${t('gapDays')}`}
                      inputMode="numeric"
                      placeholder={t('byLevel')}
                      value={one.gap}
                      onChange={(gap) => put(stage, { gap: digits(gap).slice(0, 3) })}
                    />
                  </td>
                  <td data-label={t('replyMinutes')}>
                    <TextInput
                      aria-label={`${percent}% ${t('replyMinutes')}`}
                      inputMode="numeric"
                      placeholder={t('noLimit')}
                      value={one.reply}
                      onChange={(reply) => put(stage, { reply: digits(reply) })}
                    />
                  </td>
                  <td data-label={t('help')}>
                    <TextInput
                      aria-label={`${percent}% ${t('help')}`}
                      value={one.help}
                      onChange={(help) => put(stage, { help })}
                      maxLength={300}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {save.error ? <Failure error={save.error} /> : null}
      <div className="k-line">
        <Button type="submit" kind="primary" busy={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

/** Who is beyond the policy, and at which stages. */
function Breaches() {
  const t = useWords(roadWords)
  const found = useAsk(effortBreaches, {}, { live: ['road.*', 'opportunities.*'], keep: true })
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />
  if (found.data === undefined) return <Skeleton rows={4} />
  const { items, byStage } = found.data
  return (
    <section className="k-card k-stack" aria-label={t('breaches')}>
      <h2>
        {t('breaches')} <span className="k-number">{items.length}</span>
      </h2>
      <div className="k-line">
        {byStage.map((row) => (
          <span key={row.stage} className="k-muted k-number">
            {row.stage}% {t('ofCards', { n: row.cards })} · {t('inGap')} {row.gap} · {t('inReply')}{' '}
            {row.reply}
          </span>
        ))}
      </div>
      {items.length === 0 ? <p className="k-muted">{t('noBreaches')}</p> : null}
      <List label={t('breaches')}>
        {items.map((one, place) => (
          <Row
            key={`${one.kind} ${one.opportunityId} ${place}`}
            to={`/customers/${one.customer.id}`}
            end={
              <Badge tone={one.isAnswered ? 'blocked' : 'overdue'}>
                {t(one.kind === 'gap' ? 'tooLong' : one.isAnswered ? 'late' : 'lateOpen', {
                  took: one.took,
                  limit: one.limit,
                })}
              </Badge>
            }
          >
            {one.customer.name}{' '}
            <span className="k-muted">
              {one.level} · {one.stage}% · {one.ownerName ?? ''}
            </span>
          </Row>
        ))}
      </List>
    </section>
  )
}
