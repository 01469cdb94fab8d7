import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import {
  closeVisit,
  getRotation,
  identifyVisitor,
  listOpenVisits,
  listVisits,
  type Visit,
} from '../contract.ts'
import { showroomWords } from '../words.ts'
import { HandPart } from './HandPart.tsx'
import { useNotProspectKinds } from './not-prospect-kinds.ts'
import { SeriesButtons } from './SeriesButtons.tsx'
import { VisitorLookup } from './VisitorLookup.tsx'

type Tab = 'unfiled' | 'repeat' | 'not_prospect' | 'hand'
const refresh = [listOpenVisits, listVisits, getRotation]

/** Everything that ends an open visit, or hands it on; each way is one or two taps. */
export function VisitSheet({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const t = useWords(showroomWords)
  const toast = useToast()
  const { go } = useNavigation()
  const runsTheDoor = useCan('visits.receive', 'store')
  const [tab, setTab] = useState<Tab>(visit.customer ? 'repeat' : 'unfiled')
  const [note, setNote] = useState('')
  const close = useDo(closeVisit, { refresh })
  // The news may take the visit off the board, and this sheet with it, before the answer is here.
  const end = async (outcome: 'unfiled' | 'repeat' | 'not_prospect', more: object = {}) => {
    const said = note.trim() ? { note: note.trim() } : {}
    await close.mutateAsync({
      params: { id: visit.id },
      body: { outcome, version: visit.version, ...said, ...more },
    })
    onClose()
    toast(t('closedAs', { outcome: t(outcome === 'not_prospect' ? 'notProspect' : outcome) }))
  }
  // A refusal is shown by the failed call itself.
  const tap = (...given: Parameters<typeof end>) => void end(...given).catch(() => undefined)
  const title = visit.customer?.name ?? t('unknownVisitor')
  return (
    <Sheet open onClose={onClose} title={title}>
      <div className="k-stack">
        {visit.receiver ? (
          <Button kind="primary" wide onClick={() => go(`/visits/${visit.id}/card`)}>
            {t('filed')} · {t('makeCard')}
          </Button>
        ) : null}
        <Segmented
          label={t('outcome')}
          value={tab}
          onChange={setTab}
          options={[
            { value: 'unfiled', label: t('unfiled') },
            { value: 'repeat', label: t('repeat') },
            { value: 'not_prospect', label: t('notProspect') },
            ...(runsTheDoor ? [{ value: 'hand' as const, label: t('handTo') }] : []),
          ]}
        />
        {tab === 'unfiled' ? (
          <SeriesButtons
            label={t('whichModel')}
            busy={close.isPending}
            onPick={(seriesId) => tap('unfiled', { seriesId })}
          />
        ) : null}
        {tab === 'repeat' ? (
          <RepeatPart visit={visit} busy={close.isPending} onRepeat={() => tap('repeat')} />
        ) : null}
        {tab === 'not_prospect' ? (
          <NotProspectButtons
            busy={close.isPending}
            onPick={(kind) => tap('not_prospect', { kind })}
          />
        ) : null}
        {tab === 'hand' ? <HandPart visit={visit} onDone={onClose} /> : null}
        {tab === 'hand' ? null : (
          <Field label={t('note')}>
            <TextArea value={note} onChange={setNote} rows={2} maxLength={2000} />
          </Field>
        )}
        {close.error ? <Failure error={close.error} /> : null}
      </div>
    </Sheet>
  )
}

function NotProspectButtons(props: { busy: boolean; onPick: (kind: string) => void }) {
  const t = useWords(showroomWords)
  const { kinds, error } = useNotProspectKinds()
  if (error) return <Failure error={error} />
  return (
    <div className="door-series" role="group" aria-label={t('notProspect')}>
      {kinds.map((kind) => (
        <Button key={kind.code} busy={props.busy} onClick={() => props.onPick(kind.code)}>
          {kind.label}
        </Button>
      ))}
    </div>
  )
}

function RepeatPart(props: { visit: Visit; busy: boolean; onRepeat: () => void }) {
  const t = useWords(showroomWords)
  const { visit } = props
  const identify = useDo(identifyVisitor, { refresh })
  const name = (customerId: string | null) =>
    identify.mutate({ params: { id: visit.id }, body: { customerId, version: visit.version } })
  if (visit.customer) {
    return (
      <div className="k-line">
        <Button kind="primary" busy={props.busy} onClick={props.onRepeat}>
          {t('repeat')} · {visit.customer.name}
        </Button>
        <Button kind="quiet" busy={identify.isPending} onClick={() => name(null)}>
          {t('notThem')}
        </Button>
      </div>
    )
  }
  return (
    <div className="k-stack">
      <Notice>{t('whoIsIt')}</Notice>
      <VisitorLookup onPick={(candidate) => name(candidate.customerId)} focus />
      {identify.error ? <Failure error={identify.error} /> : null}
    </div>
  )
}
