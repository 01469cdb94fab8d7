import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  getTestDrive,
  leaveForDrive,
  listDemoRoutes,
  listTestDrives,
  type RatingItem,
  ratingItems,
  recordFeedback,
  returnFromDrive,
} from '../contract.ts'
import { testDriveWords } from '../words.ts'
import type { DriveView } from './drive-view.ts'

const refresh = [getTestDrive, listTestDrives]
interface PartProps {
  drive: DriveView
  onDone: () => void
}

/** The car leaves: mileage, route, the signed agreement. */
export function LeavePart({ drive, onDone }: PartProps) {
  const t = useWords(testDriveWords)
  const routes = useAsk(listDemoRoutes, { query: {} })
  const leave = useDo(leaveForDrive, { refresh })
  const [km, setKm] = useState(String(drive.carMileageKm))
  const [routeId, setRoute] = useState(drive.route?.id ?? '')
  const [isAgreed, setAgreed] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    leave.mutate(
      {
        params: { id: drive.id },
        body: { version: drive.version, kmOut: Number(km), isAgreed, routeId: routeId || null },
      },
      { onSuccess: onDone },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <Field label={t('kmOut')} required>
        <TextInput inputMode="numeric" value={km} onChange={(value) => setKm(digits(value))} />
      </Field>
      {routes.data && routes.data.items.length > 0 ? (
        <Field label={t('route')}>
          <Select
            value={routeId}
            onChange={setRoute}
            placeholder={t('noRoute')}
            options={routes.data.items.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
      ) : null}
      <label className="k-line">
        <input
          type="checkbox"
          checked={isAgreed}
          onChange={(event) => setAgreed(event.target.checked)}
        />
        {t('isAgreed')}
      </label>
      {leave.error ? <Failure error={leave.error} /> : null}
      <Button type="submit" kind="primary" wide busy={leave.isPending} disabled={km === ''}>
        {t('leave')}
      </Button>
    </form>
  )
}

const digits = (text: string) => text.replace(/\D/g, '').slice(0, 7)

/** The car is back: mileage, and what was found on it. */
export function BackPart({ drive, onDone }: PartProps) {
  const t = useWords(testDriveWords)
  const back = useDo(returnFromDrive, { refresh })
  const [km, setKm] = useState('')
  const [damage, setDamage] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    back.mutate(
      {
        params: { id: drive.id },
        body: { version: drive.version, kmIn: Number(km), damage: damage.trim() },
      },
      { onSuccess: onDone },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <Field label={t('kmIn')} required hint={`${t('kmOut')} ${drive.kmOut ?? ''}`}>
        <TextInput
          autoFocus
          inputMode="numeric"
          value={km}
          onChange={(value) => setKm(digits(value))}
        />
      </Field>
      <Field label={t('damage')}>
        <TextArea value={damage} onChange={setDamage} rows={2} maxLength={1000} />
      </Field>
      {back.error ? <Failure error={back.error} /> : null}
      <Button type="submit" kind="primary" wide busy={back.isPending} disabled={km === ''}>
        {t('back')}
      </Button>
    </form>
  )
}

const points = ['1', '2', '3', '4', '5'] as const

/** What the customer says: points per item, words, the next step. */
export function FeedbackPart({ drive, onDone }: PartProps) {
  const t = useWords(testDriveWords)
  const toast = useToast()
  const keep = useDo(recordFeedback, { refresh })
  const [ratings, setRatings] = useState<Partial<Record<RatingItem, number>>>(drive.ratings ?? {})
  const [feedback, setFeedback] = useState(drive.feedback)
  const [nextStep, setNext] = useState(drive.nextStep)
  const isEmpty =
    Object.keys(ratings).length === 0 && feedback.trim() === '' && nextStep.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate(
      {
        params: { id: drive.id },
        body: {
          version: drive.version,
          ratings,
          feedback: feedback.trim(),
          nextStep: nextStep.trim(),
        },
      },
      {
        onSuccess: () => {
          onDone()
          toast(t('saved'))
        },
      },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      {ratingItems.map((item) => (
        <Field key={item} label={t(item)} group>
          <Choice
            value={ratings[item] === undefined ? undefined : (String(ratings[item]) as '1')}
            onChange={(value) => setRatings({ ...ratings, [item]: Number(value) })}
            options={points.map((n) => ({
              value: n,
              label: n,
              hint: t('points', { n: Number(n) }),
            }))}
          />
        </Field>
      ))}
      <Field label={t('feedbackWords')}>
        <TextArea value={feedback} onChange={setFeedback} rows={3} maxLength={1000} />
      </Field>
      <Field label={t('nextStep')}>
        <TextInput value={nextStep} onChange={setNext} maxLength={300} />
      </Field>
      {keep.error ? <Failure error={keep.error} /> : null}
      <Button type="submit" kind="primary" wide busy={keep.isPending} disabled={isEmpty}>
        {t('save')}
      </Button>
    </form>
  )
}
