import type { CallOutput } from '#shared/contract.ts'
import { sayNumber } from '#ui/format.ts'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { getFunnel } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { sayWan } from './money.ts'
import { StageTable, stageName } from './StageTable.tsx'
import './forecast.css'

type Funnel = CallOutput<typeof getFunnel>
type Stage = Funnel['stages'][number]

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
export function FunnelStages(props: { data: Funnel; mayOpen: boolean; period: Period }) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const { data } = props
  const most = Math.max(1, ...data.stages.map((stage) => stage.cards))
  const inlets = data.stages[0]?.inlets.map((one) => one.inlet) ?? []
  const countOf = (cards: number, more: Record<string, string>) =>
    props.mayOpen && cards > 0 ? (
      <Link to={linesPath(props.period, more)}>{sayNumber(cards, locale)}</Link>
    ) : (
      sayNumber(cards, locale)
    )
  return (
    <section className="k-card k-stack" aria-label={t('funnel')}>
      <ul className="fc-stage">
        {data.stages.map((stage) => {
          const name = stageName(stage, locale)
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
        {inlets.map((inlet) => (
          <span key={inlet}>
            <i aria-hidden="true" /> {t(inlet)}
          </span>
        ))}
      </p>
      <StageTable
        stages={data.stages}
        columns={[
          {
            title: t('cards'),
            cell: (stage) => countOf(stage.cards, { stage: String(stage.stage) }),
          },
          { title: t('quantity'), cell: (stage) => sayNumber(stage.cars, locale) },
          { title: t('amountWan'), cell: (stage) => sayWan(stage.amountFen) },
          { title: t('weightedWan'), cell: (stage) => sayWan(stage.weightedFen) },
          ...inlets.map((inlet) => ({
            title: t(inlet),
            cell: (stage: Stage) =>
              countOf(stage.inlets.find((one) => one.inlet === inlet)?.cards ?? 0, {
                stage: String(stage.stage),
                inlet,
              }),
          })),
        ]}
      />
      <p className="k-muted">{t('inletHint')}</p>
    </section>
  )
}
