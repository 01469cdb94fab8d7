import { type FormEvent, useState } from 'react'
import { NewTestDriveSheet } from '#modules/test-drives/web/panels.tsx'
import { useDo, useRefresh } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { markStep, type Road, type StepView, unmarkStep } from '../contract.ts'
import { roadWords } from '../words.ts'
import { NeedsSheet } from './NeedsSheet.tsx'
import { PresentationSheet } from './PresentationSheet.tsx'
import { refreshRoad } from './refresh-road.ts'

const ticked = ['first_contact', 'test_drive', 'after_work']

/** What can be done at a step: record it, tick it, skip it, take that back. */
export function StepActions({ road, step }: { road: Road; step: StepView }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const refresh = useRefresh()
  const drives = useCan('test_drives.write')
  const quotes = useCan('quotes.write')
  const orders = useCan('orders.write')
  const [open, setOpen] = useState<'needs' | 'presentation' | 'drive' | 'skip'>()
  const mark = useDo(markStep, { refresh: refreshRoad })
  const unmark = useDo(unmarkStep, { refresh: refreshRoad })
  if (!road.isMine) return null
  const close = () => setOpen(undefined)
  const isOpen = step.state === 'next' || step.state === 'open' || step.state === 'passed'
  const kind = step.state === 'next' ? 'primary' : 'plain'
  const tick = () =>
    mark.mutate(
      { params: { id: road.opportunityId }, body: { step: step.step, kind: 'done' } },
      { onSuccess: () => toast(t('marked')) },
    )
  const undo = (id: string) =>
    unmark.mutate({ params: { id } }, { onSuccess: () => toast(t('undone')) })
  const { markId } = step
  return (
    <div className="k-stack">
      <div className="k-line">
        {step.step === 'needs' ? (
          <Button kind={kind} onClick={() => setOpen('needs')}>
            {t('recordNeeds')}
          </Button>
        ) : null}
        {step.step === 'presentation' ? (
          <Button kind={kind} onClick={() => setOpen('presentation')}>
            {t('recordPresentation')}
          </Button>
        ) : null}
        {step.step === 'test_drive' && drives ? (
          <Button kind={kind} onClick={() => setOpen('drive')}>
            {t('bookDrive')}
          </Button>
        ) : null}
        {step.step === 'quote' && isOpen && quotes ? (
          <Link className="k-button" to={`/quotes/new?opportunity=${road.opportunityId}`}>
            {t('makeQuote')}
          </Link>
        ) : null}
        {step.step === 'quote' && isOpen && orders ? (
          <Link className="k-button" to={`/orders/new?card=${road.opportunityId}`}>
            {t('makeOrder')}
          </Link>
        ) : null}
        {isOpen && ticked.includes(step.step) ? (
          <Button
            kind={step.step === 'test_drive' ? 'plain' : kind}
            busy={mark.isPending}
            onClick={tick}
          >
            {t('tick')}
          </Button>
        ) : null}
        {isOpen ? (
          <Button kind="quiet" onClick={() => setOpen('skip')}>
            {t('skip')}
          </Button>
        ) : null}
        {markId && !isOpen ? (
          <Button kind="quiet" busy={unmark.isPending} onClick={() => undo(markId)}>
            {t('undo')}
          </Button>
        ) : null}
      </div>
      {mark.error ? <Failure error={mark.error} /> : null}
      {unmark.error ? <Failure error={unmark.error} /> : null}
      {open === 'needs' ? <NeedsSheet road={road} onClose={close} /> : null}
      {open === 'presentation' ? <PresentationSheet road={road} onClose={close} /> : null}
      {open === 'skip' ? <SkipSheet road={road} step={step} onClose={close} /> : null}
      {open === 'drive' ? (
        <NewTestDriveSheet
          customerId={road.customerId}
          onClose={close}
          onBooked={() => void refresh(...refreshRoad)}
        />
      ) : null}
    </div>
  )
}

function SkipSheet(props: { road: Road; step: StepView; onClose: () => void }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const { road, step, onClose } = props
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const mark = useDo(markStep, { refresh: refreshRoad })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (reason.trim().length < 2) return
    mark.mutate(
      {
        params: { id: road.opportunityId },
        body: { step: step.step, kind: 'skipped', reason: reason.trim() },
      },
      {
        onSuccess: () => {
          onClose()
          toast(t('marked'))
        },
      },
    )
  }
  return (
    <Sheet open onClose={onClose} title={`${t('skip')} · ${t(`step_${step.step}`)}`}>
      <form className="k-form" noValidate onSubmit={submit}>
        <Field
          label={t('whySkip')}
          required
          {...(asked && reason.trim().length < 2 ? { error: t('reasonNeeded') } : {})}
        >
          <TextInput autoFocus value={reason} onChange={setReason} maxLength={300} />
        </Field>
        <div className="k-line">
          {(['becauseKnown', 'becauseNoTime', 'becauseRefused'] as const).map((word) => (
            <Button key={word} onClick={() => setReason(t(word))}>
              {t(word)}
            </Button>
          ))}
        </div>
        {mark.error ? <Failure error={mark.error} /> : null}
        <Button type="submit" kind="primary" wide busy={mark.isPending}>
          {t('skip')}
        </Button>
      </form>
    </Sheet>
  )
}
