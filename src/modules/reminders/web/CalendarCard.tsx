import { useState } from 'react'
import { renderSVG } from 'uqr'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type calendarNames, getChoices, makeCalendar, stopCalendar } from '../contract.ts'
import { reminderWords } from '../words.ts'
import './reminders.css'

type Names = (typeof calendarNames)[number]

/** A secret address the phone's own calendar subscribes to; made, renewed, stopped. */
export function CalendarCard() {
  const t = useWords(reminderWords)
  const locale = useLocale()
  const toast = useToast()
  const answer = useAsk(getChoices, {})
  const make = useDo(makeCalendar, { refresh: [getChoices] })
  const stop = useDo(stopCalendar, { refresh: [getChoices] })
  const [names, setNames] = useState<Names>()
  const [path, setPath] = useState<string>()
  const calendar = answer.data?.calendar
  const fail = (error: unknown) => toast(sayError(error, locale))
  const chosen = names ?? calendar?.names ?? 'full'
  return (
    <section className="k-card k-stack" aria-label={t('calendar')}>
      <h2>{t('calendar')}</h2>
      <p className="k-muted">{t('calendarHint')}</p>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      <Field group label={t('names')} required>
        <Segmented<Names>
          label={t('names')}
          value={chosen}
          onChange={setNames}
          options={[
            { value: 'full', label: t('namesFull') },
            { value: 'initials', label: t('namesInitials') },
          ]}
        />
      </Field>
      {path === undefined ? null : <Address path={path} />}
      {calendar && path === undefined ? <Since at={calendar.createdAt} /> : null}
      <div className="k-line">
        <Button
          kind={calendar ? 'plain' : 'primary'}
          busy={make.isPending}
          onClick={() =>
            void make
              .mutateAsync({ body: { names: chosen } })
              .then((made) => setPath(made.path))
              .catch(fail)
          }
        >
          {t(calendar ? 'renewAddress' : 'makeAddress')}
        </Button>
        {calendar ? (
          <Button
            kind="danger"
            busy={stop.isPending}
            onClick={() =>
              void stop
                .mutateAsync({})
                .then(() => {
                  setPath(undefined)
                  toast(t('stopped'))
                })
                .catch(fail)
            }
          >
            {t('stopAddress')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}

function Since({ at }: { at: string }) {
  const t = useWords(reminderWords)
  const [before, after] = t('subscribedSince', { day: '\n' }).split('\n')
  return (
    <p>
      {before}
      <When at={at} />
      {after}
    </p>
  )
}

function Address({ path }: { path: string }) {
  const t = useWords(reminderWords)
  const address = `${location.origin}${path}`
  const subscription = address.replace(/^https?:/, 'webcal:')
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(subscription))}`
  return (
    <div className="k-stack">
      <Notice tone="accent">{t('addressOnce')}</Notice>
      <div className="reminders-address">
        <img src={picture} alt={t('scan')} width="180" height="180" />
        <div className="k-stack">
          <p className="k-muted">{t('scan')}</p>
          <a className="k-button" href={subscription}>
            {t('subscribe')}
          </a>
          <code>{address}</code>
        </div>
      </div>
    </div>
  )
}
