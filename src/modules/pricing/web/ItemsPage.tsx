import { useState } from 'react'
import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { formatYuan } from '#shared/money.ts'
import { type PriceItemKind, priceItemKinds } from '#shared/price-book.ts'
import { useAsk } from '#ui/ask.ts'
import { sayDate } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listPriceItems, type PriceItemRecord } from '../contract.ts'
import { pricingTitles } from '../titles.ts'
import { pricingWords } from '../words.ts'
import { ItemSheet } from './ItemSheet.tsx'
import { PriceTabs } from './PriceTabs.tsx'
import './pricing.css'

const isKind = (text: string | undefined): text is PriceItemKind =>
  (priceItemKinds as readonly string[]).includes(text ?? '')

/** What is sold with a car, kind by kind; those who manage prices change it. */
export function ItemsPage() {
  const t = useWords(pricingWords)
  const title = useWords(pricingTitles)
  const { search, setSearch } = useNavigation()
  const may = useCan('pricing.manage')
  const mayForAll = useCan('pricing.manage', 'group')
  const kind = isKind(search.kind) ? search.kind : 'option'
  const answer = useAsk(listPriceItems, { query: {} }, { live: ['pricing.*'] })
  const [edited, setEdited] = useState<PriceItemRecord | 'new'>()
  const all = answer.data?.items ?? []
  const items = all.filter((item) => item.kind === kind)
  return (
    <div className="k-stack">
      <h1>{title('items')}</h1>
      <PriceTabs />
      <div className="k-spread">
        <Segmented<PriceItemKind>
          label={t('kind')}
          value={kind}
          onChange={(next) => setSearch({ kind: next }, { replace: true })}
          options={priceItemKinds.map((value) => ({ value, label: t(value) }))}
        />
        {may ? (
          <Button kind="primary" onClick={() => setEdited('new')}>
            {t('newItem')}
          </Button>
        ) : null}
      </div>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <Skeleton rows={6} />
      ) : items.length === 0 ? (
        <EmptyState title={t('noItems')}>{t('noItemsHint')}</EmptyState>
      ) : (
        <List label={t(kind)}>
          {items.map((item) => (
            <Row
              key={item.id}
              {...(may && (mayForAll || item.isOwn) ? { onClick: () => setEdited(item) } : {})}
              end={<Price item={item} />}
            >
              <ItemText item={item} all={all} />
            </Row>
          ))}
        </List>
      )}
      {edited ? (
        <ItemSheet
          key={edited === 'new' ? kind : edited.id}
          kind={kind}
          item={edited === 'new' ? undefined : edited}
          all={all}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </div>
  )
}

function Price({ item }: { item: PriceItemRecord }) {
  const t = useWords(pricingWords)
  const { rule } = item
  const rate =
    item.kind === 'finance'
      ? (rule.terms ?? []).map(({ months, rateBp }) => `${months}: ${rateBp / 100}%`).join(' · ')
      : item.kind === 'tax'
        ? `${(rule.rateBp ?? 0) / 100}%`
        : rule.ratePpm
          ? `${rule.ratePpm / 10_000}%`
          : ''
  const choices = (rule.choices ?? []).map(({ fen }) => fen)
  const sum =
    choices.length > 0
      ? `${formatYuan(Math.min(...choices), { whole: true })}–${formatYuan(Math.max(...choices), { whole: true })}`
      : item.kind === 'finance' || item.kind === 'tax'
        ? ''
        : formatYuan(item.priceFen, { whole: true, symbol: true })
  return (
    <span className="k-line k-number">
      {item.isActive ? null : <Badge tone="blocked">{t('resting')}</Badge>}
      {[sum, rate].filter(Boolean).join(' + ')}
    </span>
  )
}

function ItemText({ item, all }: { item: PriceItemRecord; all: PriceItemRecord[] }) {
  const t = useWords(pricingWords)
  const locale = useLocale()
  const day = (at: string | null) => (at ? sayDate(at, locale) : '')
  const series = useAsk(listSeriesRoute, { query: { state: 'all' } })
  const named = (one: { name: string; nameEn: string }) =>
    locale === 'zh' ? one.name : one.nameEn || one.name
  const names = (ids: string[], from: { id: string; name: string; nameEn: string }[]) =>
    ids
      .flatMap((id) => from.filter((one) => one.id === id).map(named))
      .join(locale === 'zh' ? '、' : ', ')
  const about = [
    ...(item.seriesIds.length > 0
      ? [t('onlyFor', { names: names(item.seriesIds, series.data?.items ?? []) })]
      : []),
    ...(item.needs.length > 0 ? [t('needsOf', { names: names(item.needs, all) })] : []),
    ...(item.excludes.length > 0 ? [t('excludesOf', { names: names(item.excludes, all) })] : []),
    ...(item.rule.isCompulsory ? [t('isCompulsory')] : []),
    ...(item.rule.isDefault ? [t('isDefault')] : []),
    ...(item.validTo
      ? [t('fromTo', { from: day(item.validFrom), to: day(item.validTo) })]
      : item.validFrom
        ? [t('from', { from: day(item.validFrom) })]
        : []),
    ...(item.isOwn ? [t('ownStore')] : []),
  ]
  return (
    <>
      {item.rule.swatch ? (
        <span className="price-swatch" style={{ background: item.rule.swatch }} aria-hidden />
      ) : null}{' '}
      {named(item)} <span className="k-muted">{about.join(' · ')}</span>
    </>
  )
}
