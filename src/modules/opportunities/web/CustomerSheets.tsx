import { useState } from 'react'
import {
  addVehicle,
  changeCustomer,
  type Customer,
  getCustomer,
} from '#modules/customers/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { cardsOfCustomer, listCards } from '../contract.ts'
import { cardWords } from '../words.ts'
import { SeriesField } from './CardChoices.tsx'
import { EditForm } from './EditForm.tsx'
import { besideField } from './beside-field.ts'

const sexes = ['male', 'female'] as const
const specials = ['fleet', 'vip', 'difficult'] as const
const fieldsOf = (customer: Customer) => ({
  name: customer.name,
  sex: customer.sex ?? '',
  special: customer.special ?? '',
  note: customer.note,
})

/** The customer's name, sex, mark and note. */
export function CustomerSheet({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useWords(cardWords)
  const latest = useAsk(getCustomer, { params: { id: customer.id } })
  const change = useDo(changeCustomer, { refresh: [getCustomer, cardsOfCustomer, listCards] })
  const says = (value: string) =>
    [...sexes, ...specials].flatMap((word) => (word === value ? [t(word)] : []))[0] ?? value
  return (
    <Sheet open onClose={onClose} title={t('editCustomer')}>
      <EditForm
        draft={`customer.${customer.id}`}
        latest={fieldsOf(customer)}
        say={(name, value) => ({ label: t(name), value: says(value) })}
        required={['name']}
        onStale={latest.refetch}
        onDone={onClose}
        onSave={({ name, sex, special, note }) =>
          change.mutateAsync({
            params: { id: customer.id },
            body: {
              version: customer.version,
              ...(name === undefined ? {} : { name: name.trim() }),
              ...(sex === undefined ? {} : { sex: sexes.find((one) => one === sex) ?? null }),
              ...(special === undefined
                ? {}
                : { special: specials.find((one) => one === special) ?? null }),
              ...(note === undefined ? {} : { note: note.trim() }),
            },
          })
        }
      >
        {(form) => (
          <>
            <Field {...form.field('name')} label={t('name')}>
              <TextInput {...form.input('name')} maxLength={60} />
            </Field>
            <Field {...form.field('sex')} label={t('sex')} group>
              <Choice
                value={form.values.sex}
                onChange={(sex) => form.set({ sex })}
                clearable
                onClear={() => form.set({ sex: '' })}
                options={sexes.map((value) => ({ value: value as string, label: t(value) }))}
              />
            </Field>
            <Field {...form.field('special')} label={t('special')} group>
              <Choice
                value={form.values.special}
                onChange={(special) => form.set({ special })}
                clearable
                onClear={() => form.set({ special: '' })}
                options={specials.map((value) => ({ value: value as string, label: t(value) }))}
              />
            </Field>
            <Field {...form.field('note')} label={t('note')}>
              <TextArea {...form.input('note')} rows={4} maxLength={4000} />
            </Field>
          </>
        )}
      </EditForm>
    </Sheet>
  )
}

/** A car of the customer, known by its plate or its VIN. */
export function VehicleSheet({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useWords(cardWords)
  const toast = useToast()
  const [id] = useState(uuidv7)
  const add = useDo(addVehicle, { refresh: [getCustomer] })
  return (
    <Sheet open onClose={onClose} title={t('addVehicle')}>
      <Form
        initial={{ plate: '', vin: '', seriesId: '', colour: '', boughtOn: '' }}
        draft={`vehicle.${customer.id}`}
        check={({ plate, vin }) =>
          plate.trim() === '' && vin.trim() === '' ? { plate: t('plateOrVin') } : {}
        }
        onCancel={onClose}
        onSubmit={async ({ plate, vin, seriesId, colour, boughtOn }) => {
          const body = {
            id,
            ...(plate.trim() ? { plate: plate.trim() } : {}),
            ...(vin.trim() ? { vin: vin.trim() } : {}),
            ...(seriesId ? { seriesId } : {}),
            ...(boughtOn ? { boughtOn } : {}),
            colour: colour.trim(),
          }
          await add.mutateAsync({ params: { id: customer.id }, body }).catch((error: unknown) => {
            throw besideField(error, {
              'customers.not_a_plate': 'plate',
              'customers.not_a_vin': 'vin',
              'customers.vin_taken': 'vin',
            })
          })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <>
            <Field {...form.field('plate')} label={t('plate')}>
              <TextInput {...form.input('plate')} maxLength={20} autoCapitalize="characters" />
            </Field>
            <Field {...form.field('vin')} label={t('vin')}>
              <TextInput {...form.input('vin')} maxLength={30} autoCapitalize="characters" />
            </Field>
            <SeriesField form={form} />
            <Field {...form.field('colour')} label={t('colour')}>
              <TextInput {...form.input('colour')} maxLength={30} />
            </Field>
            <Field {...form.field('boughtOn')} label={t('boughtOn')}>
              <TextInput {...form.input('boughtOn')} type="date" />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
