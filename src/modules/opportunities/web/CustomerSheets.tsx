import {
  type Customer,
  changeCustomer,
  customerKinds,
  getCustomer,
  specials,
} from '#modules/customers/contract.ts'
import { FactInput, isGroupFact } from '#modules/customers/web/panels.tsx'
import { factWords } from '#shared/customer-fact-words.ts'
import { type CustomerFact, customerFacts, isFactOf } from '#shared/customer-facts.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { cardsOfCustomer, listCards } from '../contracts/find-cards.ts'
import { cardWords } from '../words.ts'
import { besideField } from './beside-field.ts'
import { EditForm } from './EditForm.tsx'

/** Numbers and people are added beside the record, not on its form. */
type EditedFact = Exclude<CustomerFact, 'secondPhone' | 'contactPerson'>
const editedFacts = customerFacts.filter(
  (fact): fact is EditedFact => fact !== 'secondPhone' && fact !== 'contactPerson',
)
const plainFields = ['name', 'kind', 'special', 'specialReason', 'note'] as const
type FieldName = (typeof plainFields)[number] | EditedFact
type Fields = Record<FieldName, string>

/** The record as texts. The ID number is never sent in clear: its field only takes a new one. */
function fieldsOf(customer: Customer): Fields {
  const { facts } = customer
  return {
    name: customer.name,
    kind: customer.kind,
    special: customer.special ?? '',
    specialReason: customer.specialReason,
    note: customer.note,
    ...facts,
    sex: customer.sex ?? '',
    source: customer.source?.id ?? '',
    preferences: customer.preferences,
    occupation: customer.occupation?.id ?? '',
    industry: customer.industry?.id ?? '',
    householdType: customer.household?.id ?? '',
    area: customer.area?.code ?? '',
    hobbies: customer.hobbies.map((one) => one.id).join(','),
    birthday: customer.birthday ?? '',
    idNumber: '',
  }
}

const optionIds = {
  source: 'sourceId',
  occupation: 'occupationId',
  industry: 'industryId',
  householdType: 'householdId',
  area: 'areaCode',
} as const

/** The changed fields as the server takes them; an emptied one takes the fact away. */
function changeOf(changed: Partial<Fields>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changed).map(([name, text]) => {
      const value = text.trim()
      if (name === 'hobbies') return ['hobbyIds', value === '' ? [] : value.split(',')]
      if (name in optionIds) return [optionIds[name as keyof typeof optionIds], value || null]
      const isNullable = ['sex', 'birthday', 'special', 'idNumber'].includes(name)
      return [name, isNullable ? value || null : value]
    }),
  )
}

/** Everything on the record of a person or a company: name, mark with its reason, facts, note. */
export function CustomerSheet({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useWords(cardWords)
  const f = useWords(factWords)
  const latest = useAsk(getCustomer, { params: { id: customer.id } })
  const change = useDo(changeCustomer, { refresh: [getCustomer, cardsOfCustomer, listCards] })
  const chosen = [
    customer.source,
    customer.occupation,
    customer.industry,
    customer.household,
    ...customer.hobbies,
  ]
  const labelOf = (id: string) =>
    id === customer.area?.code
      ? customer.area.label
      : (chosen.find((one) => one?.id === id)?.label ?? id)
  const says = (name: FieldName, value: string) => {
    const isPlain = plainFields.some((one) => one === name)
    const label = isPlain ? t(name as (typeof plainFields)[number]) : f(name as EditedFact)
    const word = [...customerKinds, ...specials, 'male', 'female'].find((one) => one === value) as
      | 'person'
      | 'company'
      | 'fleet'
      | 'male'
      | undefined
    return { label, value: word ? t(word) : value.split(',').map(labelOf).join('、') }
  }
  return (
    <Sheet open onClose={onClose} title={t('editCustomer')}>
      <EditForm<Fields>
        draft={`customer.${customer.id}`}
        latest={fieldsOf(customer)}
        say={says}
        required={['name']}
        check={({ special, specialReason }) =>
          special !== '' && specialReason.trim() === '' ? { specialReason: t('reasonNeeded') } : {}
        }
        onStale={latest.refetch}
        onDone={onClose}
        onSave={(changed) =>
          change
            .mutateAsync({
              params: { id: customer.id },
              body: { version: customer.version, ...changeOf(changed) },
            })
            .catch((error: unknown) => {
              throw besideField(error, {
                'customers.not_an_id_number': 'idNumber',
                'customers.mark_reason_needed': 'specialReason',
              })
            })
        }
      >
        {(form) => (
          <>
            <Field {...form.field('name')} label={t('name')}>
              <TextInput {...form.input('name')} maxLength={60} />
            </Field>
            <Field {...form.field('kind')} label={t('kind')} group required>
              <Choice
                value={form.values.kind}
                onChange={(kind) => form.set({ kind })}
                options={customerKinds.map((value) => ({
                  value: value as string,
                  label: t(value),
                }))}
              />
            </Field>
            <Field {...form.field('special')} label={t('special')} group>
              <Choice
                value={form.values.special}
                onChange={(special) => form.set({ special })}
                clearable
                onClear={() => form.set({ special: '' })}
                options={specials.map((value) => ({
                  value: value as string,
                  label: t(value),
                }))}
              />
            </Field>
            {form.values.special === '' ? null : (
              <Field {...form.field('specialReason')} label={t('specialReason')} required>
                <TextInput {...form.input('specialReason')} maxLength={200} />
              </Field>
            )}
            {editedFacts
              .filter((fact) =>
                isFactOf(fact, form.values.kind === 'company' ? 'company' : 'person'),
              )
              .map((fact) => (
                <Field
                  key={fact}
                  {...form.field(fact)}
                  label={f(fact)}
                  group={isGroupFact(fact)}
                  hint={
                    fact === 'hobbies'
                      ? t('atMostThree')
                      : fact === 'idNumber'
                        ? (customer.idNumberMasked ?? undefined)
                        : undefined
                  }
                >
                  <FactInput
                    fact={fact}
                    value={form.values[fact]}
                    onChange={(value) => form.set({ [fact]: value })}
                    now={nowOf(customer, fact)}
                  />
                </Field>
              ))}
            <Field {...form.field('note')} label={t('note')}>
              <TextArea {...form.input('note')} rows={4} maxLength={4000} />
            </Field>
          </>
        )}
      </EditForm>
    </Sheet>
  )
}

function nowOf(customer: Customer, fact: EditedFact) {
  if (fact === 'hobbies') return customer.hobbies
  const one =
    fact === 'householdType'
      ? customer.household
      : fact === 'source' || fact === 'occupation' || fact === 'industry'
        ? customer[fact]
        : null
  return one ? [one] : []
}
