import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import type { Import, ImportReport } from '../contracts/import-record.ts'
import { importWords } from './words.ts'

/** Names the staff list does not have: each means a person, or its lines are refused. */
export function UnknownConsultants(props: {
  one: Import
  busy: boolean
  onChoose: (name: string, choice: string) => void
}) {
  const t = useWords(importWords)
  const names = props.one.report?.unknown.consultants ?? []
  if (names.length === 0) return null
  const options = [
    { value: 'refuse', label: t('refuseThem') },
    ...props.one.people.map((person) => ({ value: person.id, label: person.name })),
  ]
  return (
    <section className="k-card k-stack" aria-label={t('unknownConsultants')}>
      <h2>{t('unknownConsultants')}</h2>
      <p className="k-muted">{t('unknownConsultantsHint')}</p>
      {names.map((name) => (
        <Field
          key={name.text}
          label={name.text}
          hint={t('linesOf', { lines: name.lines, row: name.firstRow })}
          required
        >
          <Select
            value={name.choice ?? 'refuse'}
            disabled={props.busy}
            options={options}
            onChange={(choice) => props.onChoose(name.text, choice)}
          />
        </Field>
      ))}
    </section>
  )
}

/** Models and sources no dictionary knows; they stay on the records as they were written. */
export function UnknownWords({ report }: { report: ImportReport }) {
  const t = useWords(importWords)
  const { series, sources, others = [] } = report.unknown
  if (series.length + sources.length + others.length === 0) return null
  const say = (words: typeof series) =>
    words.map((word) => `${word.text} (${word.lines})`).join('、')
  return (
    <section className="k-card k-stack" aria-label={t('unknownWords')}>
      <h2>{t('unknownWords')}</h2>
      <p className="k-muted">{t('unknownWordsHint')}</p>
      {series.length > 0 ? <p>{t('models', { words: say(series) })}</p> : null}
      {sources.length > 0 ? <p>{t('sources', { words: say(sources) })}</p> : null}
      {others.length > 0 ? <p>{t('otherWords', { words: say(others) })}</p> : null}
    </section>
  )
}
