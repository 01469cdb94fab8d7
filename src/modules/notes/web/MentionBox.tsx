import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { useWords } from '#ui/words.tsx'
import { listMentionable } from '../contract.ts'
import { notesWords } from '../words.ts'
import { mentionAt, mentionsIn } from './mention-text.ts'

type Colleague = CallOutput<typeof listMentionable>['items'][number]
const mostOffered = 6

/** What was typed, and who is mentioned in it. */
export interface Draft {
  text: string
  mentions: { id: string; name: string }[]
}

/** Text in which @ and some letters of a name or its pinyin offer colleagues; arrows, Enter, Escape. */
export function MentionBox(props: {
  customerId: string
  label: string
  value: Draft
  onChange: (draft: Draft) => void
  onSend: () => void
}) {
  const { customerId, value, onChange } = props
  const t = useWords(notesWords)
  const box = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const [query, setQuery] = useState<string>()
  const [active, setActive] = useState(0)
  const asked = useAsk(
    listMentionable,
    { params: { id: customerId } },
    { when: query !== undefined },
  )
  const offered = query === undefined ? [] : matching(asked.data?.items ?? [], query)

  const follow = () => {
    const element = box.current
    setQuery(element ? mentionAt(element.value, element.selectionStart)?.query : undefined)
    setActive(0)
  }
  const choose = (colleague: Colleague) => {
    const element = box.current
    const place = element ? mentionAt(element.value, element.selectionStart) : undefined
    if (!element || !place) return
    const before = `${value.text.slice(0, place.from)}@${colleague.name} `
    const text = before + value.text.slice(element.selectionStart)
    const mentions = mentionsIn(text, [...value.mentions, colleague])
    onChange({ text, mentions })
    setQuery(undefined)
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(before.length, before.length)
    })
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      props.onSend()
      return
    }
    if (offered.length === 0 || event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = offered[active]
    if (step !== undefined) setActive((active + step + offered.length) % offered.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen)
    else if (event.key === 'Escape') setQuery(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="notes-mention">
      <textarea
        ref={box}
        className="k-input"
        rows={2}
        maxLength={4000}
        aria-label={props.label}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? id : undefined}
        aria-activedescendant={offered.length > 0 ? `${id}-${active}` : undefined}
        placeholder={t('commentHint')}
        value={value.text}
        onChange={(event) => {
          const text = event.target.value
          onChange({ text, mentions: mentionsIn(text, value.mentions) })
          follow()
        }}
        onKeyDown={onKey}
        onClick={follow}
        onBlur={() => setTimeout(() => setQuery(undefined), 150)}
      />
      {offered.length > 0 ? (
        <ul className="notes-offered" role="listbox" id={id} aria-label={t('colleagues')}>
          {offered.map((colleague, index) => (
            // The text box keeps the focus and the keys; this is for the pointer.
            <li
              key={colleague.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => {
                event.preventDefault()
                choose(colleague)
              }}
            >
              {colleague.name}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function matching(people: readonly Colleague[], query: string): Colleague[] {
  const typed = query.toLowerCase()
  return people
    .filter(
      ({ name, keys }) =>
        name.toLowerCase().startsWith(typed) || keys.some((key) => key.startsWith(typed)),
    )
    .slice(0, mostOffered)
}
