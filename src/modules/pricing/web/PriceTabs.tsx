import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useTabInView } from '#ui/tab-in-view.ts'
import { useWords } from '#ui/words.tsx'
import { pricingTabs } from '../titles.ts'
import './pricing.css'

/** The three parts of the price book: prices, what is sold with a car, who may give how much. */
export function PriceTabs() {
  const t = useWords(pricingTabs)
  const { path } = useNavigation()
  const bar = useTabInView()
  const seesLimits = useCan('quotes.read')
  const tabs = [
    { to: '/prices', word: 'prices' as const },
    { to: '/price-items', word: 'items' as const },
    ...(seesLimits ? [{ to: '/discount-limits', word: 'limits' as const }] : []),
  ]
  return (
    <nav ref={bar} className="price-tabs" aria-label={t('prices')}>
      {tabs.map(({ to, word }) =>
        path === to ? (
          <Link key={to} to={to} aria-current="page">
            {t(word)}
          </Link>
        ) : (
          <Link key={to} to={to}>
            {t(word)}
          </Link>
        ),
      )}
    </nav>
  )
}
