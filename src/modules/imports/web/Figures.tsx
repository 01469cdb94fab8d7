import { usePhrase, useWords } from '#ui/words.tsx'
import { type ImportCounts, importRecords } from '../contracts/import-record.ts'
import { importWords, recordLabels } from './words.ts'

/** What an import takes, changes and refuses, and what its new visits count as. */
export function Figures({ counts }: { counts: ImportCounts }) {
  const t = useWords(importWords)
  const phrase = usePhrase()
  const lines = [
    { label: t('taken'), value: counts.taken },
    { label: t('updated'), value: counts.updated },
    { label: t('unchanged'), value: counts.unchanged },
    { label: t('typedTwice'), value: counts.typedTwice },
    { label: t('refused'), value: counts.refused },
  ]
  const { newlyFiled = 0, unfiled = 0, repeat = 0 } = counts
  const visits = [
    { label: t('traffic'), value: newlyFiled + unfiled },
    { label: t('newlyFiled'), value: newlyFiled },
    { label: t('unfiled'), value: unfiled },
    { label: t('repeat'), value: repeat },
  ]
  const made = importRecords.flatMap((record) => {
    const value = counts.made?.[record]
    return !value ? [] : [{ label: phrase(recordLabels[record]), value }]
  })
  return (
    <>
      <Numbers title={`${t('lines')} ${counts.lines}`} items={lines} />
      {made.length > 0 ? <Numbers title={t('made')} items={made} /> : null}
      {counts.taken > 0 && counts.newlyFiled !== undefined ? (
        <Numbers
          title={`${t('whatItCounts')}${
            counts.from && counts.to
              ? ` · ${t('period', { from: counts.from, to: counts.to })}`
              : ''
          }`}
          items={visits}
        />
      ) : null}
    </>
  )
}

function Numbers(props: { title: string; items: { label: string; value: number }[] }) {
  return (
    <section aria-label={props.title}>
      <h2 className="import-figures-title">{props.title}</h2>
      <dl className="import-figures">
        {props.items.map(({ label, value }) => (
          <div key={label} className="k-card" data-none={value === 0 || undefined}>
            <dt>{label}</dt>
            <dd className="k-number">{value.toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
