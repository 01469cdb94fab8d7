import type { Day } from '#shared/days.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { exactDate } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type ClosedDay, copyClosedDays, listClosedDays } from '../contract.ts'
import { dictionaryWords } from '../words.ts'

/** The closed days of a year, and last year's to copy. */
export function ClosedDaysCard(props: {
  year: number
  days: readonly ClosedDay[] | undefined
  canEdit: boolean
  onOpen: (day: Day) => void
}) {
  const t = useWords(dictionaryWords)
  const locale = useLocale()
  const toast = useToast()
  const copy = useDo(copyClosedDays, { refresh: [listClosedDays] })
  const copyYear = async () => {
    try {
      const { closed, openPromises } = await copy.mutateAsync({ body: { year: props.year } })
      const done = closed.length > 0 ? t('copied', { n: closed.length }) : t('nothingToCopy')
      toast(openPromises ? `${done} · ${t('promisesThere', { n: openPromises })}` : done)
    } catch (error) {
      toast(sayError(error, locale))
    }
  }
  const title = t('closedIn', { year: props.year })
  return (
    <section className="k-stack" aria-label={title}>
      <div className="k-spread">
        <h2>{title}</h2>
        {props.canEdit ? (
          <Button busy={copy.isPending} onClick={() => void copyYear()}>
            {t('copyLastYear')}
          </Button>
        ) : null}
      </div>
      {props.days === undefined ? <Skeleton rows={3} /> : null}
      {props.days?.length === 0 ? <p className="k-muted">{t('noClosedDays')}</p> : null}
      {props.days && props.days.length > 0 ? (
        <List label={title}>
          {props.days.map((one) => (
            <Row
              key={one.day}
              end={<span className="k-muted">{one.reason}</span>}
              {...(props.canEdit ? { onClick: () => props.onOpen(one.day) } : {})}
            >
              {exactDate(one.day, locale)}
            </Row>
          ))}
        </List>
      ) : null}
    </section>
  )
}
