import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type DuplicatePair,
  type DuplicateSide,
  dismissDuplicate,
  listDuplicates,
  recallDuplicate,
} from '../contracts/duplicates.ts'
import { duplicateWords } from '../duplicate-words.ts'
import './duplicates.css'

type State = 'open' | 'dismissed'

/** Pairs of records that may be one person, the surest first, with why. */
export function DuplicatesPage() {
  const t = useWords(duplicateWords)
  const [state, setState] = useState<State>('open')
  const [limit, setLimit] = useState(30)
  const answer = useAsk(
    listDuplicates,
    { query: { state, limit } },
    { keep: true, live: ['customers.duplicates_changed', 'customers.merged', 'customers.split'] },
  )
  const list = answer.data
  return (
    <div className="k-stack">
      <h1>{t('duplicates')}</h1>
      <Segmented<State>
        label={t('duplicates')}
        value={state}
        onChange={setState}
        options={[
          { value: 'open', label: t('openOnes') },
          { value: 'dismissed', label: t('dismissedOnes') },
        ]}
      />
      {list && list.unchecked > 0 ? (
        <p className="k-muted">{t('unchecked', { n: list.unchecked })}</p>
      ) : null}
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!list && !answer.error ? <Skeleton rows={8} /> : null}
      {list?.items.length === 0 ? <EmptyState title={t('none')}>{t('noneHint')}</EmptyState> : null}
      {list?.items.map((pair) => (
        <Pair key={pair.id} pair={pair} />
      ))}
      {list?.nextCursor && limit < 200 ? (
        <Button onClick={() => setLimit(200)}>{t('more')}</Button>
      ) : null}
    </div>
  )
}

function Pair({ pair }: { pair: DuplicatePair }) {
  const t = useWords(duplicateWords)
  const toast = useToast()
  const { go } = useNavigation()
  const [isDismissing, setIsDismissing] = useState(false)
  const recall = useDo(recallDuplicate, { refresh: [listDuplicates] })
  // The pair leaves the list with the answer: awaited, as a callback would go with it.
  const recallPair = async () => {
    await recall.mutateAsync({ params: { id: pair.id } })
    toast(t('recalled'))
  }
  const names = { first: pair.first.name, second: pair.second.name }
  return (
    <section className="k-card k-stack" aria-label={`${names.first} · ${names.second}`}>
      <div className="k-line">
        <Badge tone={pair.score >= 90 ? 'overdue' : 'due'}>{t('score', { n: pair.score })}</Badge>
        <span>{pair.reasons.map((reason) => t(reason)).join(' · ')}</span>
      </div>
      <div className="duplicate-sides">
        <Side side={pair.first} />
        <Side side={pair.second} />
      </div>
      {pair.reason ? (
        <p className="k-muted">{t('by', { name: pair.decidedBy ?? '', reason: pair.reason })}</p>
      ) : null}
      <div className="k-line">
        <Button
          kind="primary"
          aria-label={t('compareOf', names)}
          onClick={() => go(`/merge?kept=${pair.first.id}&gone=${pair.second.id}`)}
        >
          {t('compare')}
        </Button>
        {pair.state === 'open' ? (
          <Button aria-label={t('dismissOf', names)} onClick={() => setIsDismissing(true)}>
            {t('dismiss')}
          </Button>
        ) : (
          <Button busy={recall.isPending} onClick={() => void recallPair().catch(() => undefined)}>
            {t('recall')}
          </Button>
        )}
      </div>
      {recall.error ? <Failure error={recall.error} /> : null}
      {isDismissing ? <DismissSheet pair={pair} onClose={() => setIsDismissing(false)} /> : null}
    </section>
  )
}

function Side({ side }: { side: DuplicateSide }) {
  return (
    <div>
      <Link to={`/customers/${side.id}`}>{side.name}</Link>
      <div className="k-muted">
        {[...side.phones, ...side.plates, side.ownerName].filter(Boolean).join(' · ')}
      </div>
    </div>
  )
}

function DismissSheet({ pair, onClose }: { pair: DuplicatePair; onClose: () => void }) {
  const t = useWords(duplicateWords)
  const toast = useToast()
  const dismiss = useDo(dismissDuplicate, { refresh: [listDuplicates] })
  const recall = useDo(recallDuplicate, { refresh: [listDuplicates] })
  const [reason, setReason] = useState('')
  const params = { id: pair.id }
  const submit = async () => {
    await dismiss.mutateAsync({ params, body: { reason } })
    toast(t('dismissed'), { undo: () => recall.mutateAsync({ params }) })
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t('dismiss')}>
      <div className="k-stack">
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
        {dismiss.error ? <Failure error={dismiss.error} /> : null}
        <Button
          kind="primary"
          busy={dismiss.isPending}
          disabled={reason.trim().length < 2}
          onClick={() => void submit().catch(() => undefined)}
        >
          {t('dismiss')}
        </Button>
      </div>
    </Sheet>
  )
}
