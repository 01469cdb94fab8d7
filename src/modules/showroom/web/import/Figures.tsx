import { useWords } from '#ui/words.tsx'
import type { ImportCounts } from '../../contracts/import.ts'
import { importWords } from './words.ts'

/** What an import takes, changes and refuses, and what its new visits count as. */
export function Figures({ counts }: { counts: ImportCounts }) {
  const t = useWords(importWords)
  const lines = [
    { label: t('taken'), value: counts.taken },
    { label: t('updated'), value: counts.updated },
    { label: t('unchanged'), value: counts.unchanged },
    { label: t('typedTwice'), value: counts.typedTwice },
    { label: t('refused'), value: counts.refused },
  ]
  const visits = [
    { label: t('traffic'), value: counts.newlyFiled + counts.unfiled },
    { label: t('newlyFiled'), value: counts.newlyFiled },
    { label: t('unfiled'), value: counts.unfiled },
    { label: t('repeat'), value: counts.repeat },
  ]
  return (
    <>
      <Numbers title={`${t('lines')} ${counts.lines}`} items={lines} />
      {counts.taken > 0 ? (
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
