import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field, useField } from '#ui/light/Field.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import type { Found } from '../contract.ts'
import { customerWords } from '../words.ts'
import { FoundText } from './FoundText.tsx'
import { NewCustomerPart } from './NewCustomerPart.tsx'
import { useFound } from './useFound.ts'
import './search.css'

/** Who was picked: enough to show without asking again. */
export interface PickedCustomer {
  id: string
  name: string
  maskedPhone: string | null
  special: Found['special']
}

export interface CustomerPickerProps {
  label: string
  value: PickedCustomer | null
  onChange: (value: PickedCustomer | null) => void
  /** Offers to add a person who is not found; only those who may write customers see it. */
  allowCreate?: boolean
  required?: boolean
  hint?: string
  error?: string
  /** Ids that are not offered: the customer a relation starts from. */
  exclude?: readonly string[]
}

/**
 * Picks a customer of the store by name, pinyin, number or its end, plate: arrows and Enter choose,
 * Escape closes. What was picked stands in its place with a button to choose another.
 */
export function CustomerPicker(props: CustomerPickerProps) {
  const { label, value, required = false, hint, error } = props
  return (
    <Field label={label} required={required} hint={hint} error={error} group={value !== null}>
      {value === null ? <Finder {...props} /> : <Picked {...props} value={value} />}
    </Field>
  )
}

function Picked({ label, value, onChange }: CustomerPickerProps & { value: PickedCustomer }) {
  const t = useWords(customerWords)
  return (
    <div className="k-spread customer-picked">
      <span className="k-line">
        <strong>{value.name}</strong>
        <SpecialMark mark={value.special} />
        <span className="k-number k-muted">{value.maskedPhone}</span>
      </span>
      <Button aria-label={`${label}: ${t('pickAnother')}`} onClick={() => onChange(null)}>
        {t('pickAnother')}
      </Button>
    </div>
  )
}

function Finder(props: CustomerPickerProps) {
  const t = useWords(customerWords)
  const { label, onChange, exclude = [] } = props
  const mayCreate = useCan('customers.write') && props.allowCreate === true
  const { store } = useSession()
  const field = useField()
  const id = useId()
  const area = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const [isAdding, setIsAdding] = useState(false)
  const { found, error, retry, isSettled } = useFound(text)
  const hits = found?.filter((hit) => hit.storeId === store.id && !exclude.includes(hit.id)) ?? []
  const shows = isOpen && text.trim() !== ''
  const offersNew = mayCreate && found !== undefined && isSettled
  const last = hits.length - 1 + (offersNew ? 1 : 0)
  const pick = (index: number) => {
    const hit = hits[index]
    if (hit) onChange(pickedOf(hit))
    else if (offersNew && index === hits.length) {
      setIsOpen(false)
      setIsAdding(true)
    }
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && shows) setIsOpen(false)
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, last))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    // Enter never saves the form around while a name is being looked for.
    else if (event.key === 'Enter' && text.trim() !== '') pick(active)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const option = (index: number) => ({
    id: `${id}-${index}`,
    role: 'option' as const,
    'aria-selected': index === active,
    onMouseDown: (event: React.MouseEvent) => event.preventDefault(),
    onMouseEnter: () => setActive(index),
    onClick: () => pick(index),
  })
  return (
    <div
      ref={area}
      className="customer-picker"
      onBlur={(event) => {
        if (!area.current?.contains(event.relatedTarget)) setIsOpen(false)
      }}
    >
      <input
        className="k-input"
        type="search"
        role="combobox"
        id={field?.id}
        aria-describedby={field?.describedBy}
        aria-invalid={field?.invalid || undefined}
        aria-required={field?.required || undefined}
        aria-expanded={shows}
        aria-controls={`${id}-list`}
        aria-activedescendant={shows && active <= last ? `${id}-${active}` : undefined}
        autoComplete="off"
        placeholder={t('searchHint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setIsOpen(true)
          setIsAdding(false)
        }}
        onFocus={() => setIsOpen(true)}
        onKeyDown={onKey}
      />
      {shows && !isAdding ? (
        <div className="customer-picker-panel">
          {error ? <Failure error={error} onRetry={retry} /> : null}
          <ul id={`${id}-list`} role="listbox" aria-label={label}>
            {hits.map((hit, index) => (
              <li key={hit.id} {...option(index)}>
                <FoundText found={hit} />
              </li>
            ))}
            {offersNew ? (
              <li key="new" {...option(hits.length)}>
                {t('addNamed', { name: text.trim() })}
              </li>
            ) : null}
          </ul>
          {hits.length === 0 && isSettled && !offersNew && !error ? (
            <p className="k-muted search-none">{t('nobody')}</p>
          ) : null}
        </div>
      ) : null}
      <span className="k-hidden" role="status">
        {shows && found && isSettled ? t('hits', { n: hits.length }) : ''}
      </span>
      {isAdding ? (
        <NewCustomerPart
          typed={text.trim()}
          onCancel={() => setIsAdding(false)}
          onCreated={onChange}
        />
      ) : null}
    </div>
  )
}

function pickedOf(hit: Found): PickedCustomer {
  return { id: hit.id, name: hit.name, maskedPhone: hit.maskedPhone, special: hit.special }
}
