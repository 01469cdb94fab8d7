import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { CallError, isSameIntent, newIntentKey, sayError } from '#ui/call.ts'
import { dropDraft, keepDraft, readDraft } from '#ui/draft.ts'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'

type Errors<T> = Partial<Record<keyof T & string, string>>

/** What the fields of a form are bound to. */
export interface FormFields<T extends object> {
  values: T
  /** For `<Field {...form.field('phone')} label=…>`: its error and whether it must be filled. */
  field: (name: keyof T & string) => { error: string | undefined; required: boolean }
  /** For inputs of `ui/light` and of antd alike: `{...form.input('phone')}`. */
  input: <K extends keyof T & string>(
    name: K,
  ) => { name: K; value: T[K]; onChange: (value: unknown) => void }
  set: (change: Partial<T>) => void
  busy: boolean
}

export interface FormProps<T extends object> {
  initial: T
  /** Saves. A CallError is shown beside its fields, or above the form. `key` is the intent's. */
  onSubmit: (values: T, options: { key: string }) => Promise<unknown>
  children: (form: FormFields<T>) => ReactNode
  /** Names the draft kept on this device, person's record included; none without a name. */
  draft?: string
  required?: readonly (keyof T & string)[]
  /** Checks before sending: the message per field; nothing when all is well. */
  check?: (values: T) => Errors<T>
  submit?: ReactNode
  onCancel?: () => void
  /** More actions beside *save*. */
  actions?: ReactNode
  /** The first field is focused unless this says no (a form beside other content). */
  focusFirst?: boolean
}

/** Labels above, errors beside the field, Enter saves, once; drafts and a warning before leaving. */
export function Form<T extends object>(props: FormProps<T>) {
  const t = useWords(uiWords)
  const { LeaveGuard } = useNavigation()
  const state = useFormState(props)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (props.focusFirst === false) return
    form.current
      ?.querySelector<HTMLElement>('input,textarea,select')
      ?.focus({ preventScroll: true })
  }, [props.focusFirst])
  useEffect(() => {
    if (state.refusals > 0) {
      const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      const place = wrong?.matches('[role="radiogroup"]') ? wrong.querySelector('input') : wrong
      place?.focus()
    }
  }, [state.refusals])

  return (
    <form
      ref={form}
      className="k-form"
      noValidate
      onSubmit={(event) => void state.submit(event)}
      aria-busy={state.busy}
    >
      <LeaveGuard blocked={state.isUnsaved} question={t('leaveUnsaved')} />
      {state.restored ? (
        <Notice
          action={
            <Button kind="quiet" onClick={state.clearDraft}>
              {t('dropDraft')}
            </Button>
          }
        >
          {t('draftKept')}
        </Notice>
      ) : null}
      {state.general ? <Notice tone="overdue">{state.general}</Notice> : null}
      {props.children(state.fields)}
      <div className="k-form-actions">
        <Button type="submit" kind="primary" busy={state.busy}>
          {state.busy ? t('saving') : (props.submit ?? t('save'))}
        </Button>
        {props.onCancel ? <Button onClick={props.onCancel}>{t('cancel')}</Button> : null}
        {props.actions}
      </div>
    </form>
  )
}

function useFormState<T extends object>(props: FormProps<T>) {
  const t = useWords(uiWords)
  const locale = useLocale()
  const [restored, setRestored] = useState(() =>
    props.draft === undefined ? undefined : readDraft<T>(props.draft),
  )
  const [values, setValues] = useState<T>(() => ({ ...props.initial, ...restored }))
  const [errors, setErrors] = useState<Errors<T>>({})
  const [general, setGeneral] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusals, setRefusals] = useState(0)
  const isDirty = useRef(restored !== undefined)
  const isBusy = useRef(false)
  const intent = useRef<string | undefined>(undefined)
  const shown = useRef(new Set<string>())

  const set = (change: Partial<T>) => {
    isDirty.current = true
    intent.current = undefined
    setValues((before) => {
      const next = { ...before, ...change }
      if (props.draft !== undefined) keepDraft(props.draft, next)
      return next
    })
    setErrors((before) => {
      const next = { ...before }
      for (const name of Object.keys(change)) delete next[name as keyof T & string]
      return next
    })
  }
  const refuse = (found: Errors<T>, text: string) => {
    setErrors(found)
    setGeneral(text)
    setRefusals((count) => count + 1)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isBusy.current) return
    const found = { ...missing(props, values, t('required')), ...props.check?.(values) }
    const count = Object.keys(found).length
    if (count > 0) return refuse(found, count > 1 ? t('fixErrors', { n: count }) : '')
    isBusy.current = true
    setBusy(true)
    setGeneral('')
    intent.current ??= newIntentKey()
    try {
      await props.onSubmit(values, { key: intent.current })
      isDirty.current = false
      intent.current = undefined
      if (props.draft !== undefined) dropDraft(props.draft)
      setRestored(undefined)
    } catch (error) {
      if (!isSameIntent(error)) intent.current = undefined
      const issues = error instanceof CallError ? error.issues : []
      const beside = besideFields<T>(issues, shown.current)
      const all = Object.keys(beside).length === issues.length && issues.length > 0
      refuse(beside, all ? '' : sayError(error, locale))
    } finally {
      isBusy.current = false
      setBusy(false)
    }
  }
  const clearDraft = () => {
    if (props.draft !== undefined) dropDraft(props.draft)
    isDirty.current = false
    setRestored(undefined)
    setValues(props.initial)
    setErrors({})
  }
  const fields: FormFields<T> = {
    values,
    set,
    busy,
    field: (name) => {
      shown.current.add(name)
      return { error: errors[name], required: props.required?.includes(name) ?? false }
    },
    input: (name) => ({
      name,
      value: values[name],
      onChange: (value) => set({ [name]: readInput(value) } as Partial<T>),
    }),
  }
  // While it is being saved the page may be left: that is what saving often does.
  const isUnsaved = () => isDirty.current && !isBusy.current
  return { fields, general, busy, refusals, restored, isUnsaved, submit, clearDraft }
}

function missing<T extends object>(props: FormProps<T>, values: T, text: string): Errors<T> {
  const found: Errors<T> = {}
  for (const name of props.required ?? []) {
    const value: unknown = values[name]
    const isEmpty = value === undefined || value === null || String(value).trim() === ''
    if (isEmpty) found[name] = text
  }
  return found
}

/** The issues of fields on the form; `phones.0` belongs to the field `phones`. */
function besideFields<T extends object>(
  issues: readonly { path: string; message: string }[],
  shown: ReadonlySet<string>,
): Errors<T> {
  const found: Record<string, string> = {}
  for (const issue of issues) {
    const name = shown.has(issue.path) ? issue.path : (issue.path.split('.')[0] ?? '')
    if (shown.has(name)) found[name] = issue.message
  }
  return found as Errors<T>
}

/** Inputs give their value or, in antd, the event that carries it. */
function readInput(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('target' in value)) return value
  const target = value.target as { type?: string; checked?: boolean; value?: unknown }
  return target.type === 'checkbox' ? target.checked : target.value
}
