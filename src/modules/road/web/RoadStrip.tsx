import { useEffect, useRef } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { type Road, roadOfCustomer, type StepView } from '../contract.ts'
import { roadWords } from '../words.ts'
import { StepActions } from './StepActions.tsx'
import './road.css'

/** At the top of a customer's page: where the card is, what is next, and what to say. */
export function RoadStrip({ customerId }: { customerId: string }) {
  const t = useWords(roadWords)
  const found = useAsk(
    roadOfCustomer,
    { params: { id: customerId } },
    { live: ['road.*', 'opportunities.*', 'test_drives.*', 'quotes.*', 'orders.*'], keep: true },
  )
  const road = found.data?.road
  // Without a card there is no road; without network the page stands without it.
  if (!road) return null
  const next = road.steps.find((one) => one.step === road.next)
  return (
    <section className="k-card k-stack" aria-label={t('road')}>
      <RoadSteps road={road} />
      {next ? (
        <>
          <div className="k-spread">
            <h2>{t('nextStep', { step: t(`step_${next.step}`) })}</h2>
            <Link to={`/customers/${customerId}/road`}>{t('allSteps')}</Link>
          </div>
          <p className="road-say">{firstLine(next.say)}</p>
          <StepActions road={road} step={next} />
        </>
      ) : road.cardState === 'delivered' ? (
        <div className="k-spread">
          <span className="k-muted">{t('roadDone')}</span>
          <Link to={`/customers/${customerId}/road`}>{t('allSteps')}</Link>
        </div>
      ) : null}
    </section>
  )
}

const firstLine = (text: string) => text.split('\n')[0]

/** The eight steps, each with its mark. */
export function RoadSteps({ road }: { road: Road }) {
  const t = useWords(roadWords)
  const row = useRef<HTMLOListElement>(null)
  const { next } = road
  // On the phone the row is wider than the screen: the next step stands in sight.
  useEffect(() => {
    const at = row.current?.querySelector<HTMLElement>('[data-state="next"]')
    if (row.current && at && next)
      row.current.scrollLeft = at.offsetLeft - row.current.offsetLeft - 40
  }, [next])
  return (
    <ol className="road-steps" ref={row}>
      {road.steps.map((one, place) => (
        <li key={one.step} data-state={one.state}>
          <Link
            className="road-step"
            to={`/customers/${road.customerId}/road?step=${one.step}`}
            aria-label={`${place + 1} ${t(`step_${one.step}`)}: ${t(one.state)}`}
          >
            <span aria-hidden>{signs[one.state]}</span>
            {t(`step_${one.step}`)}
          </Link>
        </li>
      ))}
    </ol>
  )
}

const signs: Record<StepView['state'], string> = {
  done: '✓',
  skipped: '–',
  next: '▸',
  open: '○',
  passed: '·',
  ongoing: '↻',
}
