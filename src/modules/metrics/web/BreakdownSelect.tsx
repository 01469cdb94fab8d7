import { useId } from 'react'
import { useWords } from '#ui/words.tsx'
import type { Breakdown } from '#shared/breakdowns.ts'
import { analysisWords } from '../analysis-words.ts'
import { type BreakdownGroup, breakdownGroups } from './breakdown-groups.ts'

/** One breakdown of those a number has, grouped by what they are about. */
export function BreakdownSelect(props: {
  label: string
  value: Breakdown | undefined
  choices: readonly Breakdown[]
  /** What no breakdown is called; without it one must be chosen. */
  none?: string
  onChange: (by: Breakdown | undefined) => void
}) {
  const t = useWords(analysisWords)
  const id = useId()
  return (
    <span className="k-line">
      <label className="k-muted" htmlFor={id}>
        {props.label}
      </label>
      <select
        id={id}
        className="k-input numbers-select"
        value={props.value ?? ''}
        onChange={({ target }) => props.onChange(props.choices.find((one) => one === target.value))}
      >
        {props.none === undefined ? null : <option value="">{props.none}</option>}
        {(Object.keys(breakdownGroups) as BreakdownGroup[]).map((group) => {
          const own = breakdownGroups[group].filter((one) => props.choices.includes(one))
          return own.length === 0 ? null : (
            <optgroup key={group} label={t(group)}>
              {own.map((one) => (
                <option key={one} value={one}>
                  {t(one)}
                </option>
              ))}
            </optgroup>
          )
        })}
      </select>
    </span>
  )
}
