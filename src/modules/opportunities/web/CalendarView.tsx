import { type PointerEvent, useRef, useState } from 'react'
import { addDays, daysBetween } from '#shared/days.ts'
import { useAsk, useRefresh } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import { exactDate, sayDay } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { usePages, useRows } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { languageTag, useLocale, useWords } from '#ui/words.tsx'
import type { Card } from '../contracts/card.ts'
import { type CardFilterQuery, cardCalendar } from '../contracts/card-lists.ts'
import { listCards } from '../contracts/find-cards.ts'
import { movePromise, undoPromiseMove } from '../contracts/promise-care.ts'
import { cardListWords } from '../list-words.ts'
import { RescheduleSheet } from './RescheduleSheet.tsx'
import { useDrag } from './useDrag.ts'
import './board.css'

/** The Monday of a day's week. */
const mondayOf = (day: string) => addDays(day, -((daysBetween('2024-01-01', day) % 7) + 7) % 7)

/** The days of a page: a week, or a month with the days around it that fill its weeks. */
function pageOf(day: string, span: 'week' | 'month'): { from: string; to: string } {
  if (span === 'week') return { from: mondayOf(day), to: addDays(mondayOf(day), 6) }
  const first = `${day.slice(0, 8)}01`
  const next = addDays(first, 32)
  const last = addDays(`${next.slice(0, 8)}01`, -1)
  return { from: mondayOf(first), to: addDays(mondayOf(last), 6) }
}

interface Moving {
  card: Card
  day: string
}

/** Promises due and purchases expected by day; a day opens its customers, who move to other days. */
export function CalendarView(props: { query: CardFilterQuery; today: string }) {
  const { today } = props
  const t = useWords(cardListWords)
  const locale = useLocale()
  const toast = useToast()
  const askAnew = useRefresh()
  const mayWrite = useCan('opportunities.write')
  const { search, setSearch } = useNavigation()
  const span = search.span === 'week' ? 'week' : 'month'
  const at = /^\d{4}-\d{2}-\d{2}$/.test(search.at ?? '') ? (search.at ?? today) : today
  const [moving, setMoving] = useState<Moving>()
  const page = pageOf(at, span)
  const { dueOn: _due, expectedOn: _expected, ...query } = props.query
  const answer = useAsk(
    cardCalendar,
    { query: { ...query, ...page } },
    { keep: true, live: ['opportunities.*', 'customers.*'] },
  )
  const go = (day: string) => setSearch({ at: day === today ? undefined : day }, { replace: true })
  const turn = (by: 1 | -1) => {
    if (span === 'week') return go(addDays(at, 7 * by))
    const first = `${at.slice(0, 8)}01`
    return go(
      by === 1 ? `${addDays(first, 32).slice(0, 8)}01` : `${addDays(first, -1).slice(0, 8)}01`,
    )
  }
  const refresh = () => askAnew(cardCalendar, listCards)
  const make = async ({ card, day }: Moving, reason?: string) => {
    if (!card.followUp) return
    await call(movePromise, {
      params: { id: card.id },
      body: { followUpId: card.followUp.id, dueOn: day, ...(reason ? { reason } : {}) },
    })
    setMoving(undefined)
    await refresh()
    toast(t('rescheduled', { name: card.customerName, day: sayDay(day, today, locale) }), {
      undo: async () => {
        await call(undoPromiseMove, { params: { id: card.id } })
        await refresh()
      },
    })
  }
  const { held, begin } = useDrag<Card>((card, day) => {
    const { followUp } = card
    if (!followUp || day === followUp.dueOn) return
    // Later needs a reason; sooner one may as one likes.
    if (day > followUp.dueOn) setMoving({ card, day })
    else make({ card, day }).catch((error: unknown) => toast(sayError(error, locale)))
  })
  const title = new Intl.DateTimeFormat(languageTag(locale), {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${at}T00:00:00Z`))
  return (
    <div className="k-stack">
      <div className="k-spread">
        <div className="k-line">
          <Button aria-label={t('previous')} onClick={() => turn(-1)}>
            ‹
          </Button>
          <strong>{title}</strong>
          <Button aria-label={t('next')} onClick={() => turn(1)}>
            ›
          </Button>
          <Button kind="quiet" onClick={() => go(today)}>
            {t('backToToday')}
          </Button>
        </div>
        <Segmented
          label={t('asCalendar')}
          value={span}
          onChange={(value) =>
            setSearch({ span: value === 'month' ? undefined : value }, { replace: true })
          }
          options={[
            { value: 'month', label: t('month') },
            { value: 'week', label: t('week') },
          ]}
        />
      </div>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton rows={6} height={84} />
      ) : (
        <div className="calendar">
          {answer.data.days.slice(0, 7).map(({ day }) => (
            <div key={day} className="calendar-head">
              {new Intl.DateTimeFormat(languageTag(locale), {
                weekday: 'short',
                timeZone: 'UTC',
              }).format(new Date(`${day}T00:00:00Z`))}
            </div>
          ))}
          {answer.data.days.map(({ day, due, expected }) => (
            <button
              key={day}
              type="button"
              className="calendar-day"
              data-drop={day >= today ? day : undefined}
              data-over={held?.over === day || undefined}
              data-other={day.slice(0, 7) !== at.slice(0, 7) || undefined}
              data-today={day === today || undefined}
              aria-pressed={day === at}
              aria-label={`${exactDate(day, locale)} ${t('dueOf', { n: due })} ${t('expectedOf', { n: expected })}`}
              onClick={() => go(day)}
            >
              <strong>{Number(day.slice(8))}</strong>
              {due > 0 ? (
                <Badge tone={day < today ? 'overdue' : 'due'}>{t('dueOf', { n: due })}</Badge>
              ) : null}
              {expected > 0 ? <Badge>{t('expectedOf', { n: expected })}</Badge> : null}
            </button>
          ))}
        </div>
      )}
      <h2>{t('dayList', { day: sayDay(at, today, locale) })}</h2>
      <div className="calendar-lists">
        <DayCards
          title={t('dueList')}
          query={{ ...query, dueOn: at }}
          begin={mayWrite ? begin : undefined}
          reschedule={mayWrite ? (card) => setMoving({ card, day: '' }) : undefined}
        />
        <DayCards title={t('expectedList')} query={{ ...query, expectedOn: at }} />
        <Slot name="calendar-day" day={at} />
      </div>
      {held ? (
        <div
          className="board-held"
          style={{ left: held.x + 8, top: held.y + 8 }}
          aria-hidden="true"
        >
          {held.item.customerName}
          {held.over ? ` → ${sayDay(held.over, today, locale)}` : ''}
        </div>
      ) : null}
      {moving ? (
        <RescheduleSheet
          card={moving.card}
          day={moving.day}
          today={today}
          onClose={() => setMoving(undefined)}
          onMove={(day, reason) => make({ card: moving.card, day }, reason)}
        />
      ) : null}
    </div>
  )
}

function DayCards(props: {
  title: string
  query: CardFilterQuery
  begin?: ((event: PointerEvent, card: Card) => void) | undefined
  reschedule?: ((card: Card) => void) | undefined
}) {
  const t = useWords(cardListWords)
  const area = useRef<HTMLDivElement>(null)
  const sort = props.query.dueOn === undefined ? 'expected' : 'due'
  const pages = usePages(
    listCards,
    { query: { ...props.query, sort } },
    { live: ['opportunities.*', 'customers.*'], size: 50 },
  )
  useRows(pages)
  const rows: Card[] = []
  for (let at = 0; at < pages.length; at++) {
    const card = pages.rowAt(at)
    if (card) rows.push(card)
  }
  return (
    <section aria-label={props.title} className="k-stack">
      <h3>
        {props.title} <small className="k-muted">{pages.count}</small>
      </h3>
      {pages.error ? <Failure error={pages.error} onRetry={pages.retry} /> : null}
      {pages.isPending && !pages.error ? <Skeleton rows={3} /> : null}
      {!pages.isPending && rows.length === 0 ? (
        <p className="k-muted">{t('noneOnDay')}</p>
      ) : (
        <div className="board-cards" ref={area} tabIndex={0} role="region" aria-label={props.title}>
          {rows.map((card) => (
            <article
              key={card.id}
              className="board-card"
              style={{ height: 56 }}
              aria-label={card.customerName}
              onPointerDown={props.begin && ((event) => props.begin?.(event, card))}
            >
              <div className="k-spread">
                <Link to={`/customers/${card.customerId}`} className="board-name">
                  <Badge tone={card.level}>{card.level}</Badge> {card.customerName}
                </Link>
                {props.reschedule && card.followUp && !card.followUp.isFrozen ? (
                  <button
                    type="button"
                    className="board-move"
                    aria-label={t('rescheduleCard', { name: card.customerName })}
                    onClick={() => props.reschedule?.(card)}
                  >
                    {t('reschedule')}
                  </button>
                ) : null}
              </div>
              <div className="board-facts k-muted">
                <span>{card.seriesName}</span>
                <span>{card.ownerName}</span>
              </div>
            </article>
          ))}
          {pages.hasMore ? (
            <Button onClick={() => pages.need(pages.length, pages.length + 1)}>
              {t('moreCards')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  )
}
