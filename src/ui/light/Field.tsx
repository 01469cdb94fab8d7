import { createContext, type ReactNode, useContext, useId } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

interface FieldLinks {
  id: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}
const FieldContext = createContext<FieldLinks | undefined>(undefined)

/** How the input inside a Field is tied to its label, hint and error. */
export function useField(): FieldLinks | undefined {
  return useContext(FieldContext)
}

export interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: string
  required?: boolean
  /** The label names a group of choices instead of one input. */
  group?: boolean
  children: ReactNode
}

/** Label above, input, hint and error beside it in plain words. */
export function Field({ label, hint, error, required = false, group, children }: FieldProps) {
  const t = useWords(uiWords)
  const id = useId()
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  const links = { id, describedBy: described || undefined, invalid: Boolean(error), required }
  const title = (
    <>
      {label} {required ? null : <small>{t('optional')}</small>}
    </>
  )
  const below = (
    <>
      {hint ? (
        <span className="k-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span className="k-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      ) : null}
    </>
  )
  return (
    <FieldContext.Provider value={links}>
      {group ? (
        <fieldset className="k-field" aria-describedby={links.describedBy}>
          <legend className="k-label">{title}</legend>
          {children}
          {below}
        </fieldset>
      ) : (
        <div className="k-field">
          <label className="k-label" htmlFor={id}>
            {title}
          </label>
          {children}
          {below}
        </div>
      )}
    </FieldContext.Provider>
  )
}
