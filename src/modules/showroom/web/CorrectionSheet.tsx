import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type Channel,
  closeVisit,
  correctVisit,
  getRotation,
  getVisit,
  listVisits,
  type Visit,
} from '../contract.ts'
import { showroomWords } from '../words.ts'
import { useNotProspectKinds } from './not-prospect-kinds.ts'
import { useOwnSeries } from './SeriesButtons.tsx'

const refresh = [getVisit, listVisits]

/** Corrects a closed visit, with a reason; what was known before stays on record. */
export function CorrectionSheet({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const t = useWords(showroomWords)
  const toast = useToast()
  const { series = [] } = useOwnSeries()
  const rotation = useAsk(getRotation, { query: {} })
  const { kinds } = useNotProspectKinds()
  const [channel, setChannel] = useState<Channel>(visit.channel)
  const [outcome, setOutcome] = useState<string>('')
  const [seriesId, setSeriesId] = useState(visit.seriesId ?? '')
  const [receiverId, setReceiverId] = useState(visit.receiver?.id ?? '')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const correct = useDo(correctVisit, { refresh })
  const close = useDo(closeVisit, { refresh })

  const save = async () => {
    const params = { id: visit.id }
    const changed = {
      ...(channel === visit.channel ? {} : { channel }),
      ...(seriesId === (visit.seriesId ?? '') ? {} : { seriesId: seriesId || null }),
      ...(receiverId === (visit.receiver?.id ?? '') || !receiverId ? {} : { receiverId }),
    }
    let version = visit.version
    if (Object.keys(changed).length > 0)
      ({ version } = await correct.mutateAsync({ params, body: { ...changed, reason, version } }))
    if (outcome === 'unfiled')
      await close.mutateAsync({ params, body: { outcome: 'unfiled', reason, version } })
    else if (outcome !== '') {
      const kind = outcome
      await close.mutateAsync({ params, body: { outcome: 'not_prospect', kind, reason, version } })
    }
    toast(t('corrected'))
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(reason.trim().length < 2)
    // A refusal is shown by the failed call itself.
    if (reason.trim().length >= 2) save().catch(() => undefined)
  }
  const outcomes = [
    { value: '', label: t('asItIs') },
    { value: 'unfiled', label: t('unfiled') },
    ...kinds.map((kind) => ({ value: kind.code, label: `${t('notProspect')} · ${kind.label}` })),
  ]
  return (
    <Sheet open onClose={onClose} title={t('correction')}>
      <form className="k-form" onSubmit={submit} noValidate>
        {visit.outcome === 'filed' ? null : (
          <Field label={t('outcome')} required>
            <Select value={outcome} onChange={setOutcome} options={outcomes} />
          </Field>
        )}
        <Field label={t('channel')} group required>
          <Choice
            value={channel}
            onChange={setChannel}
            options={[
              { value: 'walk-in', label: t('walkIn') },
              { value: 'call-in', label: t('callIn') },
            ]}
          />
        </Field>
        <Field label={t('receivedBy')} required>
          <Select
            value={receiverId}
            onChange={setReceiverId}
            placeholder={t('nobodyYet')}
            options={receivers(rotation.data?.places ?? [], visit)}
          />
        </Field>
        <Field label={t('model')} required>
          <Select
            value={seriesId}
            onChange={setSeriesId}
            placeholder={t('modelUnknown')}
            options={series.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        <Field
          label={t('correctionReason')}
          required
          {...(missing ? { error: t('reasonNeeded') } : {})}
        >
          <TextInput value={reason} onChange={setReason} maxLength={300} />
        </Field>
        {correct.error ? <Failure error={correct.error} /> : null}
        {close.error ? <Failure error={close.error} /> : null}
        <Button type="submit" kind="primary" busy={correct.isPending || close.isPending}>
          {t('correct')}
        </Button>
      </form>
    </Sheet>
  )
}

/** The people of today's rotation, and whoever received, though they may be off today. */
function receivers(places: readonly { personId: string; name: string }[], visit: Visit) {
  const options = places.map((place) => ({ value: place.personId, label: place.name }))
  const { receiver } = visit
  if (receiver && !options.some((option) => option.value === receiver.id))
    options.unshift({ value: receiver.id, label: receiver.name })
  return options
}
