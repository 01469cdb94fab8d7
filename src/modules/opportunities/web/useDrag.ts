import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'

const mouseDistance = 6
const touchDelay = 350

interface Held<Item> {
  item: Item
  x: number
  y: number
  /** The `data-drop` beneath the pointer. */
  over: string | undefined
}

/**
 * Drag and drop by mouse (after some pixels) and touch (after a long press, so that lists still
 * scroll). Targets carry `data-drop`; `onDrop` is told the item and the target's value. Escape
 * lets go.
 */
export function useDrag<Item>(onDrop: (item: Item, target: string) => void) {
  const [held, setHeld] = useState<Held<Item>>()
  const start = useRef<{ item: Item; x: number; y: number; timer: number; isTouch: boolean }>(
    undefined,
  )
  const isHeld = useRef(false)
  const targetAt = (x: number, y: number) =>
    document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]')?.dataset.drop
  const hold = (item: Item, x: number, y: number) => {
    isHeld.current = true
    setHeld({ item, x, y, over: targetAt(x, y) })
  }
  const letGo = () => {
    if (start.current) clearTimeout(start.current.timer)
    start.current = undefined
    isHeld.current = false
    setHeld(undefined)
  }
  const onMove = useEffectEvent((event: globalThis.PointerEvent) => {
    const from = start.current
    if (!from) return
    const distance = Math.hypot(event.clientX - from.x, event.clientY - from.y)
    if (isHeld.current) hold(from.item, event.clientX, event.clientY)
    else if (from.isTouch) {
      // The finger scrolls: no drag.
      if (distance > mouseDistance * 2) letGo()
    } else if (distance > mouseDistance) hold(from.item, event.clientX, event.clientY)
  })
  const onUp = useEffectEvent((event: globalThis.PointerEvent) => {
    const from = start.current
    const wasHeld = isHeld.current
    letGo()
    if (!from || !wasHeld) return
    const target = targetAt(event.clientX, event.clientY)
    // The click that ends a drag opens nothing.
    window.addEventListener('click', stopOnce, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', stopOnce, { capture: true }), 50)
    if (target !== undefined) onDrop(from.item, target)
  })
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape') letGo()
  })
  const onCancel = useEffectEvent(letGo)
  useEffect(() => {
    const move = (event: globalThis.PointerEvent) => onMove(event)
    const up = (event: globalThis.PointerEvent) => onUp(event)
    const cancel = () => onCancel()
    const key = (event: KeyboardEvent) => onKey(event)
    const touch = (event: TouchEvent) => {
      if (isHeld.current) event.preventDefault()
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', key)
    window.addEventListener('touchmove', touch, { passive: false })
    return () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', key)
      window.removeEventListener('touchmove', touch)
    }
  }, [])
  const begin = (event: PointerEvent, item: Item) => {
    if (event.button !== 0 || isControl(event.target)) return
    const { clientX: x, clientY: y } = event
    const isTouch = event.pointerType === 'touch'
    const timer = isTouch ? window.setTimeout(() => hold(item, x, y), touchDelay) : 0
    start.current = { item, x, y, timer, isTouch }
  }
  return { held, begin }
}

function stopOnce(event: Event): void {
  event.stopPropagation()
  event.preventDefault()
}

const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('select,input,button') !== null
