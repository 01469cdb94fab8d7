import { type KeyboardEvent, useState } from 'react'
import type { CustomerFact } from '#shared/customer-facts.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getCustomer } from '../contract.ts'
import { answerQuestion, getCompleteness } from '../contracts/questions.ts'
import { FactInput, isGroupFact } from './FactInput.tsx'
import { recordWords } from './record-words.ts'

/**
 * One thing asked, with one light input. It saves by itself and is no form of its own, so that it
 * may stand in the sheet of a contact; *does not know* puts it behind all others.
 */
export function NextQuestion(props: {
  customerId: string
  level: IntentLevel | undefined
  fact: CustomerFact
  title: string
}) {
  const t = useWords(recordWords)
  const locale = useLocale()
  const toast = useToast()
  const { customerId, level, fact, title } = props
  const [value, setValue] = useState('')
  const answer = useDo(answerQuestion, { refresh: [getCompleteness, getCustomer] })
  const keep = async (given: string | string[] | null) => {
    await answer.mutateAsync({ params: { id: customerId }, body: { fact, value: given, level } })
    toast(given === null ? t('askedInVain') : t('answered', { fact: t(fact) }))
  }
  const save = () => {
    const text = value.trim()
    if (text === '' || answer.isPending) return
    void keep(fact === 'hobbies' ? text.split(',') : text).catch(() => undefined)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    save()
  }
  return (
    <div className="record-question k-stack" onKeyDown={onKey}>
      <Field
        label={title}
        group={isGroupFact(fact)}
        hint={
          fact === 'hobbies'
            ? t('atMostThree')
            : fact === 'idNumber'
              ? t('idNumberHint')
              : undefined
        }
        error={answer.error ? sayError(answer.error, locale) : undefined}
        required
      >
        <FactInput fact={fact} value={value} onChange={setValue} />
      </Field>
      <div className="k-line">
        <Button
          kind={value.trim() === '' ? 'plain' : 'primary'}
          busy={answer.isPending}
          aria-disabled={value.trim() === '' || undefined}
          onClick={save}
        >
          {t('keepAnswer')}
        </Button>
        <Button kind="quiet" onClick={() => void keep(null).catch(() => undefined)}>
          {t('notKnown')}
        </Button>
      </div>
    </div>
  )
}
