import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { assignReceiver, getRotation, listOpenVisits, listVisits, type Visit } from '../contract.ts'
import { showroomWords } from '../words.ts'

const refresh = [listOpenVisits, listVisits, getRotation]
const reasons = ['becauseAsked', 'becauseOwn', 'becauseSkill', 'becauseBreak'] as const

/** Hands a visit to somebody: the next, one chosen, one asked for; a change says why. */
export function HandPart({ visit, onDone }: { visit: Visit; onDone: () => void }) {
  const t = useWords(showroomWords)
  const rotation = useAsk(getRotation, { query: {} }, { live: ['showroom.*'] })
  const hand = useDo(assignReceiver, { refresh })
  const [to, setTo] = useState('next')
  const [isAskedFor, setAskedFor] = useState(false)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const isChange = visit.receiver !== null
  const isMissing = isChange && reason.trim().length < 2
  const others =
    rotation.data?.places.filter((place) => place.personId !== visit.receiver?.id) ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (isMissing) return
    hand.mutate(
      {
        params: { id: visit.id },
        body: {
          receiverId: to,
          version: visit.version,
          ...(to !== 'next' && isAskedFor ? { isAskedFor } : {}),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
      },
      { onSuccess: onDone },
    )
  }
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      <Field label={t('receivedBy')} required>
        <Select
          value={to}
          onChange={setTo}
          options={[
            { value: 'next', label: t('nextInTurn') },
            ...others.map((place) => ({
              value: place.personId,
              label: `${place.name} · ${t(placeWord(place))}`,
            })),
          ]}
        />
      </Field>
      {to === 'next' ? null : (
        <label className="k-line">
          <input
            type="checkbox"
            checked={isAskedFor}
            onChange={(event) => setAskedFor(event.target.checked)}
          />
          <span>{t('isAskedFor')}</span>
        </label>
      )}
      {isChange ? (
        <>
          <Field
            label={t('changeReason')}
            required
            {...(asked && isMissing ? { error: t('changeReasonNeeded') } : {})}
          >
            <TextInput value={reason} onChange={setReason} maxLength={300} />
          </Field>
          <div className="k-line">
            {reasons.map((one) => (
              <Button key={one} onClick={() => setReason(t(one))}>
                {t(one)}
              </Button>
            ))}
          </div>
        </>
      ) : null}
      {hand.error ? <Failure error={hand.error} /> : null}
      <Button type="submit" kind="primary" busy={hand.isPending}>
        {t('handTo')}
      </Button>
    </form>
  )
}

function placeWord(place: {
  status: 'on_duty' | 'break' | 'off'
  leave: string | null
  openVisits: number
}) {
  if (place.leave) return 'leave'
  if (place.status !== 'on_duty') return place.status
  return place.openVisits > 0 ? 'open' : 'onDuty'
}
