import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Rows drawn beyond both edges, and the step in which the drawn part moves. */
const margin = 10
const step = 5

/** Where each list was left, by the question it showed; for the time the page lives. */
const places = new Map<string, number>()

/**
 * Which rows of a long list are to be drawn: those in sight of `scroller` (the window when there
 * is none) and a few more. Puts the list back to where it was left.
 */
export function useVisibleRows(options: {
  /** The element that scrolls, or the list itself within a page that scrolls. */
  area: RefObject<HTMLElement | null>
  scrolls: 'area' | 'page'
  rows: number
  height: number
  /** Names what is shown, for coming back. */
  place: string
  /** The rows are there; before that there is nothing to put back. */
  isReady: boolean
}) {
  const { area, scrolls, rows, height, place, isReady } = options
  const [range, setRange] = useState<readonly [number, number]>([0, 30])
  const moved = useRef(false)
  useLayoutEffect(() => {
    if (!isReady) return
    const top = places.get(place) ?? 0
    // A list that was never moved stands at its top: asking it to scroll would lay it out twice.
    if (scrolls === 'area' && (top > 0 || moved.current)) area.current?.scrollTo({ top })
    if (scrolls === 'page' && top > 0) window.scrollTo({ top })
    // Only a new question is put back to its place; more rows of the same one move nothing.
  }, [area, scrolls, place, isReady])
  useEffect(() => {
    const element = area.current
    if (element === null) return undefined
    const target: HTMLElement | Window = scrolls === 'area' ? element : window
    let frame = 0
    const look = () => {
      frame = 0
      const isArea = scrolls === 'area'
      const from = isArea ? element.scrollTop : Math.max(0, -element.getBoundingClientRect().top)
      const seen = isArea ? element.clientHeight : window.innerHeight
      const first = Math.floor(from / height) - margin
      const last = Math.ceil((from + seen) / height) + margin
      const next = [
        Math.max(0, Math.floor(first / step) * step),
        Math.min(rows, Math.ceil(last / step) * step),
      ] as const
      setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next))
    }
    const onScroll = () => {
      moved.current = true
      places.set(place, scrolls === 'area' ? element.scrollTop : window.scrollY)
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    target.addEventListener('scroll', onScroll, { passive: true })
    // It looks once by itself, when the list has its size.
    const watcher = new ResizeObserver(look)
    watcher.observe(element)
    return () => {
      cancelAnimationFrame(frame)
      target.removeEventListener('scroll', onScroll)
      watcher.disconnect()
    }
  }, [area, scrolls, rows, height, place])
  return [Math.min(range[0], Math.max(0, rows - 1)), Math.min(range[1], rows)] as const
}
