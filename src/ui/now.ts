import { useSyncExternalStore } from 'react'

const step = 15_000
const listeners = new Set<() => void>()
let now = new Date()
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  now = new Date()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    timer = setInterval(tick, step)
    // Nobody looked for a while: the time kept from then is too old.
    if (Date.now() - now.getTime() > step) queueMicrotask(tick)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The present, moving on every 15 seconds; one clock for the whole page. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now)
}
