import { useId, useRef, useState } from 'react'
import { useClosingMenu } from '#ui/closing-menu.ts'
import { TextInput } from '#ui/light/TextInput.tsx'
import type { Filter } from '#ui/table/Filters.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

/** From this many options on they are searched, not read through. */
const manyOptions = 9
const panelWidth = 280

/** A filter with many options: a button with a list under it, one or several of them at a time. */
export function MenuFilter(props: {
  filter: Filter
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { filter, value, onChange } = props
  const t = useWords(uiWords)
  const menu = useRef<HTMLDetailsElement>(null)
  const name = useId()
  const [typed, setTyped] = useState('')
  const [isAtEnd, setIsAtEnd] = useState(false)
  useClosingMenu(menu)
  const options = filter.options ?? []
  const chosen = value === undefined ? [] : value.split(',')
  const isMany = filter.kind === 'choices'
  const sought = typed.trim().toLowerCase()
  const found = options.filter((option) => option.label.toLowerCase().includes(sought))
  const choose = (option: string, isOn: boolean) => {
    if (isMany) {
      const next = isOn ? [...chosen, option] : chosen.filter((one) => one !== option)
      return onChange(next.join(',') || undefined)
    }
    onChange(isOn ? option : undefined)
    menu.current?.removeAttribute('open')
  }
  const onToggle = () => {
    const at = menu.current
    if (at === null || !at.open) return
    setTyped('')
    setIsAtEnd(at.getBoundingClientRect().left + panelWidth > document.documentElement.clientWidth)
    at.querySelector('input')?.focus()
  }
  return (
    <details className="k-menu k-menu-filter" ref={menu} onToggle={onToggle}>
      <summary className="k-button" data-on={chosen.length > 0 || undefined}>
        {filter.label}
        {chosen.length > 1 ? <span className="k-number">{chosen.length}</span> : null}
      </summary>
      <fieldset
        className="k-menu-panel"
        data-end={isAtEnd || undefined}
        aria-label={filter.label}
        style={{ width: panelWidth }}
      >
        {options.length >= manyOptions ? (
          <TextInput
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={typed}
            onChange={setTyped}
          />
        ) : null}
        <ul>
          {found.map((option) => (
            <li key={option.value}>
              <label>
                <input
                  type={isMany ? 'checkbox' : 'radio'}
                  name={name}
                  checked={chosen.includes(option.value)}
                  onChange={(event) => choose(option.value, event.target.checked)}
                />
                {option.label}
              </label>
            </li>
          ))}
        </ul>
        {found.length === 0 ? <p className="k-muted">{t('noRows')}</p> : null}
        {chosen.length > 0 ? (
          <button type="button" className="k-button" onClick={() => onChange(undefined)}>
            {t('clearFilters')}
          </button>
        ) : null}
      </fieldset>
    </details>
  )
}
