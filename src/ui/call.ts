import type { CallInput, CallOutput, RouteContract } from '#shared/contract.ts'
import type { Locale } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { CallError, isRetryable, problemToError } from '#ui/call-error.ts'
import { languageTag } from '#ui/words.tsx'

export { CallError, isSameIntent, sayError } from '#ui/call-error.ts'

export interface CallOptions {
  /** The intent: a caller that retries passes the key of its first try, so nothing is done twice. */
  key?: string
  signal?: AbortSignal
  /** The file of an upload route. */
  file?: File
  /** Tried once only, and given up after this many milliseconds. */
  withinMs?: number
  /** The store it was entered in, where that may not be the present one. */
  storeId?: string
}

type AnyCall = RouteContract<unknown, unknown, unknown, unknown>
interface LooseInput {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}
type Arguments<T> =
  Record<string, never> extends CallInput<T>
    ? [input?: CallInput<T>, options?: CallOptions]
    : [input: CallInput<T>, options?: CallOptions]

/** Language and store of every call; the page sets them, the requests carry them. */
const context: {
  /** Before every path; empty in the browser, where the page and the API are one. */
  origin: string
  locale: Locale
  storeId: string | undefined
  onLoggedOut: () => void
} = {
  origin: '',
  locale: 'zh',
  storeId: undefined,
  onLoggedOut: () => {},
}

export function setCallContext(change: Partial<typeof context>): void {
  Object.assign(context, change)
}

/** The store the calls are made in; undefined before the session is known. */
export function currentStoreId(): string | undefined {
  return context.storeId
}

/**
 * A key for one intent of the person; kept over retries of the same intent. Not of
 * crypto.randomUUID, which browsers have over https and on localhost alone.
 */
export function newIntentKey(): string {
  return uuidv7()
}

const pauses = [400, 1200]

/**
 * Calls a route of a contract and gives its answer (a Blob for file routes). Sent again with the
 * same key when the network fails. Throws CallError for every refusal.
 */
export async function call<T extends AnyCall>(
  route: T,
  ...[input, options = {}]: Arguments<T>
): Promise<CallOutput<T>> {
  const response = await send(route, input ?? {}, options)
  if (route.response === 'file' || route.response === 'stream') {
    return (await response.blob()) as CallOutput<T>
  }
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as CallOutput<T>
}

/** Calls a file route and saves the answer under the name the server gives it. */
export async function download<T extends AnyCall>(
  route: T,
  ...[input, options = {}]: Arguments<T>
): Promise<void> {
  const response = await send(route, input ?? {}, options)
  saveFile(await response.blob(), fileName(response.headers.get('content-disposition')))
}

/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** The address of a call: `/api/visits/:id` with its params, and the query without empty values. */
export function callUrl(path: string, input: LooseInput): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item))
  }
  const text = query.toString()
  return text === '' ? filled : `${filled}?${text}`
}

async function send(route: AnyCall, input: LooseInput, options: CallOptions): Promise<Response> {
  const request = requestOf(route, input, options)
  for (let attempt = 0; ; attempt++) {
    try {
      return await sendOnce(context.origin + callUrl(route.path, input), request)
    } catch (error) {
      const pause = pauses[attempt]
      if (pause === undefined || options.withinMs !== undefined || options.signal?.aborted)
        throw error
      if (!isRetryable(error) || isKnownOffline()) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** Without any network a second try is in vain. */
function isKnownOffline(): boolean {
  // Outside a browser the navigator says nothing about the network.
  return typeof navigator === 'object' && 'onLine' in navigator && !navigator.onLine
}

function requestOf(route: AnyCall, input: LooseInput, options: CallOptions): RequestInit {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': languageTag(context.locale),
    // A header that a foreign page cannot set: the server refuses changes without it.
    'x-keyuan': '1',
  }
  const storeId = options.storeId ?? context.storeId
  if (storeId !== undefined) headers['x-keyuan-store'] = storeId
  if (route.method !== 'GET') headers['idempotency-key'] = options.key ?? newIntentKey()
  let body: BodyInit | undefined
  if (options.file !== undefined) {
    const form = new FormData()
    form.append('file', options.file, options.file.name)
    body = form
  } else if (input.body !== undefined) {
    headers['content-type'] = 'application/json'
    body = JSON.stringify(input.body)
  }
  const signal =
    options.signal ??
    (options.withinMs === undefined ? undefined : AbortSignal.timeout(options.withinMs))
  return { method: route.method, headers, body, signal, credentials: 'same-origin' }
}

async function sendOnce(url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new CallError({ status: 0, code: 'network', title: '' })
  })
  if (response.ok) return response
  const body: unknown = await response.json().catch(() => undefined)
  const error = problemToError(response.status, body, response.headers.get('x-request-id') ?? '')
  if (error.code === 'core.unauthenticated') context.onLoggedOut()
  throw error
}

/** `attachment; filename="x.xlsx"; filename*=UTF-8''%E5…` → the name in its own script. */
function fileName(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded !== undefined) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? 'keyuan'
}
