import { type KeyboardEvent, useRef } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { leadSettingsWords } from '../settings-words.ts'
import { freshKey, mostDays, type OptionTyped } from './rules-form.ts'

const grades = ['A', 'B', 'C', 'D'] as const
const mostOptions = 12

/** The options of one question: a row each, to add, move and remove; Enter adds one below. */
export function QuestionOptions(props: {
  /** Which question it is, from 1. */
  q: number
  options: OptionTyped[]
  onChange: (options: OptionTyped[]) => void
}) {
  const t = useWords(leadSettingsWords)
  const { q, options, onChange } = props
  const rows = useRef<HTMLDivElement>(null)
  const set = (at: number, change: Partial<OptionTyped>) =>
    onChange(options.map((one, index) => (index === at ? { ...one, ...change } : one)))
  const addAt = (at: number) => {
    if (options.length >= mostOptions) return
    const key = freshKey(options.map((one) => one.key))
    onChange(options.toSpliced(at, 0, { key, zh: '', en: '', grade: '', days: '' }))
    focusRow(at)
  }
  const moveTo = (from: number, to: number) => {
    const moved = options[from]
    if (!moved || to < 0 || to >= options.length) return
    onChange(options.toSpliced(from, 1).toSpliced(to, 0, moved))
    focusRow(to)
  }
  // The row is drawn with the new options first.
  const focusRow = (at: number) =>
    setTimeout(() => rows.current?.children[at]?.querySelector('input')?.focus())
  const onKeyDown = (at: number) => (event: KeyboardEvent) => {
    const isTyping = event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)
    if (isTyping) return
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (event.key === 'Enter') addAt(at + 1)
    else if (event.altKey && step) moveTo(at, at + step)
    else return
    event.preventDefault()
  }
  return (
    <div className="k-stack" role="group" aria-label={t('optionsOf')}>
      <span className="k-label">{t('optionsOf')}</span>
      <span className="k-hint">{t('optionsHint')}</span>
      <div ref={rows} className="k-stack">
        {options.map((option, at) => {
          const n = at + 1
          const name = (what: string) => `${t('optionN', { q, n })} ${what}`
          return (
            <div key={option.key} className="leads-option" onKeyDown={onKeyDown(at)}>
              <TextInput
                value={option.zh}
                maxLength={200}
                aria-label={name(t('optionZh'))}
                placeholder={t('optionZh')}
                onChange={(zh) => set(at, { zh })}
              />
              <TextInput
                value={option.en}
                maxLength={200}
                aria-label={name(t('optionEn'))}
                placeholder={t('optionEn')}
                onChange={(en) => set(at, { en })}
              />
              <Select
                value={option.grade}
                aria-label={name(t('optionGrade'))}
                placeholder={t('noGrade')}
                options={grades.map((grade) => ({ value: grade, label: grade }))}
                onChange={(grade) => set(at, { grade })}
              />
              <TextInput
                inputMode="numeric"
                value={option.days}
                maxLength={String(mostDays).length}
                aria-label={name(t('optionDays'))}
                placeholder={t('optionDays')}
                onChange={(days) => set(at, { days })}
              />
              <span className="leads-option-moves">
                <Button
                  kind="quiet"
                  aria-label={t('optionUp', { n })}
                  disabled={at === 0}
                  onClick={() => moveTo(at, at - 1)}
                >
                  ↑
                </Button>
                <Button
                  kind="quiet"
                  aria-label={t('optionDown', { n })}
                  disabled={at === options.length - 1}
                  onClick={() => moveTo(at, at + 1)}
                >
                  ↓
                </Button>
                <Button
                  kind="quiet"
                  aria-label={t('optionAway', { n })}
                  onClick={() => onChange(options.toSpliced(at, 1))}
                >
                  ×
                </Button>
              </span>
            </div>
          )
        })}
      </div>
      <div>
        <Button disabled={options.length >= mostOptions} onClick={() => addAt(options.length)}>
          {t('addOption')}
        </Button>
      </div>
    </div>
  )
}
