import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { PaperView } from '#ui/PaperView.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getQuotePaper, getQuotePdf } from '../contract.ts'
import { quoteWords } from '../words.ts'

/** A version of a quote as it is printed. */
export function QuotePaperPage() {
  const t = useWords(quoteWords)
  const locale = useLocale()
  const toast = useToast()
  const { params, search } = useNavigation()
  const [busy, setBusy] = useState(false)
  const input = {
    params: { id: params.id ?? '' },
    query: search.no === undefined ? {} : { no: Number(search.no) },
  }
  const answer = useAsk(getQuotePaper, input, { live: ['quotes.*'] })
  const pdf = () => {
    setBusy(true)
    download(getQuotePdf, input)
      .catch((error: unknown) => toast(sayError(error, locale)))
      .finally(() => setBusy(false))
  }
  return (
    <div className="k-stack">
      <div className="forms-controls k-spread">
        <h1>{t('quoteTitle')}</h1>
        <div className="k-line">
          <Button kind="primary" onClick={() => window.print()}>
            {t('print')}
          </Button>
          <Button busy={busy} onClick={pdf}>
            {t('pdf')}
          </Button>
          <Link className="k-button" to={`/quotes/${input.params.id}`}>
            {t('toQuote')}
          </Link>
        </div>
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? (
        <PaperView paper={answer.data} />
      ) : answer.isPending ? (
        <Skeleton rows={12} />
      ) : null}
    </div>
  )
}
