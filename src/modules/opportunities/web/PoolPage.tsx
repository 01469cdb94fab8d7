import { useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import { INTENT_LEVELS } from '#shared/intent-level.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useUndo } from '#ui/undo.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  assignFromPool,
  listPool,
  type PoolCard,
  type PoolRules,
  setPoolRules,
  takeFromPool,
} from '../contracts/pool.ts'
import { neverLostWords } from '../never-lost-words.ts'
import './never-lost.css'

/** The public pool: taken by rule, assigned by managers, who set the rules here. */
export function PoolPage() {
  const t = useWords(neverLostWords)
  const locale = useLocale()
  const today = dayOf(useNow(), useTimeZone())
  const toast = useToast()
  const undo = useUndo()
  const [limit, setLimit] = useState(50)
  const answer = useAsk(
    listPool,
    { query: { limit } },
    { keep: true, live: ['opportunities.pool_changed', 'operations.*'] },
  )
  const take = useDo(takeFromPool, { refresh: [listPool] })
  const [giving, setGiving] = useState<PoolCard>()
  const [isSetting, setIsSetting] = useState(false)
  const pool = answer.data
  const takeCard = (card: PoolCard) =>
    take.mutate(
      { body: { cardIds: [card.id] } },
      {
        onSuccess: ({ operationId }) =>
          toast(t('taken', { name: card.customerName }), { undo: () => undo(operationId) }),
      },
    )
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('pool')}</h1>
        {pool?.mayManage ? <Button onClick={() => setIsSetting(true)}>{t('rules')}</Button> : null}
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {take.error ? <Failure error={take.error} /> : null}
      {!pool && !answer.error ? <Skeleton rows={8} /> : null}
      {pool ? (
        <p className="k-muted">
          {[
            t('poolTotal', { n: pool.total }),
            pool.left === null ? '' : t('poolLeft', { n: pool.left }),
            pool.keeperName ? t('keptBy', { name: pool.keeperName }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {pool && !pool.rules.isOn ? <Notice tone="blocked">{t('poolOff')}</Notice> : null}
      {pool?.items.length === 0 ? (
        <EmptyState title={t('poolEmpty')}>{t('poolEmptyHint')}</EmptyState>
      ) : null}
      {pool && pool.items.length > 0 ? (
        <List label={t('pool')}>
          {pool.items.map((card) => (
            <Row
              key={card.id}
              start={<Badge tone={card.level}>{card.level}</Badge>}
              end={
                pool.mayManage ? (
                  <Button
                    aria-label={t('assignName', { name: card.customerName })}
                    onClick={() => setGiving(card)}
                  >
                    {t('assign')}
                  </Button>
                ) : (
                  <Button
                    kind="primary"
                    busy={take.isPending}
                    disabled={card.isOwnFormer || pool.left === 0}
                    aria-label={t('takeName', { name: card.customerName })}
                    onClick={() => takeCard(card)}
                  >
                    {t('take')}
                  </Button>
                )
              }
            >
              <strong>{card.customerName}</strong> {card.seriesName ?? ''}
              <br />
              <span className="k-muted">
                {[
                  t('lastReached', { day: sayDay(card.lastContactOn, today, locale) }),
                  card.formerOwnerName ? t('former', { name: card.formerOwnerName }) : '',
                  card.isOwnFormer ? t('ownFormer') : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Row>
          ))}
        </List>
      ) : null}
      {pool?.nextCursor && limit < 200 ? (
        <Button onClick={() => setLimit(200)}>{t('more')}</Button>
      ) : null}
      {giving ? <AssignSheet card={giving} onClose={() => setGiving(undefined)} /> : null}
      {isSetting && pool ? (
        <RulesSheet rules={pool.rules} onClose={() => setIsSetting(false)} />
      ) : null}
    </div>
  )
}

function AssignSheet({ card, onClose }: { card: PoolCard; onClose: () => void }) {
  const t = useWords(neverLostWords)
  const toast = useToast()
  const undo = useUndo()
  const people = useAsk(listColleagues, {}).data?.people ?? []
  const assign = useDo(assignFromPool, { refresh: [listPool] })
  const [toId, setTo] = useState('')
  const [reason, setReason] = useState('')
  const submit = () =>
    assign.mutate(
      { body: { cardIds: [card.id], toId, reason } },
      {
        onSuccess: ({ operationId }) => {
          toast(t('assigned'), { undo: () => undo(operationId) })
          onClose()
        },
      },
    )
  return (
    <Sheet open onClose={onClose} title={t('assignName', { name: card.customerName })}>
      <div className="k-stack">
        <Field label={t('to')} required>
          <Select
            value={toId}
            placeholder="—"
            onChange={setTo}
            options={people
              .filter((one) => one.isConsultant)
              .map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
        {assign.error ? <Failure error={assign.error} /> : null}
        <Button
          kind="primary"
          busy={assign.isPending}
          disabled={toId === '' || reason.trim().length < 2}
          onClick={submit}
        >
          {t('assign')}
        </Button>
      </div>
    </Sheet>
  )
}

function RulesSheet({ rules, onClose }: { rules: PoolRules; onClose: () => void }) {
  const t = useWords(neverLostWords)
  const toast = useToast()
  const people = useAsk(listColleagues, {}).data?.people ?? []
  const save = useDo(setPoolRules, { refresh: [listPool] })
  const [next, setNext] = useState(rules)
  const number = (label: string, value: number, change: (value: number) => void, hint?: string) => (
    <Field label={label} hint={hint} required>
      <TextInput
        inputMode="numeric"
        value={String(value)}
        onChange={(text) => change(Math.min(365, Number(text.replace(/\D/g, '')) || 0))}
      />
    </Field>
  )
  const submit = () =>
    save.mutate(
      { body: next },
      {
        onSuccess: () => {
          toast(t('saved'))
          onClose()
        },
      },
    )
  return (
    <Sheet open onClose={onClose} title={t('rules')}>
      <div className="k-stack">
        <Field label={t('isOn')} group required>
          <Segmented<'on' | 'off'>
            value={next.isOn ? 'on' : 'off'}
            onChange={(value) => setNext({ ...next, isOn: value === 'on' })}
            options={[
              { value: 'on', label: t('on') },
              { value: 'off', label: t('off') },
            ]}
          />
        </Field>
        <div className="care-rules">
          {INTENT_LEVELS.map((level) => (
            <div key={level}>
              {number(
                t('daysOf', { level }),
                next.days[level],
                (value) => setNext({ ...next, days: { ...next.days, [level]: value } }),
                t('zeroNever'),
              )}
            </div>
          ))}
          {number(t('warnDays'), next.warnDays, (warnDays) => setNext({ ...next, warnDays }))}
          {number(t('dailyLimit'), next.dailyLimit, (dailyLimit) =>
            setNext({ ...next, dailyLimit }),
          )}
          {number(t('formerDays'), next.formerOwnerDays, (formerOwnerDays) =>
            setNext({ ...next, formerOwnerDays }),
          )}
        </div>
        <Field label={t('keeper')}>
          <Select
            value={next.keeperId ?? ''}
            placeholder={t('anyManager')}
            onChange={(id) => setNext({ ...next, keeperId: id || null })}
            options={people.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        {save.error ? <Failure error={save.error} /> : null}
        <Button kind="primary" busy={save.isPending} onClick={submit}>
          {t('save')}
        </Button>
      </div>
    </Sheet>
  )
}
