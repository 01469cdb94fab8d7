import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { download } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { usePhrase, useWords } from '#ui/words.tsx'
import {
  downloadStoreExport,
  listStoreExports,
  type StoreExport,
  startStoreExport,
} from '../contracts/store-exports.ts'
import { firstDayWords } from './first-day-words.ts'
import { importWords, stateLabels } from './words.ts'
import './import.css'

const askEveryMs = 1_500
const leastReason = 2

/** Everything a store has as one archive: asked for with a reason, written by the worker. */
export function StoreExportPage() {
  const t = useWords(firstDayWords)
  const first = useAsk(listStoreExports, {}, { live: ['imports.*'], keep: true })
  const isBusy = first.data?.items.some((one) => isRunning(one)) ?? false
  const watched = useAsk(
    listStoreExports,
    {},
    { when: isBusy, keep: true, ...(isBusy ? { every: askEveryMs } : {}) },
  )
  const items = (watched.data ?? first.data)?.items
  return (
    <div className="k-stack">
      <h1>{t('storeExport')}</h1>
      <p className="k-muted">{t('storeExportHint')}</p>
      <Ask isBusy={isBusy} />
      {first.error ? <Failure error={first.error} onRetry={() => void first.refetch()} /> : null}
      {items === undefined && !first.error ? <Skeleton rows={4} /> : null}
      {items?.length === 0 ? (
        <EmptyState title={t('noExports')}>{t('noExportsHint')}</EmptyState>
      ) : null}
      {items && items.length > 0 ? (
        <div className="k-stack">
          {items.map((one) => (
            <One key={one.id} one={one} />
          ))}
        </div>
      ) : null}
    </div>
  )
}

const isRunning = (one: StoreExport) => one.state === 'queued' || one.state === 'running'

function Ask({ isBusy }: { isBusy: boolean }) {
  const t = useWords(firstDayWords)
  const mayPhones = useCan('exports.phones', 'store')
  const [reason, setReason] = useState('')
  const [phones, setPhones] = useState(false)
  const start = useDo(startStoreExport, { refresh: [listStoreExports] })
  return (
    <section className="k-card k-stack" aria-label={t('storeExport')}>
      <Field label={t('exportReason')} hint={t('exportReasonHint')} required>
        <TextInput value={reason} onChange={setReason} maxLength={200} />
      </Field>
      {mayPhones ? (
        <label className="k-line">
          <input
            type="checkbox"
            checked={phones}
            onChange={(event) => setPhones(event.target.checked)}
          />
          {t('wholeNumbers')}
        </label>
      ) : (
        <p className="k-muted">{t('maskedNumbers')}</p>
      )}
      {start.error ? <Failure error={start.error} /> : null}
      <div className="import-actions">
        <Button
          kind="primary"
          busy={start.isPending || isBusy}
          disabled={reason.trim().length < leastReason}
          onClick={() =>
            start.mutate({ body: { reason, phones } }, { onSuccess: () => setReason('') })
          }
        >
          {isBusy ? t('exporting') : t('startExport')}
        </Button>
      </div>
    </section>
  )
}

function One({ one }: { one: StoreExport }) {
  const t = useWords(firstDayWords)
  const phrase = usePhrase()
  const [error, setError] = useState<unknown>()
  const { done, total } = one.progress
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0
  return (
    <section className="k-card k-stack" aria-label={one.reason}>
      <div className="k-spread">
        <strong>{one.reason}</strong>
        <Badge tone={one.state === 'done' ? 'done' : one.state === 'failed' ? 'overdue' : 'plain'}>
          {phrase(stateLabels[one.state])}
        </Badge>
      </div>
      <p className="k-muted">
        <When at={one.createdAt} /> · {one.by ?? '—'} ·{' '}
        {t(one.withPhones ? 'numbersWhole' : 'numbersMasked')}
      </p>
      {isRunning(one) ? (
        <div
          className={`import-bar${percent === 0 ? ' import-bar-unknown' : ''}`}
          role="progressbar"
          aria-label={phrase(importWords.running)}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <div style={percent === 0 ? undefined : { width: `${percent}%` }} />
        </div>
      ) : null}
      {one.rows.length > 0 ? (
        <p>{one.rows.map(({ file, rows }) => `${file} ${rows}`).join(' · ')}</p>
      ) : null}
      {error ? <Failure error={error} /> : null}
      {one.keptUntil ? (
        <div className="k-spread">
          <span className="k-muted">
            {t('keptUntil')} <When at={one.keptUntil} />
          </span>
          <Button
            onClick={() =>
              void download(downloadStoreExport, { params: { id: one.id } }).then(
                () => setError(undefined),
                setError,
              )
            }
          >
            {t('download')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
