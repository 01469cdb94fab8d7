import { type ReactNode, useId } from 'react'
import { useField } from '#ui/light/Field.tsx'

export interface ChoiceProps<T extends string> {
  value: T | undefined
  onChange: (value: T) => void
  options: readonly { value: T; label: ReactNode; hint?: string }[]
  /** Needed where no Field names the group. */
  label?: string
  /** Tapping the chosen one again takes it back. */
  clearable?: boolean
  onClear?: () => void
}

/** One of under seven choices, as buttons; arrow keys move as in any radio group. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  return <Radios {...props} look="k-choices" />
}

/** One of two to five views of the same thing. */
export function Segmented<T extends string>(props: ChoiceProps<T>) {
  return <Radios {...props} look="k-segments" />
}

function Radios<T extends string>(props: ChoiceProps<T> & { look: string }) {
  const name = useId()
  const field = useField()
  return (
    <div
      className={props.look}
      role="radiogroup"
      aria-label={props.label}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      aria-required={field?.required || undefined}
    >
      {props.options.map((option) => (
        <label key={option.value} className="k-choice" title={option.hint}>
          <input
            type="radio"
            name={name}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
            onClick={() => {
              if (props.clearable && option.value === props.value) props.onClear?.()
            }}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
