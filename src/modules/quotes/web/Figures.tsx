import { formatYuan } from '#shared/money.ts'
import type { QuoteTotals } from '#shared/quote-totals.ts'
import { useWords } from '#ui/words.tsx'
import { quoteWords } from '../words.ts'
import './quotes.css'

type Word = keyof typeof quoteWords & string

/** The figures of a quote; what is nothing is left out. */
export function Figures({ totals }: { totals: QuoteTotals }) {
  const t = useWords(quoteWords)
  const yuan = (fen: number) => formatYuan(fen, { symbol: true, whole: true })
  const some = (word: Word, fen: number): [Word, string][] => (fen === 0 ? [] : [[word, yuan(fen)]])
  const rows: [Word, string][] = [
    ['listPrice', yuan(totals.listFen)],
    ...some('discount', totals.discountFen === 0 ? 0 : -totals.discountFen),
    ['carPrice', yuan(totals.carFen)],
    ...some('accessories', totals.accessoriesFen),
    ...some('gifts', totals.giftsFen),
    ...some('tax', totals.taxFen),
    ...some('insurance', totals.insuranceFen),
    ...some('fees', totals.feesFen),
  ]
  const after: [Word, string][] = [
    ...some('tradeIn', -totals.tradeInFen),
    ...some('loanAmount', -totals.loanFen),
    ...some('deposit', -totals.depositFen),
    ['due', yuan(totals.dueFen)],
  ]
  const loan: [Word, string][] =
    totals.loanFen === 0
      ? []
      : [
          ['monthly', `${yuan(totals.monthlyFen)} × ${t('months', { n: totals.months })}`],
          ...(totals.lastFen === totals.monthlyFen
            ? []
            : [['lastPayment', yuan(totals.lastFen)] as [Word, string]]),
          ...some('residual', totals.residualFen),
          ['interest', yuan(totals.interestFen)],
        ]
  const row = ([word, value]: [Word, string]) => [
    <dt key={word}>{t(word)}</dt>,
    <dd key={`${word}=`}>{value}</dd>,
  ]
  return (
    <dl className="quote-figures">
      {rows.map(row)}
      <dt data-total>{t('total')}</dt>
      <dd data-total>{yuan(totals.totalFen)}</dd>
      {totals.dueFen === totals.totalFen ? null : after.map(row)}
      {loan.map(row)}
    </dl>
  )
}
