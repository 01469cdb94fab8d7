import { useState } from 'react'
import { addPhone, type Customer, getCustomer, removePhone } from '#modules/customers/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useDo } from '#ui/ask.ts'
import { CallError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { cardsOfCustomer } from '../contract.ts'
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
        initial={{ phone: '', sharedReason: '' }}
        draft={`phone.${customer.id}`}
        required={isTaken ? ['phone', 'sharedReason'] : ['phone']}
        check={({ phone }) =>
          phone.trim() !== '' && !looksLikeCompletePhone(phone)
            ? { phone: t('phoneIncomplete') }
            : {}
        }
        onCancel={onClose}
        onSubmit={async ({ phone, sharedReason }) => {
          const reason = isTaken && sharedReason.trim() ? { sharedReason: sharedReason.trim() } : {}
          const body = { id, phone: phone.trim(), ...reason }
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
