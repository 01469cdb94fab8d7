import { type ReactNode, useState } from 'react'
import { formatYuan } from '#shared/money.ts'
import type { QuoteTotals } from '#shared/quote-totals.ts'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { quoteWords } from '../words.ts'
import { Figures } from './Figures.tsx'
import './quotes.css'

/** The on-road price, always in sight; a tap opens how it adds up. */
export function TotalBar(props: {
  totals: QuoteTotals
  /** Rules that the choices break, in words. */
  broken: readonly string[]
  children: ReactNode
}) {
  const { totals } = props
  const t = useWords(quoteWords)
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const yuan = (fen: number) => formatYuan(fen, { symbol: true, whole: true })
  const beneath = [
    ...(totals.discountFen > 0 ? [`${t('discount')} ${yuan(totals.discountFen)}`] : []),
    ...(totals.loanFen > 0 ? [`${t('monthly')} ${yuan(totals.monthlyFen)}`] : []),
  ]
  return (
    <section className="quote-bar" aria-label={t('total')}>
      {props.broken.length > 0 ? (
        <p className="quote-broken" role="alert">
          {props.broken.join(locale === 'zh' ? '；' : '; ')}
        </p>
      ) : null}
      <button type="button" className="quote-sum" onClick={() => setOpen(true)}>
        <span>
          {t('total')} <strong className="k-number">{yuan(totals.totalFen)}</strong>
        </span>
        <small>{beneath.length === 0 ? t('details') : beneath.join(' · ')}</small>
      </button>
      <span className="quote-bar-actions">{props.children}</span>
      <Sheet open={open} title={t('details')} onClose={() => setOpen(false)}>
        <Figures totals={totals} />
      </Sheet>
    </section>
  )
}
