import { type KeyboardEvent, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { createCustomer, search } from '../contract.ts'
import { customerWords } from '../words.ts'
import type { PickedCustomer } from './CustomerPicker.tsx'

/**
 * Adds a person in the middle of another form: no form of its own, so that Enter saves the person
 * and not what is around. What was typed to find them is the name, or the number.
 */
export function NewCustomerPart(props: {
  typed: string
  onCreated: (customer: PickedCustomer) => void
  onCancel: () => void
}) {
  const t = useWords(customerWords)
  const locale = useLocale()
  const isNumber = /^[\d\s+-]{4,}$/.test(props.typed)
  const [id] = useState(uuidv7)
  const [kind, setKind] = useState<'person' | 'company'>('person')
  const [name, setName] = useState(isNumber ? '' : props.typed)
  const [phone, setPhone] = useState(isNumber ? props.typed : '')
  const [asked, setAsked] = useState(false)
  const create = useDo(createCustomer, { refresh: [search] })
  const isNameMissing = name.trim() === ''
  const isPhoneWrong = !looksLikeCompletePhone(phone)
  const save = async () => {
    setAsked(true)
    if (isNameMissing || isPhoneWrong || create.isPending) return
    const made = await create.mutateAsync({
      body: { id, kind, name: name.trim(), phones: [phone.trim()] },
    })
    props.onCreated({
      id: made.id,
      name: made.name,
      maskedPhone: made.phones[0]?.masked ?? null,
      special: made.special,
    })
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'INPUT') {
      event.preventDefault()
      void save().catch(() => undefined)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      props.onCancel()
    }
  }
  return (
    <div
      className="k-card k-stack customer-new"
      role="group"
      aria-label={t('newCustomer')}
      onKeyDown={onKey}
    >
      <Field label={t('kind')} group required>
        <Choice
          value={kind}
          onChange={setKind}
          options={[
            { value: 'person', label: t('person') },
            { value: 'company', label: t('company') },
          ]}
        />
      </Field>
      <Field
        label={t('name')}
        required
        error={asked && isNameMissing ? t('nameMissing') : undefined}
      >
        <TextInput value={name} onChange={setName} maxLength={60} autoFocus={isNumber} />
      </Field>
      <Field
        label={t('phone')}
        required
        error={
          create.error
            ? sayError(create.error, locale)
            : asked && isPhoneWrong
              ? t('phoneIncomplete')
              : undefined
        }
      >
        <TextInput
          value={phone}
          onChange={setPhone}
          type="tel"
          inputMode="tel"
          maxLength={40}
          autoFocus={!isNumber}
        />
      </Field>
      <div className="k-line">
        <Button
          kind="primary"
          busy={create.isPending}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('addCustomer')}
        </Button>
        <Button onClick={props.onCancel}>{t('cancel')}</Button>
      </div>
    </div>
  )
}
