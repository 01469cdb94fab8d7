import { useEffect, useRef } from 'react'

/**
 * Takes the address one stands on, gives the ref of a row of tabs: on the phone the row is wider
 * than the window, and the current tab is brought into view.
 */
export function useTabInView(path: string) {
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const row = bar.current
    const current = row?.querySelector<HTMLElement>('[aria-current]')
    if (!row || !current) return
    row.scrollLeft += current.getBoundingClientRect().left - row.getBoundingClientRect().left - 80
  }, [path])
  return bar
}
