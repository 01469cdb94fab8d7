import type { KeyboardEvent } from 'react'
import type { Day } from '#shared/days.ts'
import { addDays } from '#shared/days.ts'
import { exactDate } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { languageTag, useLocale, useWords } from '#ui/words.tsx'
import type { CalendarMark, ClosedDay } from '../contract.ts'
import { dictionaryWords } from '../words.ts'
import { weeksOf } from './month.ts'

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** One month, Monday first; each day says its mark and whether the store is closed. */
export function MonthGrid(props: {
  month: string
  today: Day
  marks: readonly CalendarMark[]
  closed: readonly ClosedDay[]
  onOpen: ((day: Day) => void) | undefined
}) {
  const locale = useLocale()
  const marks = new Map(props.marks.map((mark) => [mark.day, mark]))
  const closed = new Map(props.closed.map((one) => [one.day, one]))
  const weeks = weeksOf(props.month)
  const weekdayName = (day: Day) =>
    new Intl.DateTimeFormat(languageTag(locale), { weekday: 'short', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    )
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = steps[event.key]
    const day = event.target instanceof HTMLElement ? event.target.dataset.day : undefined
    if (step === undefined || day === undefined) return
    const next = event.currentTarget.querySelector<HTMLElement>(
      `[data-day="${addDays(day, step)}"]`,
    )
    if (next === null) return
    event.preventDefault()
    next.focus()
  }
  return (
    <table className="calendar-month" onKeyDown={move}>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} scope="col">
              {weekdayName(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td
                key={day}
                data-outside={!day.startsWith(props.month) || undefined}
                data-today={day === props.today || undefined}
                data-closed={closed.has(day) || undefined}
              >
                <DayCell
                  day={day}
                  mark={marks.get(day)}
                  closed={closed.get(day)}
                  onOpen={props.onOpen}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DayCell(props: {
  day: Day
  mark: CalendarMark | undefined
  closed: ClosedDay | undefined
  onOpen: ((day: Day) => void) | undefined
}) {
  const { day, mark, closed, onOpen } = props
  const t = useWords(dictionaryWords)
  const locale = useLocale()
  const markName = mark ? (locale === 'en' && mark.nameEn ? mark.nameEn : mark.name) : ''
  const inside = (
    <>
      <span className="k-hidden">
        {exactDate(day, locale)}
        {closed ? '' : ` ${t('open')}`}
      </span>
      <span className="calendar-number" aria-hidden="true">
        {Number(day.slice(8))}
      </span>
      {mark ? (
        <span className="calendar-mark">
          <Badge tone={mark.kind === 'holiday' ? 'done' : 'blocked'}>
            {t(mark.kind === 'holiday' ? 'holiday' : 'makeupWorkday')}
          </Badge>
          <span className="calendar-name">
            {markName}
            {mark.isEstimated ? '*' : ''}
          </span>
        </span>
      ) : null}
      {closed ? (
        <span className="calendar-mark">
          <Badge tone="overdue">{t('closedShort')}</Badge>
          <span className="calendar-name">{closed.reason}</span>
        </span>
      ) : null}
    </>
  )
  if (!onOpen) return <div className="calendar-day">{inside}</div>
  return (
    <button type="button" className="calendar-day" data-day={day} onClick={() => onOpen(day)}>
      {inside}
    </button>
  )
}
