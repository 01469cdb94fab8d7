import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from 'react'

/** News of the server: something of this type happened to this record. */
export interface LiveEvent {
  /** `visits.opened`; `resync` after a broken connection: anything may have changed. */
  type: string
  id: string
  storeId: number
}

type Listener = (event: LiveEvent) => void

/** One connection for the whole page; screens subscribe to it. */
export interface LiveConnection {
  subscribe: (listener: Listener) => () => void
  watchOnline: (listener: (online: boolean) => void) => () => void
  close: () => void
}

const longestPause = 30_000

/**
 * Opens the connection; it comes back by itself after 1, 2, 4 … 30 seconds. News of other stores
 * than `storeId` are left out.
 */
export function connectLive(url: string, storeId: number): LiveConnection {
  const listeners = new Set<Listener>()
  const watchers = new Set<(online: boolean) => void>()
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = 1000
  let online = true
  let wasOpen = false

  const setOnline = (next: boolean) => {
    if (next === online) return
    online = next
    for (const watcher of watchers) watcher(online)
  }
  const open = () => {
    clearTimeout(timer)
    source?.close()
    source = new EventSource(url)
    source.onopen = () => {
      pause = 1000
      setOnline(true)
      if (wasOpen) for (const listener of listeners) listener({ type: 'resync', id: '', storeId })
      wasOpen = true
    }
    source.onmessage = (message) => {
      const event = readEvent(message.data)
      if (event?.storeId !== storeId) return
      for (const listener of listeners) listener(event)
    }
    source.onerror = () => {
      source?.close()
      setOnline(false)
      timer = setTimeout(open, pause)
      pause = Math.min(pause * 2, longestPause)
    }
  }
  const reopen = () => {
    if (!online) open()
  }
  open()
  window.addEventListener('online', reopen)
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watchOnline: (listener) => {
      watchers.add(listener)
      listener(online)
      return () => watchers.delete(listener)
    },
    close: () => {
      clearTimeout(timer)
      source?.close()
      window.removeEventListener('online', reopen)
    },
  }
}

const LiveContext = createContext<LiveConnection | undefined>(undefined)

export function LiveProvider(props: { connection: LiveConnection; children: ReactNode }) {
  return <LiveContext.Provider value={props.connection}>{props.children}</LiveContext.Provider>
}

/**
 * Calls back on news of these types; `visits.*` takes all of a kind. Also called with `resync`
 * after the connection was lost. Many at once (an import) arrive as one call within 250 ms.
 */
export function useLive(types: readonly string[], callback: (event: LiveEvent) => void): void {
  const connection = useContext(LiveContext)
  const onNews = useEffectEvent(callback)
  const wanted = types.join(' ')
  useEffect(() => {
    if (connection === undefined || wanted === '') return undefined
    const gather = gatherCalls((event) => onNews(event))
    const stop = connection.subscribe((event) => {
      if (event.type === 'resync' || wanted.split(' ').some((type) => matches(type, event.type))) {
        gather.add(event)
      }
    })
    return () => {
      stop()
      gather.cancel()
    }
  }, [connection, wanted])
}

/** Whether news arrives; false shows the small *offline* mark. */
export function useOnline(): boolean {
  const connection = useContext(LiveContext)
  const [online, setOnline] = useState(true)
  useEffect(() => connection?.watchOnline(setOnline), [connection])
  return online
}

/** Whether an event type is meant by `visits.opened` or `visits.*`. */
export function matches(wanted: string, type: string): boolean {
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type
}

/** The first of a burst is passed on at once, the rest together as its last one. */
function gatherCalls(callback: Listener) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let last: LiveEvent | undefined
  const flush = () => {
    timer = undefined
    if (last === undefined) return
    callback(last)
    last = undefined
    timer = setTimeout(flush, 250)
  }
  return {
    add: (event: LiveEvent) => {
      last = event
      if (timer === undefined) flush()
    },
    cancel: () => clearTimeout(timer),
  }
}

function readEvent(data: unknown): LiveEvent | undefined {
  try {
    const value = JSON.parse(String(data)) as Partial<LiveEvent> | null
    if (typeof value?.type !== 'string') return undefined
    return { type: value.type, id: value.id ?? '', storeId: Number(value.storeId) }
  } catch {
    return undefined
  }
}
