import { type FormEvent, useState } from 'react'
import { reaches } from '#shared/permissions.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useSession } from '#ui/session.tsx'
import type { TableParts } from '#ui/table/parts.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  audiences,
  changeView,
  getListChoices,
  type SavedView,
  type SharedWith,
  saveView,
} from '../contract.ts'
import { listWords } from '../words.ts'

/** The name of a view and who sees it; a new one keeps the filters and columns of the moment. */
export function ViewSheet(props: {
  parts: TableParts
  query: Record<string, string>
  view: SavedView | undefined
  onSaved: (view: SavedView) => void
  onClose: () => void
}) {
  const { parts, view } = props
  const t = useWords(listWords)
  const ui = useWords(uiWords)
  const locale = useLocale()
  const reach = useSession().grants['views.share']
  const [name, setName] = useState(view?.name ?? '')
  const [sharedWith, setSharedWith] = useState<SharedWith>(view?.sharedWith ?? 'own')
  const [tried, setTried] = useState(false)
  const refresh = { refresh: [getListChoices] }
  const add = useDo(saveView, refresh)
  const change = useDo(changeView, refresh)
  const error = add.error ?? change.error
  const reached = audiences.filter(
    (one) => one === 'own' || one === view?.sharedWith || (reach && reaches(reach, one)),
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '') return
    const saved = view
      ? await change.mutateAsync({
          params: { id: view.id },
          body: { version: view.version, name, sharedWith },
        })
      : await add.mutateAsync({
          params: { list: parts.list },
          body: { name, sharedWith, query: props.query, layout: parts.layout ?? null },
        })
    props.onSaved(saved)
  }
  return (
    <Sheet open onClose={props.onClose} title={t(view ? 'change' : 'saveView')}>
      <form className="k-stack" onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Field
          label={t('viewName')}
          required
          {...(tried && name.trim() === '' ? { error: ui('required') } : {})}
        >
          <TextInput autoFocus maxLength={40} value={name} onChange={setName} />
        </Field>
        {reached.length > 1 ? (
          <Field label={t('sharedWith')} required group>
            <Choice
              label={t('sharedWith')}
              value={sharedWith}
              onChange={setSharedWith}
              options={reached.map((value) => ({ value, label: t(value) }))}
            />
          </Field>
        ) : null}
        {error ? <Notice tone="overdue">{sayError(error, locale)}</Notice> : null}
        <Button kind="primary" type="submit" disabled={add.isPending || change.isPending}>
          {ui('save')}
        </Button>
      </form>
    </Sheet>
  )
}
