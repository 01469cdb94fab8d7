import type { InputHTMLAttributes, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { useField } from '#ui/light/Field.tsx'

function useLinks() {
  const field = useField()
  return {
    id: field?.id,
    'aria-describedby': field?.describedBy,
    'aria-invalid': field?.invalid || undefined,
    'aria-required': field?.required || undefined,
  }
}

type Own<T> = Omit<T, 'onChange' | 'value'> & { value: string; onChange: (value: string) => void }

/** One line of text; `type="tel"` and `inputMode` choose the phone's keyboard. */
export function TextInput({ onChange, ...rest }: Own<InputHTMLAttributes<HTMLInputElement>>) {
  const links = useLinks()
  return (
    <input
      type="text"
      autoComplete="off"
      {...links}
      {...rest}
      className="k-input"
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Several lines of text. */
export function TextArea({ onChange, ...rest }: Own<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const links = useLinks()
  return (
    <textarea
      {...links}
      {...rest}
      className="k-input"
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** A menu of seven or more choices (fewer are buttons: `Choice`). */
export function Select({
  onChange,
  options,
  placeholder,
  ...rest
}: Own<SelectHTMLAttributes<HTMLSelectElement>> & {
  options: readonly { value: string; label: string }[]
  placeholder?: string
}) {
  const links = useLinks()
  return (
    <select
      {...links}
      {...rest}
      className="k-input"
      onChange={(event) => onChange(event.target.value)}
    >
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
