import type { ReactNode } from 'react'
import { CallError } from '#ui/call.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { cardWords } from '../words.ts'
import { mergeEdit } from './merge-edit.ts'

/** The fields of a record as texts, and the same fields as they were when the form was opened. */
export type Edited<Fields> = Fields & { base: Fields }

/**
 * Edits a record others may edit meanwhile: their other changes stay, and where both changed the
 * same field the person sees both and chooses. Kept as a draft until it is saved.
 */
export function EditForm<Fields extends Record<string, string>>(props: {
  draft: string
  /** The record as it is now; news change it while the form is open. */
  latest: Fields
  /** How a field is called, and how a value of it reads. */
  say: (name: keyof Fields & string, value: string) => { label: string; value: string }
  required?: readonly (keyof Fields & string)[]
  check?: (values: Fields) => Partial<Record<keyof Fields & string, string>>
  /** Saves the changed fields. */
  onSave: (changed: Partial<Fields>) => Promise<unknown>
  /** Fetches the record anew, after the server said it had been changed. */
  onStale: () => Promise<unknown>
  onDone: () => void
  children: (form: FormFields<Edited<Fields>>) => ReactNode
}) {
  const t = useWords(cardWords)
  const toast = useToast()
  const { latest, say } = props
  const save = async (values: Edited<Fields>) => {
    const { changed } = mergeEdit<Fields>(values.base, values, latest)
    if (Object.keys(changed).length > 0) {
      await props.onSave(changed).catch(async (error: unknown) => {
        if (error instanceof CallError && error.code === 'core.stale_version') await props.onStale()
        throw error
      })
      toast(t('saved'))
    }
    props.onDone()
  }
  return (
    <Form<Edited<Fields>>
      initial={{ ...latest, base: latest }}
      draft={props.draft}
      required={props.required ?? []}
      check={(values) => {
        const wrong: Partial<Record<string, string>> = { ...props.check?.(values) }
        for (const name of mergeEdit<Fields>(values.base, values, latest).conflicts)
          wrong[name] = t('changedTo', { value: say(name, latest[name] ?? '').value || '—' })
        return wrong
      }}
      onSubmit={save}
      onCancel={props.onDone}
    >
      {(form) => (
        <>
          <Conflicts form={form} latest={latest} say={say} />
          {props.children(form)}
        </>
      )}
    </Form>
  )
}

function Conflicts<Fields extends Record<string, string>>(props: {
  form: FormFields<Edited<Fields>>
  latest: Fields
  say: (name: keyof Fields & string, value: string) => { label: string; value: string }
}) {
  const t = useWords(cardWords)
  const { form, latest, say } = props
  const { base } = form.values
  return mergeEdit<Fields>(base, form.values, latest).conflicts.map((name) => {
    const theirs = say(name, latest[name] ?? '')
    // The choice is made against the record as it is now.
    const seen = { base: { ...base, [name]: latest[name] } }
    const take = (change: object) => form.set(change)
    return (
      <Notice
        key={name}
        tone="overdue"
        action={
          <span className="k-line">
            <Button onClick={() => take({ ...seen, [name]: latest[name] })}>
              {t('takeTheirs')}
            </Button>
            <Button onClick={() => take({ ...seen, [name]: form.values[name] })}>
              {t('keepMine')}
            </Button>
          </span>
        }
      >
        {theirs.label}: {t('changedTo', { value: theirs.value || '—' })}
      </Notice>
    )
  })
}
