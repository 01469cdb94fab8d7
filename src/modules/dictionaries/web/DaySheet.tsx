import type { Day } from '#shared/days.ts'
import { exactDate } from '#ui/format.ts'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useLocale } from '#ui/words.tsx'
import type { CalendarMark, ClosedDay } from '../contract.ts'
import { ClosingForm } from './ClosingForm.tsx'
import { MarkForm } from './MarkForm.tsx'

/** One day: whether the store is open, and its mark; each changed by itself. */
export function DaySheet(props: {
  day: Day
  mark: CalendarMark | undefined
  closed: ClosedDay | undefined
  canMark: boolean
  canClose: boolean
  onClose: () => void
}) {
  const locale = useLocale()
  return (
    <Sheet open onClose={props.onClose} title={exactDate(props.day, locale)}>
      <div className="k-stack calendar-sheet">
        {props.canClose ? (
          <ClosingForm day={props.day} closed={props.closed} onDone={props.onClose} />
        ) : null}
        {props.canMark ? (
          <MarkForm day={props.day} mark={props.mark} onDone={props.onClose} />
        ) : null}
      </div>
    </Sheet>
  )
}
