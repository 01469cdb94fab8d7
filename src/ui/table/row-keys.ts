import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * j and k move through the rows of a list, Enter opens, x selects; never while somebody types or
 * a sheet is open. Rows carry their place as `data-index`; one not drawn yet is scrolled to first.
 */
export function useRowKeys(
  area: RefObject<HTMLElement | null>,
  act: {
    rows: number
    reveal: (index: number) => void
    open?: ((index: number) => void) | undefined
    select?: ((index: number) => void) | undefined
  },
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (document.querySelector('dialog[open]') !== null) return
    const active = document.activeElement
    const at =
      active instanceof HTMLElement && area.current?.contains(active)
        ? Number(active.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1)
        : -1
    if (event.key === 'j' || event.key === 'k') {
      const next = event.key === 'j' ? at + 1 : Math.max(0, at - 1)
      if (act.rows > 0) focusRow(area, Math.min(next, act.rows - 1), act.reveal)
      event.preventDefault()
      return
    }
    if (at < 0) return
    // Enter on a button or link within the row is meant for that.
    const isRow = active instanceof HTMLElement && active.dataset.index !== undefined
    if (event.key === 'Enter' && isRow && act.open) act.open(at)
    else if (event.key === 'x' && act.select) act.select(at)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function focusRow(
  area: RefObject<HTMLElement | null>,
  index: number,
  reveal: (index: number) => void,
): void {
  reveal(index)
  const find = () => area.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
  const row = find()
  if (row) row.focus({ preventScroll: true })
  else
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus({ preventScroll: true })))
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const isText = target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)
  return isText || target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
