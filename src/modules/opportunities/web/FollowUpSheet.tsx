import { type FormEvent, useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { compareLevels, type IntentLevel, levelFor } from '#shared/intent-level.ts'
import { useDo } from '#ui/ask.ts'
import { sayDay } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Slot } from '#ui/slots.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import { completeFollowUp } from '../contract.ts'
import type { Card } from '../contracts/card.ts'
import { cardsOfCustomer, followUpsOfDay, listCards } from '../contracts/find-cards.ts'
import { dayForecast } from '../contracts/promise-care.ts'
import { cardWords } from '../words.ts'
import { useContactResults } from './contact-results.ts'
import { gapOf } from './gap-of.ts'
import { LevelChoice, useCadence } from './LevelChoice.tsx'
import './cards.css'

const methods = {
  call: 'byCall',
  message: 'byMessage',
  visit: 'byVisit',
  test_drive: 'byTestDrive',
  home_visit: 'byHomeVisit',
  other: 'byOther',
} as const
type Method = keyof typeof methods

/** Completes a follow-up: how, whether reached, the result, the level now, and the next day. */
export function FollowUpSheet(props: { card: Card; today: string; onClose: () => void }) {
  const { card, today, onClose } = props
  const t = useWords(cardWords)
  const c = useWords(careWords)
  const locale = useLocale()
  const { results, error: resultsError } = useContactResults()
  const toast = useToast()
  // One id for all tries: a retry after a lost answer is not a second contact.
  const [contactId] = useState(uuidv7)
  const [method, setMethod] = useState<Method>('call')
  const [isReached, setReached] = useState(true)
  const [result, setResult] = useState<string>()
  const [note, setNote] = useState('')
  const [level, setLevel] = useState<IntentLevel>(card.level)
  const [expectedOn, setExpectedOn] = useState('')
  const [nextDueOn, setNextDueOn] = useState('')
  const [asked, setAsked] = useState(false)
  const complete = useDo(completeFollowUp, {
    refresh: [followUpsOfDay, listCards, cardsOfCustomer, timelineOf, dayForecast],
  })
  const cadence = useCadence()
  const shownLevel = expectedOn ? levelFor(expectedOn, today, cadence?.levelLimits).level : level
  const needsDate = !expectedOn && compareLevels(level, card.level) > 0

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (result === undefined || (isReached && needsDate)) return
    const answer = await complete.mutateAsync({
      params: { id: card.id },
      body: {
        id: contactId,
        followUpId: card.followUp?.id ?? card.id,
        method,
        isReached,
        result,
        note: note.trim(),
        ...(isReached && expectedOn ? { expectedOn } : {}),
        ...(isReached && !expectedOn && level !== card.level ? { level } : {}),
        ...(isReached && nextDueOn ? { nextDueOn } : {}),
      },
    })
    onClose()
    toast(
      answer.isExtra || answer.nextDueOn === null
        ? t('completedExtra')
        : t('completed', { day: sayDay(answer.nextDueOn, today, locale) }),
    )
  }
  return (
    <Sheet open onClose={onClose} title={t('followUpOf', { name: card.customerName })}>
      <form
        className="k-form"
        noValidate
        onSubmit={(event) => void save(event).catch(() => undefined)}
      >
        <Field label={t('reached')} group required>
          <Choice
            value={isReached ? 'yes' : 'no'}
            onChange={(value) => {
              setReached(value === 'yes')
              setResult(undefined)
            }}
            options={[
              { value: 'yes', label: t('wasReached') },
              { value: 'no', label: t('notReached') },
            ]}
          />
        </Field>
        <Field
          label={t('result')}
          group
          required
          error={asked && result === undefined ? t('resultNeeded') : undefined}
        >
          <Choice<string>
            value={result}
            onChange={setResult}
            options={results
              .filter((one) => one.isActive && one.isMissed !== isReached)
              .map(({ code, label }) => ({ value: code, label }))}
          />
          {resultsError ? <Failure error={resultsError} /> : null}
        </Field>
        <Field label={t('method')} group required>
          <Choice<Method>
            value={method}
            onChange={setMethod}
            options={(Object.keys(methods) as Method[]).map((value) => ({
              value,
              label: t(methods[value]),
            }))}
          />
        </Field>
        <Field label={t('note')}>
          <TextArea value={note} onChange={setNote} rows={2} maxLength={4000} />
        </Field>
        <Slot
          name="contact-form"
          customerId={card.customerId}
          level={shownLevel}
          contactId={contactId}
        />
        {isReached ? (
          <>
            {card.isExpectedPast ? <Notice tone="blocked">{t('pastDate')}</Notice> : null}
            <Field label={t('levelNow')} group required>
              <LevelChoice
                value={shownLevel}
                onChange={(value) => {
                  setLevel(value)
                  setExpectedOn('')
                }}
              />
            </Field>
            <Field
              label={t('newDate')}
              required={needsDate}
              error={asked && needsDate ? t('newDateNeeded') : undefined}
            >
              <TextInput type="date" min={today} value={expectedOn} onChange={setExpectedOn} />
            </Field>
            <Field
              label={t('nextOn')}
              hint={
                cadence
                  ? c('nextByRule', {
                      level: shownLevel,
                      day: sayDay(
                        addDays(today, gapOf(cadence, shownLevel, card.stage)),
                        today,
                        locale,
                      ),
                    })
                  : t('nextAuto')
              }
            >
              <TextInput
                type="date"
                min={addDays(today, 1)}
                value={nextDueOn}
                onChange={setNextDueOn}
              />
            </Field>
          </>
        ) : null}
        <div className="card-sheet-end k-stack">
          {complete.error ? <Failure error={complete.error} /> : null}
          <Button type="submit" kind="primary" wide busy={complete.isPending}>
            {t('record')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
