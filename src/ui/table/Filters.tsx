import { useEffect, useState } from 'react'
import type { Locale } from '#shared/errors.ts'
import { sayDate } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useIsPhone } from '#ui/shell/frame.tsx'
import { MenuFilter } from '#ui/table/MenuFilter.tsx'
import type { TableState } from '#ui/table/url-state.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'

/** One filter of a list; its value is one text in the address (several choices: `H,A`). */
export interface Filter {
  name: string
  label: string
  kind: 'choice' | 'choices' | 'text' | 'day'
  options?: readonly { value: string; label: string }[]
}

/** Filters that always stand above a list on the desk; the rest wait behind a button. */
const mostShown = 8

/**
 * The filters above a list: under seven choices as buttons, more as a menu, a word, a day. On a
 * phone they wait behind one button, so that the list itself is what is seen; on the desk those of a
 * list with many do, unless they are in use.
 */
export function Filters({ filters, state }: { filters: readonly Filter[]; state: TableState }) {
  const t = useWords(uiWords)
  const isPhone = useIsPhone()
  const [isOpen, setIsOpen] = useState(false)
  if (filters.length === 0) return null
  const first = isPhone ? 0 : filters.length > mostShown + 2 ? mostShown : filters.length
  const shown = filters.filter(
    (filter, at) => isOpen || at < first || (!isPhone && state.filters[filter.name] !== undefined),
  )
  return (
    <div className="k-line" role="search" aria-label={t('filters')}>
      {isPhone ? (
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t('filters')}
        </Button>
      ) : null}
      {shown.map((filter) => (
        <FilterInput key={filter.name} filter={filter} state={state} />
      ))}
      {!isPhone && filters.length > first ? (
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'fewerFilters' : 'moreFilters')}
        </Button>
      ) : null}
    </div>
  )
}

/** The filters in words, each can be taken off: 级别：H · 逾期 · 我的. */
export function FilterWords({ filters, state }: { filters: readonly Filter[]; state: TableState }) {
  const t = useWords(uiWords)
  const locale = useLocale()
  const active = filters.filter((filter) => state.filters[filter.name] !== undefined)
  if (active.length === 0) return null
  return (
    <>
      {active.map((filter) => {
        const words = filterWords(filter, state.filters[filter.name] ?? '', locale)
        return (
          <button
            key={filter.name}
            type="button"
            className="k-badge k-filter-word"
            data-tone="due"
            aria-label={t('clearFilter', { name: words })}
            onClick={() => state.setFilter(filter.name, undefined)}
          >
            {words} <span aria-hidden="true">×</span>
          </button>
        )
      })}
      {active.length > 1 ? (
        <Button kind="quiet" onClick={state.clearFilters}>
          {t('clearFilters')}
        </Button>
      ) : null}
    </>
  )
}

function filterWords(filter: Filter, value: string, locale: Locale): string {
  if (filter.kind === 'day') return `${filter.label} ${sayDate(value, locale)}`
  const words = value
    .split(',')
    .map((one) => filter.options?.find((option) => option.value === one)?.label ?? one)
  return `${filter.label}: ${words.join(' / ')}`
}

function FilterInput({ filter, state }: { filter: Filter; state: TableState }) {
  const value = state.filters[filter.name]
  const set = (next: string | undefined) => state.setFilter(filter.name, next || undefined)
  if (filter.kind === 'text')
    return <TextFilter filter={filter} value={value ?? ''} onChange={set} />
  if (filter.kind === 'day') {
    return (
      <label className="k-line">
        <span className="k-muted">{filter.label}</span>
        <TextInput type="date" style={{ width: 'auto' }} value={value ?? ''} onChange={set} />
      </label>
    )
  }
  const options = filter.options ?? []
  if (filter.kind === 'choice' && options.length < 7) {
    return (
      <Choice
        label={filter.label}
        value={value}
        options={options}
        onChange={set}
        clearable
        onClear={() => set(undefined)}
      />
    )
  }
  return <MenuFilter filter={filter} value={value} onChange={set} />
}

/** Asks 250 ms after the last key, so that typing is never held up. */
function TextFilter(props: {
  filter: Filter
  value: string
  onChange: (value: string | undefined) => void
}) {
  const [text, setText] = useState(props.value)
  const { onChange, value } = props
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => onChange(text.trim() || undefined), 250)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <TextInput
      type="search"
      aria-label={props.filter.label}
      placeholder={props.filter.label}
      style={{ width: 180 }}
      value={text}
      onChange={setText}
    />
  )
}
