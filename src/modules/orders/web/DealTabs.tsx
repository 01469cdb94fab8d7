import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useTabInView } from '#ui/tab-in-view.ts'
import { useWords } from '#ui/words.tsx'
import { orderTitles } from '../titles.ts'
import './orders.css'

/** The lists of the area, one beside the other. */
export function DealTabs() {
  const t = useWords(orderTitles)
  const { path } = useNavigation()
  const bar = useTabInView()
  const mayManage = useCan('contracts.manage', 'store')
  const tabs = [
    ['/orders', t('orders')],
    ['/contracts', t('contracts')],
    ['/payments', t('payments')],
    ['/win-deals', t('winDeals')],
    ...(mayManage ? [['/contract-templates', t('templates')] as const] : []),
    ['/order-rules', t('orderRules')],
  ] as const
  return (
    <nav ref={bar} className="order-tabs" aria-label={t('orders')}>
      {tabs.map(([to, label]) => (
        <Link key={to} to={to} {...(path === to ? { 'aria-current': 'page' as const } : {})}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
