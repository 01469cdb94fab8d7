import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Badge, type Tone } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { usePhrase, useWords } from '#ui/words.tsx'
import { listImports } from '../contract.ts'
import type { ImportState, ImportSummary } from '../contracts/import-record.ts'
import { FirstDayPanel } from './FirstDayPage.tsx'
import { importWords, stateLabels } from './words.ts'
import './import.css'

const pageSize = 50

/** Past imports, newest first; each opens to its result and can be taken back there. */
export function ImportsPage() {
  const t = useWords(importWords)
  const { go } = useNavigation()
  const [limit, setLimit] = useState(pageSize)
  const answer = useAsk(listImports, { query: { limit } }, { keep: true, live: ['imports.*'] })
  const items = answer.data?.items
  const begin = (
    <Button kind="primary" onClick={() => go('/imports/new')}>
      {t('newImport')}
    </Button>
  )
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('imports')}</h1>
        {items && items.length > 0 ? begin : null}
      </div>
      <FirstDayPanel />
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {items === undefined && !answer.error ? <Skeleton rows={8} /> : null}
      {items?.length === 0 ? (
        <EmptyState title={t('noImports')} action={begin}>
          {t('noImportsHint')}
        </EmptyState>
      ) : null}
      {items && items.length > 0 ? <List items={items} /> : null}
      {answer.data?.nextCursor && limit < 200 ? (
        <Button onClick={() => setLimit((now) => Math.min(200, now + pageSize))}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}

function List({ items }: { items: readonly ImportSummary[] }) {
  const t = useWords(importWords)
  return (
    <div className="import-scroll" role="region" aria-label={t('imports')} tabIndex={0}>
      <table className="import-table">
        <thead>
          <tr>
            <th>{t('file')}</th>
            <th>{t('kind')}</th>
            <th>{t('state')}</th>
            <th>{t('result')}</th>
            <th>{t('when')}</th>
            <th>{t('by')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to={`/imports/${one.id}`}>{one.fileName ?? t('fileGone')}</Link>
              </td>
              <td>{one.kindTitle}</td>
              <td>
                <StateBadge state={one.state} />
              </td>
              <td className="k-number">{one.counts ? <ShortCounts one={one} /> : '—'}</td>
              <td>
                <When at={one.createdAt} />
              </td>
              <td>{one.by ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ShortCounts({ one }: { one: ImportSummary }) {
  const t = useWords(importWords)
  if (!one.counts) return null
  const { taken, updated, refused } = one.counts
  const parts = [
    `${t('taken')} ${taken}`,
    ...(updated > 0 ? [`${t('updated')} ${updated}`] : []),
    ...(refused > 0 ? [`${t('refused')} ${refused}`] : []),
  ]
  return <>{parts.join(' · ')}</>
}

const tones: Partial<Record<ImportState, Tone>> = {
  done: 'done',
  failed: 'overdue',
  running: 'due',
  queued: 'due',
  preview: 'due',
}

export function StateBadge({ state }: { state: ImportState }) {
  const phrase = usePhrase()
  return <Badge tone={tones[state] ?? 'plain'}>{phrase(stateLabels[state])}</Badge>
}
