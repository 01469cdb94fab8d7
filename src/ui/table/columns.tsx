import { useCallback, useState } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

const prefix = 'keyuan.columns.'

/** Which columns of a list this person hides; kept on the device. */
export function useHiddenColumns(name: string, hiddenAtFirst: readonly string[]) {
  const [hidden, setHidden] = useState<readonly string[]>(() => {
    const kept = localStorage.getItem(prefix + name)
    return kept === null ? hiddenAtFirst : kept.split(',').filter(Boolean)
  })
  const toggle = useCallback(
    (column: string) =>
      setHidden((before) => {
        const next = before.includes(column)
          ? before.filter((one) => one !== column)
          : [...before, column]
        localStorage.setItem(prefix + name, next.join(','))
        return next
      }),
    [name],
  )
  return [hidden, toggle] as const
}

/** The choice of columns, behind one button. */
export function ColumnChoice(props: {
  columns: readonly { key: string; title: string }[]
  hidden: readonly string[]
  toggle: (column: string) => void
}) {
  const t = useWords(uiWords)
  return (
    <details className="k-menu">
      <summary className="k-button" data-kind="quiet">
        {t('columns')}
      </summary>
      <div className="k-menu-panel">
        {props.columns.map((column) => (
          <label key={column.key} className="k-line">
            <input
              type="checkbox"
              checked={!props.hidden.includes(column.key)}
              onChange={() => props.toggle(column.key)}
            />
            {column.title}
          </label>
        ))}
      </div>
    </details>
  )
}
