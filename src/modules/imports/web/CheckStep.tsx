import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { cancelImport, getImport, listImports, startImport } from '../contract.ts'
import type { Import } from '../contracts/import-record.ts'
import { Figures } from './Figures.tsx'
import { ProblemLines } from './ProblemLines.tsx'
import { importWords } from './words.ts'

/** The dry run: what importing now would do, line by line where there is something to say. */
export function CheckStep({ one }: { one: Import }) {
  const t = useWords(importWords)
  const { go, setSearch } = useNavigation()
  const start = useDo(startImport, { refresh: [getImport, listImports] })
  const cancel = useDo(cancelImport, { refresh: [getImport, listImports] })
  const { report } = one
  if (!report) return <Notice tone="overdue">{t('fileGone')}</Notice>
  const { counts } = report
  const count = counts.taken + counts.updated
  return (
    <>
      <p className="k-muted">{t('checkHint')}</p>
      <Figures counts={counts} />
      {(start.error ?? cancel.error) ? <Failure error={start.error ?? cancel.error} /> : null}
      <div className="import-actions">
        <Button kind="quiet" onClick={() => setSearch({ step: 'columns' })}>
          {t('back')}
        </Button>
        <Button
          kind="quiet"
          busy={cancel.isPending}
          onClick={() =>
            cancel.mutate({ params: { id: one.id }, body: {} }, { onSuccess: () => go('/imports') })
          }
        >
          {t('cancelPreview')}
        </Button>
        {count + counts.unchanged > 0 ? (
          <Button
            kind="primary"
            busy={start.isPending}
            onClick={() => start.mutate({ params: { id: one.id }, body: { version: one.version } })}
          >
            {count > 0 ? t('start', { n: count }) : t('nothingNew')}
          </Button>
        ) : null}
      </div>
      <ProblemLines one={one} />
    </>
  )
}
