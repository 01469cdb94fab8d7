import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useUndo } from '#ui/undo.ts'
import { useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import { cardsOfCustomer, followUpsOfDay, listCards } from '../contracts/find-cards.ts'
import { listPool, putIntoPool } from '../contracts/pool.ts'
import { cardWords } from '../words.ts'
import { type CardFormProps, Steps } from './CardForms.tsx'

/** A manager puts one card into the public pool before its time. */
export function PoolForm({ card, onDone }: CardFormProps) {
  return <PutIntoPool cardIds={[card.id]} onDone={onDone} />
}

/** Puts cards into the public pool; can be taken back at once. */
export function PutIntoPool(props: { cardIds: readonly string[]; onDone: () => void }) {
  const c = useWords(careWords)
  const t = useWords(cardWords)
  const toast = useToast()
  const undo = useUndo()
  const put = useDo(putIntoPool, {
    refresh: [cardsOfCustomer, timelineOf, listCards, followUpsOfDay, listPool],
  })
  const [id] = useState(() => uuidv7())
  const [reason, setReason] = useState('')
  const submit = async () => {
    const { operationId, cards } = await put.mutateAsync({
      body: { id, cardIds: [...props.cardIds], reason: reason.trim() },
    })
    toast(c('putDone', { n: cards }), { undo: () => undo(operationId) })
  }
  return (
    <Steps
      submit={c('putIntoPool')}
      error={put.error}
      busy={put.isPending}
      isReady={reason.trim().length > 1}
      onDone={props.onDone}
      onSubmit={submit}
      isQuiet
    >
      <p className="k-muted">{c('putHint')}</p>
      <Field label={t('reason')} required>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
    </Steps>
  )
}
