import { useState } from 'react'
import type { Day } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { languageTag, useLocale, useWords } from '#ui/words.tsx'
import { listClosedDays, listMarks } from '../contract.ts'
import { dictionaryWords } from '../words.ts'
import { ClosedDaysCard } from './ClosedDaysCard.tsx'
import { DaySheet } from './DaySheet.tsx'
import { addMonths, isMonth } from './month.ts'
import { MonthGrid } from './MonthGrid.tsx'
import './calendar.css'

/** A month of the group's holiday marks and the store's own closed days, two separate things. */
export function CalendarPage() {
  const t = useWords(dictionaryWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const canMark = useCan('calendar.manage', 'group')
  const canClose = useCan('calendar.manage', 'store')
  const today = dayOf(useNow(), useTimeZone())
  const month = isMonth(search.month) ? search.month : today.slice(0, 7)
  const year = month.slice(0, 4)
  // A year and the weeks around it: turning the page of a month asks nothing.
  const query = { from: `${Number(year) - 1}-12-20`, to: `${Number(year) + 1}-01-12` }
  const marks = useAsk(listMarks, { query }, { live: ['dictionaries.marks_changed'], keep: true })
  const closed = useAsk(
    listClosedDays,
    { query },
    { live: ['dictionaries.closed_days_changed'], keep: true },
  )
  const [chosen, setChosen] = useState<Day>()
  const failed = marks.error ?? closed.error
  const show = (next: string) => setSearch({ month: next }, { replace: true })
  const name = new Intl.DateTimeFormat(languageTag(locale), {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`))
  return (
    <div className="k-stack">
      <h1>{t('calendar')}</h1>
      <Notice>{t('twoThings')}</Notice>
      {failed ? (
        <Failure
          error={failed}
          onRetry={() => {
            void marks.refetch()
            void closed.refetch()
          }}
        />
      ) : null}
      <div className="calendar">
        <section className="k-stack" aria-label={t('month')}>
          <div className="k-spread">
            <h2 aria-live="polite">{name}</h2>
            <div className="k-line">
              <Button aria-label={t('previousMonth')} onClick={() => show(addMonths(month, -1))}>
                <span aria-hidden="true">‹</span>
              </Button>
              <Button onClick={() => setSearch({ month: undefined }, { replace: true })}>
                {t('thisMonth')}
              </Button>
              <Button aria-label={t('nextMonth')} onClick={() => show(addMonths(month, 1))}>
                <span aria-hidden="true">›</span>
              </Button>
            </div>
          </div>
          <MonthGrid
            month={month}
            today={today}
            marks={marks.data?.items ?? []}
            closed={closed.data?.items ?? []}
            onOpen={canMark || canClose ? setChosen : undefined}
          />
          <div className="k-line">
            <Badge tone="done">{t('holiday')}</Badge> <span>{t('holidayLong')}</span>
            <Badge tone="blocked">{t('makeupWorkday')}</Badge> <span>{t('makeupLong')}</span>
            <Badge tone="overdue">{t('closedShort')}</Badge> <span>{t('closed')}</span>
          </div>
        </section>
        <ClosedDaysCard
          year={Number(year)}
          days={closed.data?.items.filter((one) => one.day.startsWith(year))}
          canEdit={canClose}
          onOpen={(day) => {
            show(day.slice(0, 7))
            setChosen(day)
          }}
        />
      </div>
      {chosen === undefined ? null : (
        <DaySheet
          key={chosen}
          day={chosen}
          mark={marks.data?.items.find((one) => one.day === chosen)}
          closed={closed.data?.items.find((one) => one.day === chosen)}
          canMark={canMark}
          canClose={canClose}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  )
}
