import type { CallOutput } from '#shared/contract.ts'
import { sayNumber } from '#ui/format.ts'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { getFunnel } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { sayWan } from './money.ts'
import './forecast.css'

export interface Period {
  from: string | undefined
  to: string | undefined
}

/** The address of the lines of a funnel. */
export const linesPath = (period: Period, more: Record<string, string>): string => {
  const query = new URLSearchParams(more)
  if (period.from) query.set('from', period.from)
  if (period.to) query.set('to', period.to)
  return `/funnel/lines?${query.toString()}`
}

/** The stages as bars split by inlet, and below them the figures, each opened to its cards. */
export function FunnelStages(props: {
  data: CallOutput<typeof getFunnel>
  mayOpen: boolean
  period: Period
}) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const { data } = props
  const most = Math.max(1, ...data.stages.map((stage) => stage.cards))
  return (
    <section className="k-card k-stack" aria-label={t('funnel')}>
      <ul className="fc-stage">
        {data.stages.map((stage) => {
          const name = `${stage.stage}% ${locale === 'zh' ? stage.name : stage.nameEn}`
          return (
            <li key={stage.stage}>
              <div className="k-spread">
                <span>{name}</span>
                <span className="fc-figures k-muted">
                  {t('nCards', { n: stage.cards })} · {t('nCars', { n: stage.cars })} ·{' '}
                  {t('sales', { n: sayWan(stage.amountFen) })} ·{' '}
                  {t('weightedSales', { n: sayWan(stage.weightedFen) })}
                </span>
              </div>
              <div
                className="fc-bar"
                role="img"
                style={{ width: `${(stage.cards / most) * 100}%` }}
                hidden={stage.cards === 0}
                aria-label={`${name}: ${stage.inlets.map((one) => `${t(one.inlet)} ${one.cards}`).join(', ')}`}
              >
                {stage.inlets.map((one) => (
                  <span
                    key={one.inlet}
                    style={{ width: `${(one.cards / Math.max(1, stage.cards)) * 100}%` }}
                  />
                ))}
              </div>
            </li>
          )
        })}
      </ul>
      <p className="fc-legend k-muted">
        {data.stages[0]?.inlets.map((one) => (
          <span key={one.inlet}>
            <i aria-hidden="true" /> {t(one.inlet)}
          </span>
        ))}
      </p>
      <div className="fc-scroll" role="region" aria-label={t('stage')} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t('stage')}</th>
              <th scope="col">{t('cards')}</th>
              <th scope="col">{t('quantity')}</th>
              <th scope="col">{t('amountWan')}</th>
              <th scope="col">{t('weightedWan')}</th>
              {data.stages[0]?.inlets.map((one) => (
                <th key={one.inlet} scope="col">
                  {t(one.inlet)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.stages.map((stage) => (
              <tr key={stage.stage}>
                <th scope="row">
                  {stage.stage}% {locale === 'zh' ? stage.name : stage.nameEn}
                </th>
                <td>
                  {props.mayOpen && stage.cards > 0 ? (
                    <Link to={linesPath(props.period, { stage: String(stage.stage) })}>
                      {sayNumber(stage.cards, locale)}
                    </Link>
                  ) : (
                    sayNumber(stage.cards, locale)
                  )}
                </td>
                <td>{sayNumber(stage.cars, locale)}</td>
                <td>{sayWan(stage.amountFen)}</td>
                <td>{sayWan(stage.weightedFen)}</td>
                {stage.inlets.map((one) => (
                  <td key={one.inlet}>
                    {props.mayOpen && one.cards > 0 ? (
                      <Link
                        to={linesPath(props.period, {
                          stage: String(stage.stage),
                          inlet: one.inlet,
                        })}
                      >
                        {one.cards}
                      </Link>
                    ) : (
                      one.cards
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="k-muted">{t('inletHint')}</p>
    </section>
  )
}
