import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type Channel,
  getRotation,
  listOpenVisits,
  openVisit,
  type Visit,
  withdrawVisit,
} from '../contract.ts'
import { showroomWords } from '../words.ts'
import { NeedsFields } from './NeedsFields.tsx'
import { type Needs, saidNeeds } from './needs.ts'
import type { Candidate } from './VisitorLookup.tsx'

const sizes = [1, 2, 3, 4, 5]

/** Two taps open a visit: how they came, how many they are. The clock starts with the second. */
export function OpenVisitPanel(props: { candidate: Candidate | undefined; onClear: () => void }) {
  const t = useWords(showroomWords)
  const toast = useToast()
  const [channel, setChannel] = useState<Channel>('walk-in')
  const [isMany, setIsMany] = useState(false)
  const [needs, setNeeds] = useState<Needs>({})
  const [askedFor, setAskedFor] = useState('')
  const [hasNeeds, setHasNeeds] = useState(false)
  const runsTheDoor = useCan('visits.receive', 'store')
  const [sex, setSex] = useState<'male' | 'female' | undefined>()
  const open = useDo(openVisit, { refresh: [listOpenVisits, getRotation] })
  const withdraw = useDo(withdrawVisit, { refresh: [listOpenVisits, getRotation] })
  const { candidate, onClear } = props

  const takeBack = (visit: Visit) =>
    withdraw.mutateAsync({
      params: { id: visit.id },
      body: { reason: t('openedByMistake'), version: visit.version },
    })
  const tapSize = (partySize: number) => {
    if (open.isPending) return
    const body = {
      id: uuidv7(),
      channel,
      partySize,
      ...(sex ? { sex } : {}),
      ...(candidate?.customerId ? { customerId: candidate.customerId } : {}),
      ...(askedFor ? { receiverId: askedFor, isAskedFor: true } : saidNeeds(needs)),
    }
    // Ready for the next party at once: what is tapped while this one is sent must not be lost.
    setChannel('walk-in')
    setSex(undefined)
    setNeeds({})
    setAskedFor('')
    setHasNeeds(false)
    open.mutate(
      { body },
      {
        onError: () => {
          setChannel(body.channel)
          setSex(sex)
          setNeeds(needs)
          setAskedFor(askedFor)
        },
        onSuccess: (visit) => {
          onClear()
          const said = visit.receiver
            ? t('opened', { name: visit.receiver.name })
            : t(visit.waitingSince ? 'openedWaiting' : 'openedNobody')
          toast(said, { undo: () => takeBack(visit) })
        },
      },
    )
  }

  return (
    <section className="k-card k-stack" aria-label={t('newVisit')}>
      <h2>{t('newVisit')}</h2>
      {candidate ? (
        <div className="k-line">
          <strong>{t('withCustomer', { name: candidate.name ?? '' })}</strong>
          <Button kind="quiet" onClick={onClear}>
            {t('notThem')}
          </Button>
        </div>
      ) : null}
      <div className="door-channels">
        <Choice
          label={t('channel')}
          value={channel}
          onChange={setChannel}
          options={[
            { value: 'walk-in', label: t('walkIn') },
            { value: 'call-in', label: t('callIn') },
          ]}
        />
      </div>
      <div className="door-sizes" role="group" aria-label={t('partySize')}>
        {sizes.map((n) => (
          <Button
            key={n}
            kind="primary"
            busy={open.isPending}
            aria-label={t('people', { n })}
            onClick={() => tapSize(n)}
          >
            {n}
          </Button>
        ))}
        <Button aria-expanded={isMany} onClick={() => setIsMany(!isMany)}>
          {t('more')}
        </Button>
      </div>
      {isMany ? (
        <ManyPeople
          busy={open.isPending}
          onSay={(n) => {
            setIsMany(false)
            tapSize(n)
          }}
        />
      ) : null}
      <Field label={t('sex')} group>
        <Choice
          value={sex}
          onChange={setSex}
          clearable
          onClear={() => setSex(undefined)}
          options={[
            { value: 'male', label: t('male') },
            { value: 'female', label: t('female') },
          ]}
        />
      </Field>
      {runsTheDoor ? (
        <Button kind="quiet" aria-expanded={hasNeeds} onClick={() => setHasNeeds(!hasNeeds)}>
          {t('needs')}
        </Button>
      ) : null}
      {hasNeeds ? (
        <NeedsFields
          needs={needs}
          onChange={setNeeds}
          askedFor={askedFor}
          onAskedFor={setAskedFor}
        />
      ) : null}
      {open.error ? <Failure error={open.error} /> : null}
    </section>
  )
}

/** Larger parties are typed. */
function ManyPeople(props: { busy: boolean; onSay: (n: number) => void }) {
  const t = useWords(showroomWords)
  const [text, setText] = useState('')
  const n = Number(text)
  const isWhole = Number.isInteger(n) && n >= 1 && n <= 99
  return (
    <form
      className="k-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) props.onSay(n)
      }}
    >
      <TextInput
        type="number"
        inputMode="numeric"
        min={1}
        max={99}
        aria-label={t('howMany')}
        style={{ width: '6em' }}
        autoFocus
        value={text}
        onChange={setText}
      />
      <Button type="submit" kind="primary" disabled={!isWhole} busy={props.busy}>
        {t('openVisit')}
      </Button>
    </form>
  )
}
