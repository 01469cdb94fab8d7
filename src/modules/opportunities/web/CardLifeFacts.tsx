import { useAsk } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { approvalsOfCard } from '../contracts/approvals.ts'
import type { Card } from '../contracts/card.ts'
import { lifeWords } from '../life-words.ts'
import { TemperatureMark } from './TemperatureMark.tsx'
import './life.css'

/** What the deal is worth, how it came, who shares it, what waits for a decision. */
export function CardLifeFacts({ card }: { card: Card }) {
  const t = useWords(lifeWords)
  const locale = useLocale()
  const approvals = useAsk(
    approvalsOfCard,
    { params: { id: card.id } },
    { live: ['opportunities.*'] },
  )
  const waiting = approvals.data?.items.filter((one) => one.state === 'open') ?? []
  return (
    <section className="k-card k-stack" aria-label={t('changes')}>
      <dl className="customer-facts">
        {card.temperature ? (
          <>
            <dt>{t('heat')}</dt>
            <dd>
              <TemperatureMark of={card.temperature} />{' '}
              <span className="k-muted">{t(`${card.temperature.action}Hint`)}</span>
            </dd>
          </>
        ) : null}
        <dt>{t('amountShort')}</dt>
        <dd>
          {card.expectedAmountFen > 0 ? (
            <>
              {sayYuan(card.expectedAmountFen, locale)}{' '}
              <span className="k-muted">
                {t(card.isAmountTyped ? 'amountTyped' : 'amountGuide')}
              </span>
            </>
          ) : (
            '—'
          )}
        </dd>
        <dt>{t('origin')}</dt>
        <dd>
          {t(card.origin)}
          {card.originName ? ` · ${card.originName}` : ''}
        </dd>
        {card.shares.length > 0 ? (
          <>
            <dt>{t('shares')}</dt>
            <dd>
              {card.shares
                .map((one) => t('sharesOf', { name: one.name ?? '—', n: one.percent }))
                .join(' · ')}
            </dd>
          </>
        ) : null}
      </dl>
      {waiting.length > 0 ? (
        <p className="k-line">
          <Badge tone="due">{t('open')}</Badge>
          <Link to="/card-approvals?show=mine">
            {waiting
              .map((one) =>
                one.step === 'stage'
                  ? t('stepStage', { n: one.toStage ?? 0 })
                  : t(one.step === 'suspend' ? 'suspend' : one.step),
              )
              .join(' · ')}
          </Link>
        </p>
      ) : null}
      {card.isArchived ? (
        <p>
          <Badge>{t(card.isPurged ? 'purged' : 'archived')}</Badge>
        </p>
      ) : null}
      <Link to={`/cards/${card.id}/changes`}>{t('changes')}</Link>
    </section>
  )
}
