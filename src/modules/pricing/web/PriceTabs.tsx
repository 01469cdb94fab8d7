import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useTabInView } from '#ui/tab-in-view.ts'
import { useWords } from '#ui/words.tsx'
import { defineWords } from '#shared/words.ts'
import './pricing.css'

const tabWords = defineWords({
  bar: ['价格与库存', 'Prices and stock'],
  prices: ['价格表', 'Prices'],
  items: ['选装与费用', 'Options and fees'],
  limits: ['优惠审批权限', 'Discount limits'],
  stock: ['库存车', 'Cars in stock'],
})

/** The parts of the price book: prices, what is sold with a car, who may give how much, what is there. */
export function PriceTabs() {
  const t = useWords(tabWords)
  const { path } = useNavigation()
  const bar = useTabInView()
  const seesPrices = useCan('pricing.read')
  const seesStock = useCan('stock.read')
  const tabs = [
    ...(seesPrices
      ? [
          { to: '/prices', word: 'prices' as const },
          { to: '/price-items', word: 'items' as const },
        ]
      : []),
    ...(seesStock ? [{ to: '/stock', word: 'stock' as const }] : []),
    ...(seesPrices ? [{ to: '/discount-limits', word: 'limits' as const }] : []),
  ]
  return (
    <nav ref={bar} className="price-tabs" aria-label={t('bar')}>
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
