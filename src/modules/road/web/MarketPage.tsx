import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { formatWan } from '#shared/money.ts'
import { attributes, marketPosition, type Place } from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'
import { MarketPlot } from './MarketPlot.tsx'
import { LostSheet, OwnSheet } from './MarketSheets.tsx'
import './road.css'

/** Own series and rivals by price and one attribute, and how many cards were lost to each. */
export function MarketPage() {
  const t = useWords(roadWords)
  const { search, setSearch } = useNavigation()
  const manages = useCan('rivals.manage')
  const seesCards = useCan('opportunities.read')
  const [own, setOwn] = useState<Place>()
  const [lost, setLost] = useState<{ optionId?: string; rivalId?: string; name: string }>()
  const period = {
    ...(search.from ? { from: search.from } : {}),
    ...(search.to ? { to: search.to } : {}),
  }
  const found = useAsk(marketPosition, { query: period }, { live: ['road.*'], keep: true })
  const attribute = attributes.find((one) => one === search.by) ?? 'wheelbase'
  const { data } = found
  return (
    <div className="k-stack">
      <h1>{t('market')}</h1>
      {found.error ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {data === undefined && !found.error ? <Skeleton rows={8} height={48} /> : null}
      {data ? (
        <>
          <div className="k-line">
            <Segmented
              label={t('market')}
              value={search.view === 'table' ? 'table' : 'plot'}
              onChange={(view) => setSearch({ view: view === 'plot' ? undefined : view })}
              options={[
                { value: 'plot', label: t('plot') },
                { value: 'table', label: t('table') },
              ]}
            />
            <Select
              aria-label={t('compareBy')}
              value={attribute}
              onChange={(by) => setSearch({ by })}
              style={{ width: 'auto' }}
              options={attributes.map((value) => ({ value, label: t(value) }))}
            />
            <TextInput
              type="date"
              aria-label={t('from')}
              value={data.from}
              onChange={(from) => setSearch({ from: from || undefined })}
              style={{ width: 'auto' }}
            />
            <TextInput
              type="date"
              aria-label={t('to')}
              value={data.to}
              onChange={(to) => setSearch({ to: to || undefined })}
              style={{ width: 'auto' }}
            />
          </div>
          {search.view === 'table' ? null : (
            <div className="road-table k-card" tabIndex={0} role="region" aria-label={t('plot')}>
              <MarketPlot items={data.items} attribute={attribute} />
            </div>
          )}
          <Places
            items={data.items}
            onOwn={manages ? setOwn : undefined}
            onLost={
              seesCards
                ? (place) =>
                    setLost({
                      rivalId: place.id,
                      name: `${place.brand} ${place.name}`,
                    })
                : undefined
            }
          />
          <section className="k-card k-stack" aria-label={t('losses')}>
            <h2>
              {t('lostTotal')} <span className="k-number">{data.lostTotal}</span>
            </h2>
            <p className="k-muted">{t('lossesShared')}</p>
            <List label={t('losses')}>
              {data.lost.map((row) => {
                const optionId = row.optionId ?? 'none'
                const end = (
                  <span className="k-line">
                    {row.optionId !== null && row.unnamed > 0 ? (
                      <span className="k-muted">{t('unnamedModel', { n: row.unnamed })}</span>
                    ) : null}
                    <span className="k-number">{row.n}</span>
                  </span>
                )
                return seesCards ? (
                  <Row
                    key={optionId}
                    onClick={() => setLost({ optionId, name: row.name })}
                    end={end}
                  >
                    {row.name}
                  </Row>
                ) : (
                  <Row key={optionId} end={end}>
                    {row.name}
                  </Row>
                )
              })}
            </List>
          </section>
        </>
      ) : null}
      {own ? <OwnSheet place={own} onClose={() => setOwn(undefined)} /> : null}
      {lost && data ? (
        <LostSheet
          {...lost}
          period={{ from: data.from, to: data.to }}
          onClose={() => setLost(undefined)}
        />
      ) : null}
    </div>
  )
}

function Places(props: {
  items: readonly Place[]
  onOwn: ((place: Place) => void) | undefined
  onLost: ((place: Place) => void) | undefined
}) {
  const t = useWords(roadWords)
  const price = (place: Place) =>
    [place.priceFromFen, place.priceToFen]
      .flatMap((fen) => (fen === null ? [] : [formatWan(fen)]))
      .join('–') || '—'
  return (
    <div className="road-table k-card" tabIndex={0} role="region" aria-label={t('table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('rivalName')}</th>
            <th scope="col" data-align="right">
              {t('priceWan')}
            </th>
            {attributes.map((key) => (
              <th key={key} scope="col" data-align="right">
                {t(key)}
              </th>
            ))}
            <th scope="col" data-align="right">
              {t('deals')}
            </th>
            <th scope="col" data-align="right">
              {t('losses')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((place) => (
            <tr key={place.id}>
              <th scope="row">
                {place.brand} {place.name}{' '}
                {place.isOwn ? <Badge tone="done">{t('own')}</Badge> : null}{' '}
                {place.isOwn && props.onOwn ? (
                  <button
                    type="button"
                    className="road-open"
                    aria-label={`${t('edit')} ${place.name}`}
                    onClick={() => props.onOwn?.(place)}
                  >
                    {t('edit')}
                  </button>
                ) : null}
              </th>
              <td data-align="right">{price(place)}</td>
              {attributes.map((key) => (
                <td key={key} data-align="right">
                  {place.attributes[key] ?? '—'}
                </td>
              ))}
              <td data-align="right">{place.deals ?? ''}</td>
              <td data-align="right">
                {place.losses !== null && place.losses > 0 && props.onLost ? (
                  <button
                    type="button"
                    className="road-open"
                    aria-label={`${t('lostTo', { name: place.name })} ${place.losses}`}
                    onClick={() => props.onLost?.(place)}
                  >
                    {place.losses}
                  </button>
                ) : (
                  (place.losses ?? '')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
