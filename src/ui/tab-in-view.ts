import { useEffect, useRef } from 'react'

/**
 * Gives the ref of a row of tabs: on the phone the row is wider than the window, and the tab one
 * stands on is brought into view.
 */
export function useTabInView() {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const row = bar.current
    const current = row?.querySelector<HTMLElement>('[aria-current]')
    if (!row || !current) return
    row.scrollLeft += current.getBoundingClientRect().left - row.getBoundingClientRect().left - 80
  }, [])
  return bar
}
