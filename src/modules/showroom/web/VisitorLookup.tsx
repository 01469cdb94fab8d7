import { type FormEvent, useEffect, useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { normalisePlate } from '#shared/plate.ts'
import { useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { lookUpVisitor } from '../contract.ts'
import { showroomWords } from '../words.ts'

export type Candidate = CallOutput<typeof lookUpVisitor>['candidates'][number]

/** Names are asked a moment after the last key; whole numbers and plates at once. */
function pauseFor(text: string): number {
  return looksLikeCompletePhone(text) || normalisePlate(text) ? 0 : 350
}

/** Whether a text is worth asking: a half-typed number never is. */
function isAskable(text: string): boolean {
  if (/^[\d\s+\-()]+$/.test(text)) return looksLikeCompletePhone(text)
  return text.length >= 2
}

/** A phone number, plate or name, and at once: a first visit, or whose customer it is. */
export function VisitorLookup(props: { onPick: (candidate: Candidate) => void; focus?: boolean }) {
  const t = useWords(showroomWords)
  const [text, setText] = useState('')
  const { mutate, data, error, reset, isPending } = useDo(lookUpVisitor)
  const asked = text.trim()

  useEffect(() => {
    if (!isAskable(asked)) {
      reset()
      return undefined
    }
    const timer = setTimeout(() => mutate({ body: { text: asked } }), pauseFor(asked))
    return () => clearTimeout(timer)
  }, [asked, mutate, reset])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isAskable(asked)) mutate({ body: { text: asked } })
  }
  const pick = (candidate: Candidate) => {
    props.onPick(candidate)
    setText('')
  }
  return (
    <div className="k-stack">
      <form onSubmit={submit} role="search">
        <Field label={t('lookUp')} hint={t('lookUpHint')} required>
          <TextInput type="search" value={text} onChange={setText} autoFocus={props.focus} />
        </Field>
      </form>
      {error ? <Failure error={error} /> : null}
      <div aria-live="polite" aria-busy={isPending}>
        {data === undefined ? null : data.candidates.length === 0 ? (
          <Notice tone="done">{t('firstVisit')}</Notice>
        ) : (
          <List label={t('lookUp')}>
            {data.candidates.map((candidate, index) => (
              <CandidateRow
                key={candidate.customerId ?? index}
                candidate={candidate}
                onPick={pick}
              />
            ))}
          </List>
        )}
      </div>
    </div>
  )
}

function CandidateRow({
  candidate,
  onPick,
}: {
  candidate: Candidate
  onPick: (candidate: Candidate) => void
}) {
  const t = useWords(showroomWords)
  const { consultant } = candidate
  if (candidate.customerId === null) {
    return (
      <Row start={<Badge tone="due">{t('repeatVisit')}</Badge>}>
        {consultant ? t('colleagueCustomer', { name: consultant.name }) : t('nobodysCustomer')}
      </Row>
    )
  }
  return (
    <Row
      start={<Badge tone="due">{t('repeatVisit')}</Badge>}
      end={<Button onClick={() => onPick(candidate)}>{t('thisOne')}</Button>}
    >
      <div className="k-line">
        <strong>{candidate.name}</strong>
        <SpecialMark mark={candidate.special} reason={candidate.specialReason} />
        <span className="k-number k-muted">{candidate.phone}</span>
        {candidate.isOwner ? <Badge tone="done">{t('isOwner')}</Badge> : null}
        {candidate.openCardId ? <Badge tone="due">{t('openCard')}</Badge> : null}
      </div>
      <div className="k-muted">
        {consultant ? (
          <>
            {t('theirConsultant', { name: consultant.name })}（
            {t(candidate.isConsultantOnDuty ? 'onDuty' : 'notOnDuty')}）
          </>
        ) : null}
        {candidate.lastVisitOn ? (
          <>
            {' '}
            {t('lastVisit')} <When at={candidate.lastVisitOn} />
          </>
        ) : null}
      </div>
    </Row>
  )
}
