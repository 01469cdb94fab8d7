import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Failure } from '#ui/light/Feedback.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import type { Found } from '../contract.ts'
import { customerWords } from '../words.ts'
import { FoundText } from './FoundText.tsx'
import { useFound, useOpenFound } from './useFound.ts'
import './search.css'

/** The search of the desk header: answers while typing, arrows and Enter choose, Escape closes. */
export function SearchBox() {
  return useCan('customers.read') ? <Box /> : null
}

function Box() {
  const t = useWords(customerWords)
  const id = useId()
  const open = useOpenFound()
  const area = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const { found, error, retry, isSettled } = useFound(text)
  const shows = isOpen && text.trim() !== ''
  const choose = (hit: Found) => {
    setIsOpen(false)
    setText('')
    open(hit)
  }
  const onKey = (event: KeyboardEvent) => {
    const last = (found?.length ?? 0) - 1
    if (event.key === 'Escape') setIsOpen(false)
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, last))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter' && found?.[active]) choose(found[active])
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={area}
      className="search-box"
      role="search"
      onBlur={(event) => {
        if (!area.current?.contains(event.relatedTarget)) setIsOpen(false)
      }}
    >
      <input
        className="k-input"
        type="search"
        role="combobox"
        aria-label={t('search')}
        aria-expanded={shows}
        aria-controls={`${id}-list`}
        aria-activedescendant={shows && found?.[active] ? `${id}-${active}` : undefined}
        autoComplete="off"
        placeholder={t('searchHint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setIsOpen(true)
        }}
        onFocus={() => setIsOpen(true)}
        onKeyDown={onKey}
      />
      {shows ? (
        <div className="search-panel">
          {error ? <Failure error={error} onRetry={retry} /> : null}
          <ul id={`${id}-list`} role="listbox" aria-label={t('results')}>
            {found?.map((hit, index) => (
              <li
                key={hit.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === active}
                onMouseDown={(event) => event.preventDefault()}
                onMouseEnter={() => setActive(index)}
                onClick={() => choose(hit)}
              >
                <FoundText found={hit} />
              </li>
            ))}
          </ul>
          {found?.length === 0 && isSettled ? (
            <p className="k-muted search-none">{t('nobody')}</p>
          ) : null}
        </div>
      ) : null}
      <span className="k-hidden" role="status">
        {shows && found && isSettled ? t('hits', { n: found.length }) : ''}
      </span>
    </div>
  )
}
