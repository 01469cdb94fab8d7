import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useWords } from '#ui/words.tsx'
import { type ImportLine, listImportLines } from '../contract.ts'
import type { Import } from '../contracts/import-record.ts'
import { importWords } from './words.ts'

type Kind = ImportLine['outcome']
const pageSize = 50

/** Lines that are refused, typed twice, or taken without a cell nobody could read. */
export function ProblemLines({ one }: { one: Import }) {
  const t = useWords(importWords)
  const counts = one.report?.counts
  const of: Record<Kind, number> = {
    refused: counts?.refused ?? 0,
    typed_twice: counts?.typedTwice ?? 0,
    doubtful: counts?.doubtful ?? 0,
    told: counts?.told ?? 0,
  }
  const labels: Record<Kind, string> = {
    refused: t('refused'),
    typed_twice: t('typedTwice'),
    doubtful: t('doubtfulLines'),
    told: t('told'),
  }
  const kinds = (['refused', 'typed_twice', 'doubtful', 'told'] as const).filter(
    (kind) => of[kind] > 0,
  )
  const [chosen, setChosen] = useState<Kind>()
  const kind = kinds.find((some) => some === chosen) ?? kinds[0]
  if (kind === undefined) return null
  return (
    <section className="k-stack" aria-label={t('problems')}>
      <h2>{t('problems')}</h2>
      <Segmented<Kind>
        label={t('problems')}
        value={kind}
        onChange={setChosen}
        options={kinds.map((some) => ({ value: some, label: `${labels[some]} ${of[some]}` }))}
      />
      {kind === 'refused' ? <p className="k-muted">{t('refusedHint')}</p> : null}
      <Lines key={`${kind} ${one.version}`} id={one.id} kind={kind} />
    </section>
  )
}

function Lines({ id, kind }: { id: string; kind: Kind }) {
  const t = useWords(importWords)
  const [limit, setLimit] = useState(pageSize)
  const answer = useAsk(
    listImportLines,
    { params: { id }, query: { outcome: kind, limit } },
    { keep: true },
  )
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton rows={5} />
  return (
    <>
      <table className="import-table import-lines">
        <thead>
          <tr>
            <th>{t('row')}</th>
            <th>{t('reason')}</th>
            <th>{t('content')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.data.items.map((line) => (
            <tr key={line.row}>
              <td className="k-number">{line.row}</td>
              <td>{line.reasons.join('；')}</td>
              <td className="import-samples">
                {line.cells.filter((cell) => cell.trim() !== '').join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.data.nextCursor && limit < 200 ? (
        <Button onClick={() => setLimit((now) => Math.min(200, now + pageSize))}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}
