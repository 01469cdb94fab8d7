import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { addPresentation, type Road, shownParts, withdrawPresentation } from '../contract.ts'
import { listRivals } from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'
import { RivalChoice } from './RivalChoice.tsx'
import { refreshRoad } from './refresh-road.ts'

/** What was shown and how the customer took it; beside it the words against the rivals chosen. */
export function PresentationSheet({ road, onClose }: { road: Road; onClose: () => void }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const id = useRef(uuidv7())
  const add = useDo(addPresentation, { refresh: refreshRoad })
  const withdraw = useDo(withdrawPresentation, { refresh: refreshRoad })
  const [shown, setShown] = useState<(typeof shownParts)[number][]>([])
  const [liked, setLiked] = useState('')
  const [doubts, setDoubts] = useState('')
  const [rivalIds, setRivals] = useState<string[]>(road.needs?.rivalIds ?? [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(
      {
        params: { id: road.opportunityId },
        body: {
          id: id.current,
          seriesId: road.seriesId,
          shown,
          liked: liked.trim(),
          doubts: doubts.trim(),
          rivalIds,
        },
      },
      {
        onSuccess: () => {
          onClose()
          toast(t('saved'), { undo: () => withdraw.mutateAsync({ params: { id: id.current } }) })
        },
      },
    )
  }
  return (
    <Sheet open onClose={onClose} title={t('recordPresentation')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <Field label={t('shown')} group>
          <div className="road-items">
            {shownParts.map((part) => (
              <label key={part}>
                <input
                  type="checkbox"
                  checked={shown.includes(part)}
                  onChange={() =>
                    setShown(
                      shown.includes(part) ? shown.filter((one) => one !== part) : [...shown, part],
                    )
                  }
                />
                {t(part)}
              </label>
            ))}
          </div>
        </Field>
        <RivalChoice chosen={rivalIds} seriesId={road.seriesId} onChange={setRivals} />
        <Answers rivalIds={rivalIds} />
        <Field label={t('liked')}>
          <TextArea value={liked} onChange={setLiked} rows={2} maxLength={1000} />
        </Field>
        <Field label={t('doubts')}>
          <TextArea value={doubts} onChange={setDoubts} rows={2} maxLength={1000} />
        </Field>
        {add.error ? <Failure error={add.error} /> : null}
        <Button type="submit" kind="primary" wide busy={add.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

/** What to answer to the rivals named. */
export function Answers({ rivalIds }: { rivalIds: readonly string[] }) {
  const t = useWords(roadWords)
  const rivals = useAsk(listRivals, { query: {} })
  const named = (rivals.data?.items ?? []).filter(
    (one) => rivalIds.includes(one.id) && (one.answer || one.weak || one.strong),
  )
  if (named.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('answers')}>
      <span className="k-label">{t('answers')}</span>
      {named.map((one) => (
        <div key={one.id}>
          <strong>
            {one.brand} {one.name}
          </strong>
          <dl className="road-facts">
            {one.strong ? (
              <>
                <dt>{t('strong')}</dt>
                <dd>{one.strong}</dd>
              </>
            ) : null}
            {one.weak ? (
              <>
                <dt>{t('weak')}</dt>
                <dd>{one.weak}</dd>
              </>
            ) : null}
          </dl>
          {one.answer ? <p className="road-say">{one.answer}</p> : null}
        </div>
      ))}
    </section>
  )
}
