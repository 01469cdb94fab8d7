import { type FormEvent, useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { addCost, type CostKind, costKinds, listCosts, sumCosts } from '../contracts/costs.ts'
import { addEnquiry, enquiryChannels, listEnquiries } from '../contracts/effort.ts'
import { roadWords } from '../words.ts'
import { fenOf } from './yuan.ts'

/** What an activity brought and cost. */
export function CostSheet(props: { opportunityId: string; onClose: () => void }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const id = useRef(uuidv7())
  const add = useDo(addCost, { refresh: [listCosts, sumCosts] })
  const [kind, setKind] = useState<CostKind>('gift')
  const [amount, setAmount] = useState('')
  const [result, setResult] = useState('')
  const [onDay, setDay] = useState('')
  const [asked, setAsked] = useState(false)
  const fen = fenOf(amount)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (typeof fen !== 'number') return
    add.mutate(
      {
        params: { id: props.opportunityId },
        body: {
          id: id.current,
          kind,
          amountFen: fen,
          result: result.trim(),
          ...(onDay ? { onDay } : {}),
        },
      },
      {
        onSuccess: () => {
          props.onClose()
          toast(t('saved'))
        },
      },
    )
  }
  return (
    <Sheet open onClose={props.onClose} title={t('cost')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <Field label={t('kind')} required>
          <Select
            value={kind}
            onChange={(value) => setKind(value as CostKind)}
            options={costKinds.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        <Field
          label={t('amount')}
          required
          {...(asked && typeof fen !== 'number' ? { error: t('yuanWrong') } : {})}
        >
          <TextInput autoFocus inputMode="decimal" value={amount} onChange={setAmount} />
        </Field>
        <Field label={t('result')}>
          <TextInput value={result} onChange={setResult} maxLength={1000} />
        </Field>
        <Field label={t('day')}>
          <TextInput type="date" value={onDay} onChange={setDay} />
        </Field>
        {add.error ? <Failure error={add.error} /> : null}
        <Button type="submit" kind="primary" wide busy={add.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

/** A customer asked something: the clock of the stage starts. */
export function EnquirySheet(props: { opportunityId: string; onClose: () => void }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const id = useRef(uuidv7())
  const add = useDo(addEnquiry, { refresh: [listEnquiries] })
  const [channel, setChannel] = useState<(typeof enquiryChannels)[number]>('message')
  const [words, setWords] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(
      {
        params: { id: props.opportunityId },
        body: { id: id.current, channel, words: words.trim() },
      },
      {
        onSuccess: () => {
          props.onClose()
          toast(t('saved'))
        },
      },
    )
  }
  return (
    <Sheet open onClose={props.onClose} title={t('addEnquiry')}>
      <form className="k-form" noValidate onSubmit={submit}>
        <p className="k-muted">{t('enquiryHint')}</p>
        <Field label={t('channel')} group required>
          <Choice
            value={channel}
            onChange={setChannel}
            options={enquiryChannels.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        <Field label={t('enquiryWords')}>
          <TextArea value={words} onChange={setWords} rows={3} maxLength={1000} />
        </Field>
        {add.error ? <Failure error={add.error} /> : null}
        <Button type="submit" kind="primary" wide busy={add.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
