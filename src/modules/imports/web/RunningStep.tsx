import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useNow } from '#ui/now.ts'
import { useWords } from '#ui/words.tsx'
import { cancelImport, getImport, listImports } from '../contract.ts'
import type { Import } from '../contracts/import-record.ts'
import { importWords } from './words.ts'

/** Work under way: a figure, the time left, and a stop that leaves nothing behind or keeps what is in. */
export function RunningStep({ one }: { one: Import }) {
  const t = useWords(importWords)
  const now = useNow()
  const cancel = useDo(cancelImport, { refresh: [getImport, listImports] })
  const [isAsking, setIsAsking] = useState(false)
  const stop = (keep: boolean) => {
    setIsAsking(false)
    cancel.mutate({ params: { id: one.id }, body: { keep } })
  }
  const { done, total } = one.progress
  const share = total > 0 ? Math.min(1, done / total) : 0
  const percent = Math.floor(share * 100)
  const left = one.state === 'running' ? secondsLeft(one, share, now) : undefined
  return (
    <section className="k-card k-stack" aria-label={t('running')}>
      <strong role="status">{one.state === 'queued' ? t('queued') : t('running')}</strong>
      <div
        className={`import-bar${share === 0 ? ' import-bar-unknown' : ''}`}
        role="progressbar"
        aria-label={t('running')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={share === 0 ? undefined : { width: `${percent}%` }} />
      </div>
      <p className="k-number">
        {t('progressOf', { percent })}
        {left === undefined ? '' : ` · ${t('timeLeft', { time: sayLeft(t, left) })}`}
      </p>
      <p className="k-muted">{t('mayLeave')}</p>
      {cancel.error ? <Failure error={cancel.error} /> : null}
      <div className="import-actions">
        <Button busy={cancel.isPending} onClick={() => setIsAsking(true)}>
          {cancel.data ? t('stopping') : t('cancel')}
        </Button>
      </div>
      <Sheet open={isAsking} onClose={() => setIsAsking(false)} title={t('cancelTitle')}>
        <div className="k-stack">
          <p>{t('cancelWhat', { n: done })}</p>
          <div className="import-actions">
            <Button kind="quiet" onClick={() => setIsAsking(false)}>
              {t('goOn')}
            </Button>
            <Button onClick={() => stop(true)}>{t('cancelKeep')}</Button>
            <Button kind="danger" onClick={() => stop(false)}>
              {t('cancelAll')}
            </Button>
          </div>
        </div>
      </Sheet>
    </section>
  )
}

function secondsLeft(one: Import, share: number, now: Date): number | undefined {
  if (one.startedAt === null || share < 0.02) return undefined
  const spent = Math.max(0, now.getTime() - new Date(one.startedAt).getTime()) / 1000
  return Math.ceil((spent / share) * (1 - share))
}

function sayLeft(t: (key: 'seconds' | 'minutes', values: { n: number }) => string, left: number) {
  return left < 90 ? t('seconds', { n: left }) : t('minutes', { n: Math.ceil(left / 60) })
}
