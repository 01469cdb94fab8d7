import { useState } from 'react'
import { listOperations, type Operation } from '#shared/operations.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge, type Tone } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { operationWords } from '../words.ts'

const pageSize = 50

/** Everything done to many records at once, newest first; each opens to what it touched. */
export function OperationsPage() {
  const t = useWords(operationWords)
  const [limit, setLimit] = useState(pageSize)
  const answer = useAsk(
    listOperations,
    { query: { limit } },
    { keep: true, live: ['operations.*'] },
  )
  const items = answer.data?.items
  return (
    <div className="k-stack">
      <h1>{t('operations')}</h1>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {items === undefined && !answer.error ? <Skeleton rows={8} /> : null}
      {items?.length === 0 ? <EmptyState title={t('none')}>{t('noneHint')}</EmptyState> : null}
      {items && items.length > 0 ? (
        <List label={t('operations')}>
          {items.map((one) => (
            <Row key={one.id} to={`/operations/${one.id}`} end={<OperationState operation={one} />}>
              <strong>{one.kindName}</strong> {one.title}
              <br />
              <span className="k-muted">
                <When at={one.createdAt} />
                {one.by ? ` · ${one.by}` : ''}
                {one.units > 0 ? ` · ${t('records')} ${one.units}` : ''}
              </span>
            </Row>
          ))}
        </List>
      ) : null}
      {answer.data?.nextCursor && limit < 200 ? (
        <Button onClick={() => setLimit((now) => Math.min(200, now + pageSize))}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}

const tones: Partial<Record<Operation['state'], Tone>> = {
  done: 'done',
  failed: 'overdue',
  running: 'due',
  queued: 'due',
}

export function OperationState({ operation }: { operation: Operation }) {
  const t = useWords(operationWords)
  const { state, units, undoneUnits } = operation
  if (state === 'done' && undoneUnits > 0)
    return <Badge tone="due">{t('partly', { n: undoneUnits, total: units })}</Badge>
  return <Badge tone={tones[state] ?? 'plain'}>{t(state)}</Badge>
}
