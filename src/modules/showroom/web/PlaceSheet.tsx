import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import {
  getRotation,
  listOpenVisits,
  type PlaceStatus,
  placeInRotation,
  type Rotation,
} from '../contract.ts'
import { getRotationLog, listRotationCandidates } from '../contracts/rotation.ts'
import { showroomWords } from '../words.ts'

const refresh = [getRotation, listOpenVisits, listRotationCandidates, getRotationLog]
const moves = [
  ['first', 'toFront'],
  ['earlier', 'earlier'],
  ['later', 'later'],
  ['last', 'toEnd'],
] as const
type Move = (typeof moves)[number][0]

/** One place of the rotation: on duty, a break, off; another place in the order says why. */
export function PlaceSheet(props: {
  place: Rotation['places'][number]
  runs: boolean
  onClose: () => void
}) {
  const t = useWords(showroomWords)
  const { place, onClose } = props
  const change = useDo(placeInRotation, { refresh })
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const save = (body: { status?: PlaceStatus; move?: Move; reason?: string }) =>
    change.mutate({ params: { personId: place.personId }, body }, { onSuccess: onClose })
  const move = (to: Move) => {
    setMissing(reason.trim().length < 2)
    if (reason.trim().length >= 2) save({ move: to, reason: reason.trim() })
  }
  const statuses = (['on_duty', 'break', 'off'] as const).filter((s) => s !== place.status)
  return (
    <Sheet open onClose={onClose} title={t('changeOf', { name: place.name })}>
      <div className="k-stack">
        {statuses.map((status) => (
          <Button
            key={status}
            kind={status === 'on_duty' ? 'primary' : 'plain'}
            wide
            busy={change.isPending}
            onClick={() => save({ status })}
          >
            {t(status === 'on_duty' ? 'backOnDuty' : status)}
          </Button>
        ))}
        {props.runs ? (
          <>
            <Field
              label={t('moveReason')}
              required
              {...(isMissing ? { error: t('moveReasonNeeded') } : {})}
            >
              <TextInput value={reason} onChange={setReason} maxLength={300} />
            </Field>
            <div className="k-line" role="group" aria-label={t('order')}>
              {moves.map(([to, word]) => (
                <Button key={to} busy={change.isPending} onClick={() => move(to)}>
                  {t(word)}
                </Button>
              ))}
            </div>
          </>
        ) : null}
        {change.error ? <Failure error={change.error} /> : null}
      </div>
    </Sheet>
  )
}

/** Puts anybody who may receive visitors into today's rotation, by name. */
export function JoinRotation() {
  const t = useWords(showroomWords)
  const candidates = useAsk(listRotationCandidates, {}, { live: ['showroom.*'] })
  const join = useDo(placeInRotation, { refresh })
  const items = candidates.data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className="k-stack">
      <Select
        aria-label={t('addToRotation')}
        value=""
        onChange={(personId) => {
          if (personId) join.mutate({ params: { personId }, body: { status: 'on_duty' } })
        }}
        placeholder={t('addToRotation')}
        options={items.map((one) => ({ value: one.id, label: one.name }))}
      />
      {join.error ? <Failure error={join.error} /> : null}
    </div>
  )
}
