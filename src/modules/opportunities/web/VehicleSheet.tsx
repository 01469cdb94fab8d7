import { useState } from 'react'
import {
  addVehicle,
  type Customer,
  changeVehicle,
  getCustomer,
  removeVehicle,
  restoreVehicle,
  type Vehicle,
} from '#modules/customers/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { cardWords } from '../words.ts'
import { besideField } from './beside-field.ts'
import { SeriesField } from './CardChoices.tsx'

interface Values {
  plate: string
  vin: string
  seriesId: string
  colour: string
  boughtOn: string
}

/** A car of the customer, known by its plate or its VIN: added, changed, or taken off with an undo. */
export function VehicleSheet(props: {
  customer: Customer
  vehicle?: Vehicle | undefined
  onClose: () => void
}) {
  const t = useWords(cardWords)
  const toast = useToast()
  const { customer, vehicle, onClose } = props
  const [id] = useState(uuidv7)
  const refresh = [getCustomer]
  const add = useDo(addVehicle, { refresh })
  const change = useDo(changeVehicle, { refresh })
  const save = async (values: Values) => {
    const facts = {
      seriesId: values.seriesId || null,
      boughtOn: values.boughtOn || null,
      colour: values.colour.trim(),
      plate: values.plate.trim(),
      vin: values.vin.trim(),
    }
    const done = vehicle
      ? change.mutateAsync({
          params: { id: customer.id, vehicleId: vehicle.id },
          body: { version: vehicle.version, ...facts },
        })
      : add.mutateAsync({ params: { id: customer.id }, body: { id, ...facts } })
    await done.catch((error: unknown) => {
      throw besideField(error, {
        'customers.not_a_plate': 'plate',
        'customers.not_a_vin': 'vin',
        'customers.vin_taken': 'vin',
        'customers.plate_or_vin_needed': 'plate',
      })
    })
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t(vehicle ? 'editVehicle' : 'addVehicle')}>
      <Form<Values>
        initial={{
          plate: vehicle?.plate ?? '',
          vin: vehicle?.vin ?? '',
          seriesId: vehicle?.seriesId ?? '',
          colour: vehicle?.colour ?? '',
          boughtOn: vehicle?.boughtOn ?? '',
        }}
        draft={`vehicle.${vehicle?.id ?? customer.id}`}
        check={({ plate, vin }) =>
          plate.trim() === '' && vin.trim() === '' ? { plate: t('plateOrVin') } : {}
        }
        onCancel={onClose}
        onSubmit={save}
        actions={
          vehicle ? (
            <RemoveVehicle customer={customer} vehicle={vehicle} onRemoved={onClose} />
          ) : null
        }
      >
        {(form) => (
          <>
            <Field {...form.field('plate')} label={t('plate')}>
              <TextInput {...form.input('plate')} maxLength={20} autoCapitalize="characters" />
            </Field>
            <Field {...form.field('vin')} label={t('vin')}>
              <TextInput {...form.input('vin')} maxLength={30} autoCapitalize="characters" />
            </Field>
            <SeriesField
              form={form}
              now={
                vehicle?.seriesId
                  ? { value: vehicle.seriesId, label: vehicle.seriesName ?? '—' }
                  : null
              }
            />
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

function RemoveVehicle(props: { customer: Customer; vehicle: Vehicle; onRemoved: () => void }) {
  const t = useWords(cardWords)
  const toast = useToast()
  const remove = useDo(removeVehicle, { refresh: [getCustomer] })
  const restore = useDo(restoreVehicle, { refresh: [getCustomer] })
  const { customer, vehicle } = props
  const params = { id: customer.id, vehicleId: vehicle.id }
  const takeOff = async () => {
    await remove.mutateAsync({ params, query: { version: vehicle.version } })
    toast(t('vehicleRemoved'), { undo: () => restore.mutateAsync({ params }) })
    props.onRemoved()
  }
  return (
    <>
      <Button
        kind="danger"
        busy={remove.isPending}
        onClick={() => void takeOff().catch(() => undefined)}
      >
        {t('removeVehicle')}
      </Button>
      {remove.error ? <Failure error={remove.error} /> : null}
    </>
  )
}
