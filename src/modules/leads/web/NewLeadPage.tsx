import { useState } from 'react'
import { CustomerPicker, type PickedCustomer } from '#modules/customers/web/panels.tsx'
import { SeriesField, SourceField } from '#modules/opportunities/web/panels.tsx'
import { uuidv7 } from '#shared/ids.ts'
import { call } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Choice, Segmented } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'
import { type Origin, origins, recordLead } from '../contract.ts'
import { leadWords } from '../words.ts'

interface Values {
  id: string
  who: 'new' | 'known'
  name: string
  phone: string
  origin: Origin | ''
  sourceId: string
  seriesId: string
  note: string
}

/** Records an interest from outside; who works on it follows the store's rule. */
export function NewLeadPage() {
  const t = useWords(leadWords)
  const required = useWords(uiWords)('required')
  const { go, back } = useNavigation()
  const toast = useToast()
  const seesCustomers = useCan('customers.read')
  const [known, setKnown] = useState<PickedCustomer | null>(null)
  const initial: Values = {
    id: uuidv7(),
    who: 'new',
    name: '',
    phone: '',
    origin: '',
    sourceId: '',
    seriesId: '',
    note: '',
  }
  return (
    <div className="k-stack">
      <h1>{t('newLead')}</h1>
      <Form<Values>
        initial={initial}
        draft="new-lead"
        required={['origin']}
        check={(values) =>
          values.who === 'known'
            ? known === null
              ? { who: t('pickOne') }
              : {}
            : {
                ...(values.name.trim() === '' ? { name: required } : {}),
                ...(values.phone.trim() === '' ? { phone: required } : {}),
              }
        }
        submit={t('newLead')}
        onCancel={back}
        onSubmit={async (values, { key }) => {
          const isKnown = values.who === 'known' && known !== null
          const lead = await call(
            recordLead,
            {
              body: {
                id: values.id,
                origin: values.origin || 'offline',
                ...(isKnown
                  ? { customerId: known.id }
                  : { customer: { name: values.name, phone: values.phone } }),
                sourceId: values.sourceId || null,
                seriesId: values.seriesId || null,
                note: values.note,
              },
            },
            { key },
          )
          toast(t(lead.isKnown ? 'knownLead' : 'recorded'))
          go(`/leads/${lead.id}`, { replace: true })
        }}
      >
        {(form) => (
          <>
            <Field group label={t('origin')} {...form.field('origin')}>
              <Choice<Origin>
                value={form.values.origin || undefined}
                onChange={(origin) => form.set({ origin })}
                options={origins.map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            {seesCustomers ? (
              <Segmented<Values['who']>
                label={t('whoIs')}
                value={form.values.who}
                onChange={(who) => form.set({ who })}
                options={[
                  { value: 'new', label: t('newCustomer') },
                  { value: 'known', label: t('knownCustomer') },
                ]}
              />
            ) : null}
            {form.values.who === 'known' ? (
              <CustomerPicker
                label={t('customer')}
                value={known}
                onChange={(picked) => {
                  setKnown(picked)
                  form.set({ who: 'known' })
                }}
                {...form.field('who')}
                required
              />
            ) : (
              <>
                <Field label={t('name')} {...form.field('name')} required>
                  <TextInput maxLength={60} {...form.input('name')} />
                </Field>
                <Field label={t('phone')} {...form.field('phone')} required>
                  <TextInput type="tel" inputMode="tel" maxLength={40} {...form.input('phone')} />
                </Field>
              </>
            )}
            <SeriesField form={form} />
            <SourceField form={form} />
            <Field label={t('note')} {...form.field('note')}>
              <TextArea rows={3} maxLength={4000} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
    </div>
  )
}
