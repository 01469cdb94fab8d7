import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useDo } from '#ui/ask.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { getCustomer } from '../contract.ts'
import { getCompleteness } from '../contracts/questions.ts'
import {
  addRelation,
  changeRelation,
  inverseRoles,
  listRelations,
  type Relation,
  type RelationRole,
} from '../contracts/relations.ts'
import { CustomerPicker, type PickedCustomer } from './CustomerPicker.tsx'
import { recordWords } from './record-words.ts'

interface Values {
  role: string
  who: 'customer' | 'person'
  picked: PickedCustomer | null
  name: string
  phone: string
  note: string
}
const roles = Object.keys(inverseRoles) as RelationRole[]
const refresh = [listRelations, getCustomer, getCompleteness]

/** Adds a relation to another customer or to a person by name; or changes one that is on record. */
export function RelationSheet(props: {
  customerId: string
  relation: Relation | undefined
  onClose: () => void
}) {
  const t = useWords(recordWords)
  const toast = useToast()
  const { customerId, relation, onClose } = props
  const [id] = useState(uuidv7)
  const add = useDo(addRelation, { refresh })
  const change = useDo(changeRelation, { refresh })
  const save = async (values: Values) => {
    const role = roles.find((one) => one === values.role) ?? 'other'
    const note = values.note.trim()
    const phone = values.phone.trim() === '' ? {} : { phone: values.phone.trim() }
    const person = { name: values.name.trim(), ...phone }
    if (relation) {
      // An untouched person keeps the number, which the form never had in clear.
      const isRenamed = person.name !== relation.person?.name || phone.phone !== undefined
      await change.mutateAsync({
        params: { id: customerId, relationId: relation.id },
        body: {
          version: relation.version,
          role,
          note,
          ...(relation.person && isRenamed ? { person } : {}),
        },
      })
    } else {
      const other = values.who === 'customer' ? { linkedId: values.picked?.id } : { person }
      await add.mutateAsync({ params: { id: customerId }, body: { id, role, note, ...other } })
    }
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t(relation ? 'editRelation' : 'addRelationTitle')}>
      <Form<Values>
        initial={{
          role: relation?.role ?? '',
          who: relation?.person ? 'person' : 'customer',
          picked: null,
          name: relation?.person?.name ?? '',
          phone: '',
          note: relation?.note ?? '',
        }}
        required={['role']}
        check={(values) => checkOf(values, relation, t)}
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => <RelationFields form={form} customerId={customerId} relation={relation} />}
      </Form>
    </Sheet>
  )
}

function checkOf(
  values: Values,
  relation: Relation | undefined,
  t: (key: keyof typeof recordWords & string) => string,
): Partial<Record<keyof Values, string>> {
  if (values.phone.trim() !== '' && !looksLikeCompletePhone(values.phone))
    return { phone: t('phoneIncomplete') }
  if (relation ? relation.person !== null : values.who === 'person')
    return values.name.trim() === '' ? { name: t('nameMissing') } : {}
  return !relation && values.picked === null ? { picked: t('pickNeeded') } : {}
}

function RelationFields(props: {
  form: FormFields<Values>
  customerId: string
  relation: Relation | undefined
}) {
  const t = useWords(recordWords)
  const { form, customerId, relation } = props
  const { values } = form
  const isPerson = relation ? relation.person !== null : values.who === 'person'
  return (
    <>
      <Field {...form.field('role')} label={t('role')} hint={t('roleHint')}>
        <Select
          {...form.input('role')}
          placeholder={t('notChosen')}
          options={roles.map((value) => ({ value, label: t(value) }))}
        />
      </Field>
      {relation ? null : (
        <Field label={t('whoKind')} group required>
          <Choice
            value={values.who}
            onChange={(who) => form.set({ who })}
            options={[
              { value: 'customer', label: t('aCustomer') },
              { value: 'person', label: t('aPerson') },
            ]}
          />
        </Field>
      )}
      {isPerson ? (
        <>
          <Field {...form.field('name')} label={t('name')} required>
            <TextInput {...form.input('name')} maxLength={60} />
          </Field>
          <Field
            {...form.field('phone')}
            label={t('phone')}
            hint={relation?.person?.maskedPhone ?? undefined}
          >
            <TextInput {...form.input('phone')} type="tel" inputMode="tel" maxLength={40} />
          </Field>
        </>
      ) : relation ? null : (
        <CustomerPicker
          label={t('pickCustomer')}
          value={values.picked}
          onChange={(picked) => form.set({ picked })}
          allowCreate
          required
          error={form.field('picked').error}
          exclude={[customerId]}
        />
      )}
      <Field {...form.field('note')} label={t('relationNote')}>
        <TextInput {...form.input('note')} maxLength={200} />
      </Field>
    </>
  )
}
