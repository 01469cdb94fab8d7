import { useState } from 'react'
import {
  addPhone,
  type Customer,
  changePhone,
  getCustomer,
  type PhonePlace,
  phonePlaces,
  removePhone,
} from '#modules/customers/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useDo } from '#ui/ask.ts'
import { CallError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { cardsOfCustomer } from '../contracts/find-cards.ts'
import { cardWords } from '../words.ts'
import { besideField } from './beside-field.ts'
import { PhoneCheckNote } from './PhoneCheckNote.tsx'

const refresh = [getCustomer, cardsOfCustomer]

/** One more number; one that another customer has only a manager may share, saying why. */
export function AddPhoneSheet({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useWords(cardWords)
  const toast = useToast()
  const mayShare = useCan('customers.share_phone', 'store')
  const [id] = useState(uuidv7)
  const [isTaken, setTaken] = useState(false)
  const add = useDo(addPhone, { refresh })
  return (
    <Sheet open onClose={onClose} title={t('addPhone')}>
      <Form
        initial={{ phone: '', place: '', sharedReason: '' }}
        draft={`phone.${customer.id}`}
        required={isTaken ? ['phone', 'sharedReason'] : ['phone']}
        check={({ phone }) =>
          phone.trim() !== '' && !looksLikeCompletePhone(phone)
            ? { phone: t('phoneIncomplete') }
            : {}
        }
        onCancel={onClose}
        onSubmit={async ({ phone, place, sharedReason }) => {
          const reason = isTaken && sharedReason.trim() ? { sharedReason: sharedReason.trim() } : {}
          const known = phonePlaces.find((one) => one === place)
          const body = { id, phone: phone.trim(), ...(known ? { place: known } : {}), ...reason }
          await add.mutateAsync({ params: { id: customer.id }, body }).catch((error: unknown) => {
            const taken = error instanceof CallError && error.code === 'customers.phone_taken'
            if (taken && mayShare) setTaken(true)
            throw besideField(error, {
              'customers.not_a_phone': 'phone',
              'customers.phone_taken': 'phone',
            })
          })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <>
            <Field {...form.field('phone')} label={t('phone')}>
              <TextInput {...form.input('phone')} type="tel" inputMode="tel" maxLength={40} />
            </Field>
            <PhoneCheckNote phone={form.values.phone} />
            <Field {...form.field('place')} label={t('place')} group>
              <PlaceChoice
                value={form.values.place}
                onChange={(place) => form.set({ place })}
                onClear={() => form.set({ place: '' })}
              />
            </Field>
            {isTaken ? (
              <Field {...form.field('sharedReason')} label={t('sharedReason')}>
                <TextInput {...form.input('sharedReason')} maxLength={500} />
              </Field>
            ) : null}
          </>
        )}
      </Form>
    </Sheet>
  )
}

/** What a number is to the person, in words. */
export const placeWord = (place: PhonePlace) => (place === 'other' ? 'otherPlace' : place)

function PlaceChoice(props: {
  value: string
  onChange: (place: string) => void
  onClear?: () => void
}) {
  const t = useWords(cardWords)
  return (
    <Choice
      value={props.value}
      onChange={props.onChange}
      clearable={props.onClear !== undefined}
      onClear={props.onClear}
      options={phonePlaces.map((value) => ({ value: value as string, label: t(placeWord(value)) }))}
    />
  )
}

/** Says what a number is: one tap saves. */
export function PhonePlaceSheet(props: {
  customer: Customer
  phone: Customer['phones'][number]
  onClose: () => void
}) {
  const t = useWords(cardWords)
  const toast = useToast()
  const { customer, phone, onClose } = props
  const change = useDo(changePhone, { refresh: [getCustomer] })
  const save = async (place: string) => {
    const chosen = phonePlaces.find((one) => one === place)
    if (!chosen) return
    await change.mutateAsync({
      params: { id: customer.id, phoneId: phone.id },
      body: { place: chosen },
    })
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t('place')}>
      <div className="k-stack">
        <Field label={phone.masked ?? '—'} group required>
          <PlaceChoice
            value={phone.place}
            onChange={(place) => void save(place).catch(() => undefined)}
          />
        </Field>
        {change.error ? <Failure error={change.error} /> : null}
      </div>
    </Sheet>
  )
}

/** Withdraws a number, named by its masked form; it is no longer called, nor found by. */
export function RemovePhoneSheet(props: {
  customer: Customer
  phone: Customer['phones'][number]
  onClose: () => void
}) {
  const t = useWords(cardWords)
  const toast = useToast()
  const { customer, phone, onClose } = props
  const remove = useDo(removePhone, { refresh })
  const withdraw = async () => {
    await remove.mutateAsync({ params: { id: customer.id, phoneId: phone.id } })
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t('removePhone')}>
      <div className="k-stack">
        <p>
          <span className="k-number">{phone.masked ?? '—'}</span> {t('removePhoneHint')}
        </p>
        {remove.error ? <Failure error={remove.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={remove.isPending}
          onClick={() => void withdraw().catch(() => undefined)}
        >
          {t('removePhone')}
        </Button>
      </div>
    </Sheet>
  )
}
