import { useState } from 'react'
import { download } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { downloadRefused } from '../contract.ts'
import type { Import } from '../contracts/import-record.ts'
import { Figures } from './Figures.tsx'
import { ProblemLines } from './ProblemLines.tsx'
import { UndoSheet } from './UndoSheet.tsx'
import { importWords } from './words.ts'

/** What an import did, and what can be done about it. */
export function ResultStep({ one }: { one: Import }) {
  const t = useWords(importWords)
  const { go } = useNavigation()
  const mayUndo = useCan('operations.undo', 'store')
  const [isUndoing, setIsUndoing] = useState(false)
  const [error, setError] = useState<unknown>()
  const { counts } = one
  return (
    <>
      <Outcome one={one} />
      {counts ? <Figures counts={counts} /> : null}
      {error ? <Failure error={error} /> : null}
      <div className="import-actions">
        {one.state === 'done' && mayUndo ? (
          <Button kind="danger" onClick={() => setIsUndoing(true)}>
            {t('takeBack')}
          </Button>
        ) : null}
        {one.hasRefusedFile ? (
          <Button
            onClick={() =>
              void download(downloadRefused, { params: { id: one.id } }).then(
                () => setError(undefined),
                setError,
              )
            }
          >
            {t('downloadRefused', { n: one.report?.counts.refused ?? 0 })}
          </Button>
        ) : null}
        <Button kind="primary" onClick={() => go('/imports/new')}>
          {t('another')}
        </Button>
      </div>
      {one.state === 'done' && counts?.from && counts.to ? (
        <p>
          <Link to={`/visits?from=${counts.from}&to=${counts.to}`}>{t('openRegister')}</Link>
        </p>
      ) : null}
      {counts && one.report ? <ProblemLines one={one} /> : null}
      {isUndoing ? <UndoSheet one={one} onClose={() => setIsUndoing(false)} /> : null}
    </>
  )
}

function Outcome({ one }: { one: Import }) {
  const t = useWords(importWords)
  if (one.state === 'done')
    return <Notice tone="done">{one.wasStopped ? t('wasStopped') : t('done')}</Notice>
  if (one.state === 'cancelled') return <Notice>{t('cancelled')}</Notice>
  if (one.state === 'failed')
    return (
      <Notice tone="overdue">
        {t('failed')}
        {one.error ? `：${one.error}` : ''}
      </Notice>
    )
  return (
    <Notice>
      {t('undone')}
      {one.undoneAt ? (
        <>
          {' · '}
          {one.undoneBy ? `${t('undoneBy', { name: one.undoneBy })} ` : ''}
          <When at={one.undoneAt} />
        </>
      ) : null}
    </Notice>
  )
}
