import { type ReactNode, useState } from 'react'
import { type Fen, formatYuan, parseMoney } from '#shared/money.ts'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/** An amount in yuan as people type it (`129,800`, `12.98万`); nothing typed is null. */
export function MoneyField(props: {
  label: ReactNode
  hint?: ReactNode
  value: Fen | null
  onChange: (fen: Fen | null) => void
  required?: boolean
  /** What stands there while nothing is typed; `0` unless given. */
  placeholder?: string
  error?: string
}) {
  const t = useWords(uiWords)
  const shown = (fen: Fen | null) =>
    fen === null || fen === 0 ? '' : formatYuan(fen, { whole: true })
  const [typed, setTyped] = useState<{ text: string; fen: Fen | null }>()
  // A value set from outside replaces what stands here; what is being typed stays as it is.
  const text = typed && typed.fen === props.value ? typed.text : shown(props.value)
  const isWrong = text.trim() !== '' && !isAmount(text)
  const error = isWrong ? t('wrongMoney') : props.error
  return (
    <Field
      label={props.label}
      hint={props.hint}
      required={props.required ?? false}
      {...(error === undefined ? {} : { error })}
    >
      <TextInput
        inputMode="decimal"
        maxLength={20}
        placeholder={props.placeholder ?? '0'}
        value={text}
        onChange={(next) => {
          const fen = isAmount(next) ? (parseMoney(next) ?? null) : null
          setTyped({ text: next, fen })
          props.onChange(fen)
        }}
      />
    </Field>
  )
}

function isAmount(text: string): boolean {
  const fen = parseMoney(text)
  return fen !== undefined && fen >= 0 && fen <= 10_000_000_000
}
