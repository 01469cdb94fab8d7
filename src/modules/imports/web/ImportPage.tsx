import { useAsk } from '#ui/ask.ts'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { getImport } from '../contract.ts'
import type { Import } from '../contracts/import-record.ts'
import { CheckStep } from './CheckStep.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { ResultStep } from './ResultStep.tsx'
import { RunningStep } from './RunningStep.tsx'
import { type ImportStep, StepBar } from './StepBar.tsx'
import { importWords } from './words.ts'
import './import.css'

const busy = new Set(['queued', 'running'])
const askEveryMs = 1_000

/** One import, wherever it is: the address says the step, the server the state. Safe to reload. */
export function ImportPage() {
  const t = useWords(importWords)
  const { params, search } = useNavigation()
  const id = params.id ?? ''
  const first = useAsk(getImport, { params: { id } }, { live: ['imports.*'], keep: true })
  const isBusy = busy.has(first.data?.state ?? '')
  // News may get lost with the connection; while it runs the page also asks by itself.
  const watched = useAsk(
    getImport,
    { params: { id } },
    { when: isBusy, ...(isBusy ? { every: askEveryMs } : {}) },
  )
  const one = watched.data ?? first.data
  if (first.error && !one)
    return <FailedPage error={first.error} onRetry={() => void first.refetch()} />
  if (!one) return <Skeleton rows={10} />
  const step = stepOf(one, search.step)
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{one.fileName ?? t('oneImport')}</h1>
        <Link to="/imports">{t('toList')}</Link>
      </div>
      <p className="k-muted">{one.kindTitle}</p>
      <StepBar step={step} />
      {step === 'columns' ? <ColumnsStep one={one} /> : null}
      {step === 'check' ? <CheckStep one={one} /> : null}
      {step === 'run' ? isBusy ? <RunningStep one={one} /> : <ResultStep one={one} /> : null}
    </div>
  )
}

function stepOf(one: Import, asked: string | undefined): ImportStep {
  if (one.state !== 'preview') return 'run'
  return asked === 'check' ? 'check' : 'columns'
}
