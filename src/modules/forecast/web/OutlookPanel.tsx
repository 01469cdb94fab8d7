import { useAsk } from '#ui/ask.ts'
import { sayShare } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Outlook, outlooksOfCustomer, type WinReasonLine } from '../contract.ts'
import { getCustomerPriority, type PriorityLine } from '../contracts/priorities.ts'
import { forecastWords } from '../words.ts'
import { PriorityBadge, sayReasons } from './priority-parts.tsx'
import './forecast.css'

/** On a customer's page: the stage report of the open card, its chance with the reasons, the priority. */
export function OutlookPanel({ customerId }: { customerId: string }) {
  const t = useWords(forecastWords)
  const seesCards = useCan('opportunities.read')
  const params = { id: customerId }
  const outlooks = useAsk(
    outlooksOfCustomer,
    { params },
    { live: ['opportunities.*', 'orders.*'], when: seesCards },
  )
  const ranked = useAsk(getCustomerPriority, { params })
  const priority = ranked.data?.priority
  const items = outlooks.data?.items ?? []
  if (items.length === 0 && !priority) return null
  return (
    <section className="k-card k-stack" aria-label={t('outlook')}>
      <div className="k-spread">
        <h2>{t('outlook')}</h2>
        {priority ? <PriorityBadge line={priority} /> : null}
      </div>
      {items.map((item) => (
        <OneOutlook key={item.opportunityId} item={item} />
      ))}
      {priority ? <Reasons line={priority} /> : null}
    </section>
  )
}

function Reasons({ line }: { line: PriorityLine }) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  return (
    <details>
      <summary>
        {t('priority')} {line.priority} · {t('points')} {line.points}
      </summary>
      <p className="k-muted">{sayReasons(line, locale)}</p>
      <p className="k-muted">{t('rankedOn', { day: line.rankedOn })}</p>
    </details>
  )
}

function OneOutlook({ item }: { item: Outlook }) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const { win, remaining, wonFromStage } = item
  const isOpen = item.assessment !== 'signed' && item.assessment !== 'ended'
  const stage = `${item.stage}% ${locale === 'zh' ? item.stageName : item.stageNameEn}`
  return (
    <>
      <div className="k-stack">
        <span className="fc-assess">
          {t('inStage', { stage, n: item.daysInStage })}{' '}
          <Badge
            tone={
              item.assessment === 'usual' || item.assessment === 'signed'
                ? 'done'
                : item.assessment === 'no_history'
                  ? 'plain'
                  : 'overdue'
            }
          >
            {t(`assess_${item.assessment}`)}
          </Badge>
        </span>
        <span className="k-muted">
          {t('closeOn')} <When at={item.expectedOn} />
        </span>
        {remaining ? (
          <span className="k-muted">
            {t('remaining', {
              n: remaining.median,
              from: remaining.from,
              to: remaining.to,
              count: remaining.n,
            })}
          </span>
        ) : isOpen && item.assessment !== 'no_history' ? (
          <span className="k-muted">{t('remainingNone')}</span>
        ) : null}
        {wonFromStage ? (
          <span className="k-muted">
            {t('wonFrom', { share: sayShare(wonFromStage.share), n: wonFromStage.n })}
          </span>
        ) : null}
      </div>
      {win ? (
        <>
          <div className="k-spread">
            <span>{t('winIn90')}</span>
            <strong className="k-number">{Math.round(win.probability * 100)}%</strong>
          </div>
          <span className="k-muted">
            {t('winBase', { n: `${Math.round(win.base * 100)}%` })} ·{' '}
            {t('winLearned', { cards: win.cards })}
          </span>
          <ul className="fc-reasons">
            {win.reasons.slice(0, 6).map((reason) => (
              <li key={reason.fact}>
                <span>
                  {reason.effect > 0 ? '▲' : '▼'} {t(reason.effect > 0 ? 'raises' : 'lowers')} ·{' '}
                  <Fact reason={reason} />
                </span>
                <span className="k-number">
                  {reason.effect > 0 ? '+' : '−'}
                  {t('byPoints', { n: Math.abs(reason.effect * 100).toFixed(1) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : isOpen ? (
        <span className="k-muted">{t('winNone', item.least)}</span>
      ) : null}
    </>
  )
}

function Fact({ reason }: { reason: WinReasonLine }) {
  const t = useWords(forecastWords)
  const v = reason.value ?? t('notStated')
  if (reason.fact === 'test_drive' || reason.fact === 'returning')
    return <>{t(`fact_${reason.fact}_${v === 'yes' ? 'yes' : 'no'}`)}</>
  return <>{t(`fact_${reason.fact}` as 'fact_level', { v })}</>
}
