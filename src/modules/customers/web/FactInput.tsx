import { listOptionsRoute, type OptionKind } from '#modules/dictionaries/contract.ts'
import type { CustomerFact } from '#shared/customer-facts.ts'
import { useAsk } from '#ui/ask.ts'
import { Choice } from '#ui/light/Choice.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { AreaInput } from './AreaInput.tsx'
import { recordWords } from './record-words.ts'

const optionKindOf: Partial<Record<CustomerFact, OptionKind>> = {
  source: 'source',
  occupation: 'occupation',
  industry: 'industry',
  hobbies: 'hobby',
  householdType: 'household',
}
const longest: Partial<Record<CustomerFact, number>> = {
  preferences: 500,
  household: 200,
  homeAddress: 200,
  workAddress: 200,
  workplace: 100,
  registeredName: 100,
  email: 100,
  fax: 40,
  secondPhone: 40,
  contactPerson: 60,
  homePostcode: 12,
  workPostcode: 12,
  taxNumber: 30,
  idNumber: 20,
}

/** Whether the input of a fact is a group of choices, for the label around it. */
export function isGroupFact(fact: CustomerFact): boolean {
  return fact === 'sex' || fact === 'hobbies' || fact === 'area'
}

/**
 * The one input of a fact, wherever it is asked: a text, an option's id, an area's code, for hobbies up to three ids
 * joined by commas. `now` keeps choices that are no longer offered choosable.
 */
export function FactInput(props: {
  fact: CustomerFact
  value: string
  onChange: (value: string) => void
  now?: readonly { id: string; label: string }[]
}) {
  const { fact, value, onChange } = props
  const t = useWords(recordWords)
  const kind = optionKindOf[fact]
  if (fact === 'sex') {
    return (
      <Choice
        value={value}
        onChange={onChange}
        clearable
        onClear={() => onChange('')}
        options={[
          { value: 'male', label: t('male') },
          { value: 'female', label: t('female') },
        ]}
      />
    )
  }
  if (kind) return <OptionInput {...props} kind={kind} />
  if (fact === 'area') return <AreaInput value={value} onChange={onChange} />
  if (fact === 'birthday') return <TextInput type="date" value={value} onChange={onChange} />
  if (fact === 'preferences' || fact === 'household')
    return <TextArea rows={2} maxLength={longest[fact]} value={value} onChange={onChange} />
  const look =
    fact === 'email'
      ? ({ type: 'email', inputMode: 'email' } as const)
      : fact === 'secondPhone' || fact === 'fax'
        ? ({ type: 'tel', inputMode: 'tel' } as const)
        : fact === 'homePostcode' || fact === 'workPostcode'
          ? ({ inputMode: 'numeric' } as const)
          : {}
  return <TextInput {...look} maxLength={longest[fact]} value={value} onChange={onChange} />
}

function OptionInput(props: {
  fact: CustomerFact
  kind: OptionKind
  value: string
  onChange: (value: string) => void
  now?: readonly { id: string; label: string }[]
}) {
  const t = useWords(recordWords)
  const locale = useLocale()
  const { kind, value, onChange, now = [] } = props
  const answer = useAsk(listOptionsRoute, { query: { kind, state: 'active' } })
  const offered = (answer.data?.items ?? []).map((one) => ({
    value: one.id,
    label: locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
  }))
  const options = [
    ...offered,
    ...now
      .filter((one) => !offered.some((other) => other.value === one.id))
      .map((one) => ({ value: one.id, label: one.label })),
  ]
  if (kind !== 'hobby')
    return (
      <Select value={value} onChange={onChange} placeholder={t('notChosen')} options={options} />
    )
  const chosen = value === '' ? [] : value.split(',')
  const toggle = (id: string) =>
    onChange((chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]).join(','))
  return (
    <div className="k-choices">
      {options.map((option) => (
        <label key={option.value} className="k-choice">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            aria-disabled={(!chosen.includes(option.value) && chosen.length >= 3) || undefined}
            onChange={() => {
              if (chosen.includes(option.value) || chosen.length < 3) toggle(option.value)
            }}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
