import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { attributes, listRivals, type Rival } from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'
import { RivalSheet } from './RivalSheet.tsx'
import './road.css'

/** The rivals of the group: price, points, and what to answer. */
export function RivalsPage() {
  const t = useWords(roadWords)
  const manages = useCan('rivals.manage')
  const [open, setOpen] = useState<Rival | 'new'>()
  const found = useAsk(
    listRivals,
    { query: manages ? { all: 'true' } : {} },
    { live: ['road.rivals_changed'] },
  )
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('rivals')}</h1>
        {manages ? (
          <Button kind="primary" onClick={() => setOpen('new')}>
            {t('addRival')}
          </Button>
        ) : null}
      </div>
      {found.error ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data === undefined && !found.error ? <Skeleton rows={6} height={80} /> : null}
      {found.data?.items.length === 0 ? (
        <EmptyState title={t('noRivals')}>{t('noRivalsHint')}</EmptyState>
      ) : null}
      {(found.data?.items ?? []).map((rival) => (
        <RivalCard
          key={rival.id}
          rival={rival}
          onEdit={manages ? () => setOpen(rival) : undefined}
        />
      ))}
      {open ? (
        <RivalSheet rival={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      ) : null}
    </div>
  )
}

function RivalCard({ rival, onEdit }: { rival: Rival; onEdit: (() => void) | undefined }) {
  const t = useWords(roadWords)
  const locale = useLocale()
  const price = [rival.priceFromFen, rival.priceToFen]
    .flatMap((fen) => (fen === null ? [] : [sayYuan(fen, locale)]))
    .join('–')
  const measured = attributes
    .flatMap((key) => {
      const value = rival.attributes[key]
      return value === undefined ? [] : [`${t(key)} ${value}`]
    })
    .join(' · ')
  return (
    <section className="k-card k-stack" aria-label={`${rival.brand} ${rival.name}`}>
      <div className="k-spread">
        <h2>
          {rival.brand} {rival.name}{' '}
          {rival.isActive ? null : <Badge tone="blocked">{t('skipped')}</Badge>}
        </h2>
        {onEdit ? (
          <Button aria-label={`${t('edit')} ${rival.brand} ${rival.name}`} onClick={onEdit}>
            {t('edit')}
          </Button>
        ) : null}
      </div>
      <p className="k-muted">
        {[
          price ? t('rivalPrice', { price }) : '',
          rival.ownSeriesName ? `${t('against')} ${rival.ownSeriesName}` : '',
          measured,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <dl className="road-facts">
        {(['strong', 'weak', 'answer'] as const).map((word) =>
          rival[word] ? (
            <div key={word} style={{ display: 'contents' }}>
              <dt>{t(word)}</dt>
              <dd>{rival[word]}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {rival.links.length > 0 ? (
        <div className="k-line">
          {rival.links.map((link) => (
            <a key={link.url} href={link.url} target="_blank" rel="noreferrer noopener">
              {link.title}
            </a>
          ))}
        </div>
      ) : null}
      <p className="k-muted">
        {rival.keeperName ? `${t('keeper')} ${rival.keeperName} · ` : ''}
        {t('changedAt')} <When at={rival.changedAt} /> {rival.changedBy ?? ''}
      </p>
    </section>
  )
}
