import {
  changeView,
  getListChoices,
  type SavedView,
  saveView,
  type SharedWith,
} from '#modules/lists/contract.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { dashboardWords } from '../words.ts'

/** Saves a report or dashboard under a name, for oneself or for others; a kept one is renamed or shared. */
export function SaveSheet(props: {
  list: 'reports' | 'dashboards'
  query: Record<string, string>
  name?: string
  /** The kept one whose name and sharing are changed. */
  view?: SavedView
  onClose: () => void
  onSaved?: (id: string) => void
}) {
  const t = useWords(dashboardWords)
  const toast = useToast()
  const save = useDo(saveView, { refresh: [getListChoices] })
  const change = useDo(changeView, { refresh: [getListChoices] })
  const { view } = props
  const reach = useReach()
  return (
    <Sheet open title={t(view ? 'rename' : 'saveAs')} onClose={props.onClose}>
      <Form<{ name: string; sharedWith: SharedWith }>
        initial={{ name: view?.name ?? props.name ?? '', sharedWith: view?.sharedWith ?? 'own' }}
        required={['name']}
        onSubmit={async (values) => {
          const named = { ...values, name: values.name.trim() }
          const { id } = view
            ? await change.mutateAsync({
                params: { id: view.id },
                body: { ...named, version: view.version },
              })
            : await save.mutateAsync({
                params: { list: props.list },
                body: { ...named, query: props.query },
              })
          toast(t('saved'))
          props.onClose()
          props.onSaved?.(id)
        }}
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={40} {...form.input('name')} />
            </Field>
            {reach.length > 1 ? (
              <Field group label={t('sharedWith')} {...form.field('sharedWith')}>
                <Choice<SharedWith>
                  value={form.values.sharedWith}
                  onChange={(sharedWith) => form.set({ sharedWith })}
                  options={reach.map((value) => ({ value, label: t(value) }))}
                />
              </Field>
            ) : null}
          </>
        )}
      </Form>
    </Sheet>
  )
}

/** With whom the person may share. */
function useReach(): SharedWith[] {
  const store = useCan('views.share', 'store')
  const group = useCan('views.share', 'group')
  const team = useCan('views.share', 'team')
  return [
    'own',
    ...(team ? (['team'] as const) : []),
    ...(store ? (['store'] as const) : []),
    ...(group ? (['group'] as const) : []),
  ]
}
