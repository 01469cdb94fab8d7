import { useState } from 'react'
import { formatYuan } from '#shared/money.ts'
import { useAsk } from '#ui/ask.ts'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getQuote, type QuoteRecord } from '../contract.ts'
import { quoteWords } from '../words.ts'
import { Approvals, DecisionCard } from './Approvals.tsx'
import { Figures } from './Figures.tsx'
import { QuoteActions } from './QuoteActions.tsx'
import { QuoteState } from './QuoteState.tsx'
import { CompareVersions, Lines } from './Versions.tsx'
import './quotes.css'

/** A quote: where it stands, what it says in each version, what can be done next. */
export function QuotePage() {
  const { params } = useNavigation()
  const answer = useAsk(getQuote, { params: { id: params.id ?? '' } }, { live: ['quotes.*'] })
  const t = useWords(quoteWords)
  return (
    <div className="k-stack">
      {answer.error ? (
        <>
          <h1>{t('quoteTitle')}</h1>
          <Failure error={answer.error} onRetry={() => void answer.refetch()} />
        </>
      ) : answer.data ? (
        <Shown quote={answer.data} />
      ) : (
        <>
          <h1>{t('quoteTitle')}</h1>
          <Skeleton rows={8} />
        </>
      )}
    </div>
  )
}

function Shown({ quote }: { quote: QuoteRecord }) {
  const t = useWords(quoteWords)
  const [no, setNo] = useState<number>()
  const version = quote.versions.find((one) => one.no === (no ?? quote.versionNo))
  if (!version) return null
  return (
    <>
      <div className="k-spread">
        <h1>
          {quote.customerName} · {quote.modelText}
        </h1>
        <QuoteState state={quote.state} />
      </div>
      <p className="k-muted">
        {quote.number} · {t('versionN', { no: quote.versionNo })} · {quote.ownerName} ·{' '}
        {t('validUntil')} <When at={quote.validUntil} /> · <When at={quote.changedAt} /> ·{' '}
        <Link className="quote-link" to={`/customers/${quote.customerId}`}>
          {t('toCustomer')}
        </Link>
      </p>
      <Standing quote={quote} />
      <QuoteActions quote={quote} no={version.no} />
      {quote.need.mayDecide ? (
        <DecisionCard key={quote.approvals.at(-1)?.id} quote={quote} />
      ) : null}
      {quote.versions.length > 1 ? (
        <Segmented<string>
          label={t('versions')}
          value={String(version.no)}
          onChange={(chosen) => setNo(Number(chosen))}
          options={quote.versions.map((one) => ({
            value: String(one.no),
            label: t('versionN', { no: one.no }),
          }))}
        />
      ) : null}
      <div className="quote-body">
        <section className="k-card k-stack" aria-label={t('whatItCosts')}>
          <h2>{t('whatItCosts')}</h2>
          <Lines version={version} />
          {version.note === '' ? null : (
            <p>
              <span className="k-muted">{t('note')}</span> {version.note}
            </p>
          )}
        </section>
        <section className="k-card k-stack" aria-label={t('figures')}>
          <h2>{t('figures')}</h2>
          <Figures totals={version.totals} />
        </section>
      </div>
      {quote.versions.length > 1 ? <CompareVersions versions={quote.versions} /> : null}
      {quote.approvals.length > 0 ? <Approvals quote={quote} /> : null}
    </>
  )
}

/** What must be known before anything is done: not approved, refused, lowered, ended. */
function Standing({ quote }: { quote: QuoteRecord }) {
  const t = useWords(quoteWords)
  const last = quote.approvals.at(-1)
  if (quote.endReason) return <Notice tone="blocked">{quote.endReason}</Notice>
  if (quote.state === 'waiting' && last)
    return <Notice tone="accent">{t('isWaiting', { reason: last.reason })}</Notice>
  if (quote.state === 'refused' && last)
    return (
      <Notice tone="overdue">
        {t('wasRefused', { name: last.decidedByName ?? '', note: last.decisionNote })}
      </Notice>
    )
  if (quote.state === 'approved' && last?.state === 'countered')
    return (
      <Notice tone="done">
        {t('wasCountered', {
          name: last.decidedByName ?? '',
          amount: formatYuan(last.counterFen ?? 0, { whole: true }),
          note: last.decisionNote,
        })}
      </Notice>
    )
  if (quote.state === 'draft' && quote.need.isNeeded)
    return (
      <Notice tone="overdue">
        {t('needsRoles', { roles: quote.need.roles.slice(0, 1).join('') })} · {t('basis')}{' '}
        {formatYuan(quote.need.basisFen, { whole: true, symbol: true })} ·{' '}
        {t('ofList', { percent: (quote.need.percentBp / 100).toFixed(2) })}
        {quote.need.isBelowFloor ? ` · ${t('belowFloor')}` : ''}
      </Notice>
    )
  return null
}
