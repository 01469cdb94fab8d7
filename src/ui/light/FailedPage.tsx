import { Failure } from '#ui/light/Feedback.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/** A whole page that could not be shown: what failed, in words, under a heading of its own. */
export function FailedPage({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useWords(uiWords)
  return (
    <div className="k-stack">
      <h1>{t('failed')}</h1>
      <Failure error={error} {...(onRetry ? { onRetry } : {})} />
    </div>
  )
}
