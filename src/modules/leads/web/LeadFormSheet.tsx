import { SourceField } from '#modules/opportunities/web/panels.tsx'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  changeLeadForm,
  formFields,
  type LeadForm,
  listLeadForms,
  makeLeadForm,
} from '../contracts/lead-forms.ts'
import { leadSettingsWords } from '../settings-words.ts'
import { Ticks } from './Ticks.tsx'

interface Values {
  id: string
  name: string
  title: string
  fields: (typeof formFields)[number][]
  seriesIds: string[]
  sourceId: string
  consentText: string
  thanks: string
  colour: string
  sites: string
}

/** What a form is, without its counts and addresses. */
export const definitionOf = (form: LeadForm) => ({
  name: form.name,
  title: form.title,
  fields: form.fields,
  seriesIds: form.seriesIds,
  sourceId: form.sourceId,
  consentText: form.consentText,
  thanks: form.thanks,
  colour: form.colour,
  sites: form.sites,
})

/** Makes a form or changes one. */
export function LeadFormSheet(props: {
  form: LeadForm | undefined
  series: readonly { id: string; name: string }[]
  onClose: () => void
}) {
  const t = useWords(leadSettingsWords)
  const toast = useToast()
  const refresh = [listLeadForms]
  const make = useDo(makeLeadForm, { refresh })
  const change = useDo(changeLeadForm, { refresh })
  const { form: now } = props
  const initial: Values = {
    id: uuidv7(),
    name: now?.name ?? '',
    title: now?.title ?? '',
    fields: now?.fields ?? ['series', 'note'],
    seriesIds: now?.seriesIds ?? [],
    sourceId: now?.sourceId ?? '',
    consentText: now?.consentText ?? t('consentUsual'),
    thanks: now?.thanks ?? t('thanksUsual'),
    colour: now?.colour ?? '#1f5f8b',
    sites: now?.sites.join('\n') ?? '',
  }
  return (
    <Sheet open title={t(now ? 'edit' : 'newForm')} onClose={props.onClose}>
      <Form<Values>
        initial={initial}
        required={['name', 'title', 'consentText', 'thanks']}
        onSubmit={async ({ id, sourceId, sites, ...values }) => {
          const body = {
            ...values,
            sourceId: sourceId || null,
            sites: sites.split('\n').flatMap((line) => line.trim() || []),
          }
          if (now)
            await change.mutateAsync({
              params: { id: now.id },
              body: { ...body, isOpen: now.isOpen, version: now.version },
            })
          else await make.mutateAsync({ body: { id, ...body } })
          toast(t('saved'))
          props.onClose()
        }}
      >
        {(form) => (
          <>
            <Field label={t('formName')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('formTitle')} {...form.field('title')}>
              <TextInput maxLength={100} {...form.input('title')} />
            </Field>
            <Field group label={t('fields')} {...form.field('fields')}>
              <Ticks
                value={form.values.fields}
                onChange={(fields) => form.set({ fields })}
                options={formFields.map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            {form.values.fields.includes('series') ? (
              <Field group label={t('seriesOffered')} {...form.field('seriesIds')}>
                <Ticks
                  value={form.values.seriesIds}
                  onChange={(seriesIds) => form.set({ seriesIds })}
                  options={props.series.map(({ id, name }) => ({ value: id, label: name }))}
                />
              </Field>
            ) : null}
            <SourceField form={form} />
            <Field label={t('consentText')} hint={t('consentHint')} {...form.field('consentText')}>
              <TextArea rows={4} maxLength={2000} {...form.input('consentText')} />
            </Field>
            <Field label={t('thanks')} {...form.field('thanks')}>
              <TextInput maxLength={200} {...form.input('thanks')} />
            </Field>
            <Field label={t('sites')} hint={t('sitesHint')} {...form.field('sites')}>
              <TextArea rows={2} {...form.input('sites')} />
            </Field>
            <Field label={t('colour')} {...form.field('colour')}>
              <TextInput type="color" {...form.input('colour')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
