import { useWords } from '#ui/words.tsx'
import { importWords } from './words.ts'

export const importSteps = ['file', 'columns', 'check', 'run'] as const
export type ImportStep = (typeof importSteps)[number]

/** Where in the import one is. */
export function StepBar({ step }: { step: ImportStep }) {
  const t = useWords(importWords)
  const labels = {
    file: t('stepFile'),
    columns: t('stepColumns'),
    check: t('stepCheck'),
    run: t('stepRun'),
  }
  const at = importSteps.indexOf(step)
  return (
    <ol className="import-steps" aria-label={t('steps')}>
      {importSteps.map((one, index) => (
        <li
          key={one}
          data-past={index < at || undefined}
          {...(one === step ? { 'aria-current': 'step' as const } : {})}
        >
          <span aria-hidden="true">{index < at ? '✓' : index + 1}</span>
          {labels[one]}
        </li>
      ))}
    </ol>
  )
}
