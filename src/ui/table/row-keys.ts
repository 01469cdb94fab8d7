import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * j and k move through the rows of a table, Enter opens, x selects; never while somebody types
 * or a sheet is open. Rows are found by `data-row-key`, which antd writes on each.
 */
export function useRowKeys(
  area: RefObject<HTMLElement | null>,
  act: { open?: (key: string) => void; select?: (key: string) => void },
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (document.querySelector('dialog[open]') !== null) return
    const rows = [...(area.current?.querySelectorAll<HTMLElement>('tr[data-row-key]') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement)
    if (event.key === 'j' || event.key === 'k') {
      const next = event.key === 'j' ? at + 1 : Math.max(0, at - 1)
      rows[Math.min(next, rows.length - 1)]?.focus()
      event.preventDefault()
      return
    }
    const key = rows[at]?.dataset.rowKey
    if (key === undefined) return
    if (event.key === 'Enter' && act.open) act.open(key)
    else if (event.key === 'x' && act.select) act.select(key)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const isText = target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)
  return isText || target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
