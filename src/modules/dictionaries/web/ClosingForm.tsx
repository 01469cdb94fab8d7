import { type Day, daysBetween, daysFromTo, isDay } from '#shared/days.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { closeDays, type ClosedDay, listClosedDays, openDay } from '../contract.ts'
import { dictionaryWords } from '../words.ts'

const longest = 366

/** Opens a closed day, or closes the store from this day on until another. */
export function ClosingForm(props: {
  day: Day
  closed: ClosedDay | undefined
  onDone: () => void
}) {
  const t = useWords(dictionaryWords)
  const locale = useLocale()
  const toast = useToast()
  const close = useDo(closeDays, { refresh: [listClosedDays] })
  const open = useDo(openDay, { refresh: [listClosedDays] })

  const openAgain = async (days: readonly Day[]) => {
    for (const day of days) await open.mutateAsync({ params: { day } })
  }
  const reopen = async (closed: ClosedDay) => {
    try {
      await openAgain([closed.day])
      const undo = () => close.mutateAsync({ body: { days: [closed.day], reason: closed.reason } })
      toast(t('dayOpened'), { undo })
      props.onDone()
    } catch (error) {
      toast(sayError(error, locale))
    }
  }
  const shut = async (values: { until: string; reason: string }) => {
    const days = daysFromTo(props.day, values.until)
    const answer = await close.mutateAsync({ body: { days, reason: values.reason } })
    const done = days.length === 1 ? t('dayClosed') : t('daysClosed', { n: days.length })
    const { openPromises } = answer
    toast(openPromises ? `${done} · ${t('promisesThere', { n: openPromises })}` : done, {
      undo: () => openAgain(answer.closed),
    })
    props.onDone()
  }

  const { closed } = props
  return (
    <section className="k-stack" aria-label={t('storeOfDay')}>
      <h3>{t('storeOfDay')}</h3>
      {closed ? (
        <div className="k-spread">
          <span className="k-line">
            <Badge tone="overdue">{t('closed')}</Badge> {closed.reason}
          </span>
          <Button busy={open.isPending} onClick={() => void reopen(closed)}>
            {t('openDay')}
          </Button>
        </div>
      ) : (
        <Form
          initial={{ until: props.day, reason: '' }}
          required={['until']}
          submit={t('closeDay')}
          focusFirst={false}
          check={(values) => {
            const problem = problemOf(props.day, values.until)
            return problem ? { until: t(problem) } : {}
          }}
          onSubmit={shut}
        >
          {(form) => (
            <>
              <Field label={t('reason')} {...form.field('reason')}>
                <TextInput maxLength={60} {...form.input('reason')} />
              </Field>
              <Field label={t('until')} {...form.field('until')}>
                <TextInput type="date" min={props.day} {...form.input('until')} />
              </Field>
            </>
          )}
        </Form>
      )}
    </section>
  )
}

function problemOf(from: Day, until: string): 'untilBefore' | 'untilTooLong' | undefined {
  if (!isDay(until)) return undefined
  const days = daysBetween(from, until)
  if (days < 0) return 'untilBefore'
  return days >= longest ? 'untilTooLong' : undefined
}
