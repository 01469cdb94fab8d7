import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listRegions, listStores, type Region } from '../contracts/stores.ts'
import { storeWords } from '../words.ts'
import { NewStoreSheet } from './NewStoreSheet.tsx'
import { nameIn } from './names.ts'
import { RegionSheet } from './RegionSheet.tsx'
import './access.css'

/** The stores of the group and their regions. */
export function StoresPage() {
  const t = useWords(storeWords)
  const locale = useLocale()
  const { isDemo } = useSession()
  const canAdd = useCan('stores.manage', 'group')
  const canLeaveDemo = useCan('demo.manage')
  const stores = useAsk(listStores, {}, { live: ['access.store_added', 'access.store_changed'] })
  const regions = useAsk(listRegions, {}).data?.regions ?? []
  const [isAdding, setIsAdding] = useState(false)
  const [region, setRegion] = useState<Region | 'new'>()
  const list = stores.data?.stores
  const regionName = (id: number | null) => {
    const found = regions.find((one) => one.id === id)
    return found ? nameIn(locale, found) : '—'
  }
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('stores')}</h1>
        {canAdd ? (
          <Button kind="primary" onClick={() => setIsAdding(true)}>
            {t('addStore')}
          </Button>
        ) : null}
      </div>
      {isDemo && canLeaveDemo ? (
        <Notice action={<Link to="/start-own-store">{t('ownStore')}</Link>}>
          {t('ownStoreHint')}
        </Notice>
      ) : null}
      {stores.error ? <Failure error={stores.error} onRetry={() => void stores.refetch()} /> : null}
      {!list && !stores.error ? <Skeleton rows={5} /> : null}
      {list ? (
        <div className="access-scroll">
          <table className="access-table" aria-label={t('stores')}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('code')}</th>
                <th scope="col">{t('region')}</th>
                <th scope="col">{t('city')}</th>
                <th scope="col">{t('hours')}</th>
              </tr>
            </thead>
            <tbody>
              {list.map((store) => (
                <tr key={store.id}>
                  <th scope="row">
                    <Link to={`/stores/${store.id}`}>{nameIn(locale, store)}</Link>{' '}
                    {store.isHeadOffice ? <Badge>{t('headOffice')}</Badge> : null}
                  </th>
                  <td>{store.code}</td>
                  <td>{regionName(store.regionId)}</td>
                  <td>{store.city || '—'}</td>
                  <td className="k-number">
                    {store.opensAt}–{store.closesAt}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <div className="k-spread">
        <h2>{t('regions')}</h2>
        {canAdd ? <Button onClick={() => setRegion('new')}>{t('addRegion')}</Button> : null}
      </div>
      {regions.length > 0 ? (
        <div className="access-scroll access-narrow">
          <table className="access-table" aria-label={t('regions')}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('storeCount')}</th>
              </tr>
            </thead>
            <tbody>
              {regions.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    {canAdd ? (
                      <Button kind="quiet" onClick={() => setRegion(one)}>
                        {nameIn(locale, one)}
                      </Button>
                    ) : (
                      nameIn(locale, one)
                    )}
                  </th>
                  <td className="k-number">{one.stores}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {isAdding ? <NewStoreSheet regions={regions} onClose={() => setIsAdding(false)} /> : null}
      {region ? (
        <RegionSheet
          region={region === 'new' ? undefined : region}
          onClose={() => setRegion(undefined)}
        />
      ) : null}
    </div>
  )
}
