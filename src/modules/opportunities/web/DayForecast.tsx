import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { sayDay } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import type { Card } from '../contracts/card.ts'
import { dayForecast, listEscalations } from '../contracts/promise-care.ts'
import { CardLine } from './CardLine.tsx'
import { useMovePromise } from './MovePromiseForm.tsx'

/** What will break tomorrow at today's load, each card with one tap to do it today instead. */
export function DayForecast({ today }: { today: string }) {
  const c = useWords(careWords)
  const locale = useLocale()
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const forecast = useAsk(dayForecast, { query: {} }, { live: ['opportunities.*'] }).data
  const { move, isPending } = useMovePromise(today)
  if (!forecast || forecast.count === 0) return null
  const day = sayDay(forecast.next, today, locale)
  const doToday = (card: Card) =>
    void move(card, today).catch((error: unknown) => toast(sayError(error, locale)))
  return (
    <div className="k-stack">
      <Notice
        tone="blocked"
        action={
          <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {c(isOpen ? 'hideThem' : 'showThem')}
          </Button>
        }
      >
        {c('forecast', { n: forecast.count, day })}
      </Notice>
      {isOpen ? (
        <>
          <p className="k-muted">
            {c('forecastWhy', {
              capacity: forecast.capacity,
              done: forecast.done,
              today: forecast.dueToday,
              next: forecast.dueNext,
              day,
            })}
          </p>
          <ul className="card-list" aria-label={c('forecast', { n: forecast.count, day })}>
            {forecast.items.map((card) => (
              <CardLine
                key={card.id}
                card={card}
                today={today}
                end={
                  card.followUp && card.followUp.dueOn > today ? (
                    <Button
                      busy={isPending}
                      aria-label={`${c('doToday')} ${card.customerName}`}
                      onClick={() => doToday(card)}
                    >
                      {c('doToday')}
                    </Button>
                  ) : null
                }
              />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

/** One's own follow-ups that rose to the manager. */
export function OwnEscalations() {
  const c = useWords(careWords)
  const list = useAsk(listEscalations, { query: {} }, { live: ['opportunities.*'] }).data
  if (!list || list.count === 0) return null
  return (
    <Notice
      tone="blocked"
      action={
        <Link to="/escalations" className="k-button">
          {c('openIt')}
        </Link>
      }
    >
      {c('myEscalations', { n: list.count })}
    </Notice>
  )
}
