// Keeps the app itself on the phone: the shell and the screens, so that it starts with no
// network. Answers of the API are never kept here; those lie sealed in the person's own store.

interface WorkerEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
interface FetchEvent extends WorkerEvent {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}
interface SyncEvent extends WorkerEvent {
  tag: string
}
interface WorkerScope {
  addEventListener: ((
    type: 'install' | 'activate',
    listener: (event: WorkerEvent) => void,
  ) => void) &
    ((type: 'fetch', listener: (event: FetchEvent) => void) => void) &
    ((type: 'sync', listener: (event: SyncEvent) => void) => void)
  skipWaiting: () => Promise<void>
  clients: {
    claim: () => Promise<void>
    matchAll: (options: object) => Promise<{ postMessage: (message: string) => void }[]>
  }
}

// The build replaces these: the release, and the files that make up the shell.
declare const __SHELL_VERSION__: string
declare const __SHELL_FILES__: readonly string[]

const worker = globalThis as unknown as WorkerScope
const prefix = 'keyuan-shell-'
const current = prefix + __SHELL_VERSION__
const patienceMs = 3000

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(current)
      .then((cache) => cache.addAll([...__SHELL_FILES__]))
      .then(() => worker.skipWaiting()),
  )
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldReleases().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(assetOf(request))
  else if (__SHELL_FILES__.includes(pathname)) event.respondWith(fileOf(request))
})

// Open pages hold the key to what is to be sent; the worker only tells them that the network is back.
worker.addEventListener('sync', (event) => {
  if (event.tag !== 'keyuan-outbox') return
  event.waitUntil(
    worker.clients.matchAll({ type: 'window' }).then((pages) => {
      for (const page of pages) page.postMessage('send')
    }),
  )
})

/** The newest page while the network answers soon, else the one kept on the phone. */
async function openPage(request: Request): Promise<Response> {
  const kept = await caches.match('/index.html')
  const fresh = fetch(request)
  if (kept === undefined) return fresh
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(kept.clone()), patienceMs)
  })
  return Promise.race([fresh.catch(() => kept.clone()), late])
}

/** A hashed file never changes: kept once it was fetched. */
async function assetOf(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  if (kept !== undefined) return kept
  const fetched = await fetch(request)
  if (fetched.ok) {
    const cache = await caches.open(current)
    await cache.put(request, fetched.clone())
  }
  return fetched
}

async function fileOf(request: Request): Promise<Response> {
  return fetch(request).catch(async (error: unknown) => {
    const kept = await caches.match(request)
    if (kept === undefined) throw error
    return kept
  })
}

/** A page that is still open may want parts of the release before this one: that one stays. */
async function forgetOldReleases(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current)
  for (const name of names.slice(0, -1)) await caches.delete(name)
}
