import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { PaperView } from '#ui/PaperView.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getNumberPaper, getNumberPaperFile, type NumberPaper } from '../contracts/number-papers.ts'
import { paperWords } from '../paper-words.ts'
import { metricTitles } from '../titles.ts'
import { numbersNews } from './naming.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { useAsked } from './period.ts'
import './numbers.css'
import './pivot.css'

const papers: readonly NumberPaper[] = ['visit-statistics', 'monthly', 'funnel']

/** The tables a store prints of its numbers: on the screen as on paper, as PDF and as Excel. */
export function NumberPapersPage() {
  const t = useWords(paperWords)
  const title = useWords(metricTitles)
  const locale = useLocale()
  const toast = useToast()
  const { search, setSearch } = useNavigation()
  const mayExport = useCan('exports.run')
  const [busy, setBusy] = useState<'pdf' | 'xlsx'>()
  const asked = useAsked()
  const paper = papers.find((one) => one === search.paper) ?? 'monthly'
  const query = { from: asked.from, to: asked.to, stores: asked.stores }
  const answer = useAsk(
    getNumberPaper,
    { params: { paper }, query },
    { live: numbersNews, keep: true },
  )
  const file = (format: 'pdf' | 'xlsx') => {
    setBusy(format)
    download(getNumberPaperFile, { params: { paper }, query: { ...query, format } })
      .catch((error: unknown) => toast(sayError(error, locale)))
      .finally(() => setBusy(undefined))
  }
  return (
    <div className="k-stack numbers">
      <div className="k-stack numbers-tools">
        <h1>{title('numberPapers')}</h1>
        <div className="k-line">
          <Segmented
            label={t('tabs')}
            value={paper}
            onChange={(value) => setSearch({ paper: value }, { replace: true })}
            options={papers.map((value) => ({ value, label: t(value) }))}
          />
          <Link to="/traffic-report">{t('trafficReport')}</Link>
        </div>
        <PeriodPicker asked={asked} />
        <div className="k-line">
          <Button kind="primary" onClick={() => window.print()}>
            {t('print')}
          </Button>
          <Button busy={busy === 'pdf'} onClick={() => file('pdf')}>
            {t('toPdf')}
          </Button>
          {mayExport ? (
            <Button busy={busy === 'xlsx'} onClick={() => file('xlsx')}>
              {t('toExcel')}
            </Button>
          ) : null}
        </div>
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? (
        <PaperView paper={answer.data} />
      ) : answer.error ? null : (
        <Skeleton rows={12} height={28} />
      )}
    </div>
  )
}
