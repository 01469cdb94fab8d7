import { callUrl } from '#ui/call.ts'
import { CallError } from '#ui/call-error.ts'
import {
  type Command,
  findRule,
  type OfflineRule,
  type PlacedCommand,
  type Request,
} from './command.ts'
import { offsetBetween } from './device-clock.ts'
import { type Flushed, makeOutbox, type OutboxParts } from './outbox.ts'

/** What modules know about working without network. */
export interface OfflineKnowledge<View> {
  rules: readonly OfflineRule<View>[]
  /** What the device shows: what it keeps, with the unsent work done to it. */
  makeView: (records: Map<string, unknown>, unsent: readonly PlacedCommand[]) => View
  /** An answer to a question from the device; undefined when it does not know. */
  answer: (request: Request, view: View) => unknown
  /** Unsent work done to an answer of the server. */
  overlay: (request: Request, answer: unknown, view: View) => unknown
  /** Whether an answer is kept to be given again, and of which record it is (goes with it). */
  keeps: (request: Request, records: ReadonlyMap<string, unknown>) => boolean
  /** Whether the kept answers of a path stay when a record leaves the device. */
  outlasts: (path: string) => boolean
  /** Brings the kept records up to date. */
  sync: (parts: SyncParts) => Promise<void>
}

export interface SyncParts {
  ask: (request: Request) => Promise<unknown>
  digest: string | undefined
  /** The stamp of each record held. */
  stamps: () => Promise<Map<string, string>>
  keep: (changes: { id: string; stamp: string; record: unknown }[], gone: string[]) => Promise<void>
  finish: (digest: string) => Promise<void>
  /** Fetches a question whose answer the device keeps. */
  prefetch: (request: Request) => Promise<void>
}

export interface DeviceParts<View> extends Omit<OutboxParts<View>, 'rules' | 'measureOffset'> {
  knowledge: OfflineKnowledge<View>
  /** The server's time (ISO); throws CallError when nobody answers. */
  serverTime: () => Promise<string>
  /** Asks the server without the device in between. */
  ask: (request: Request) => Promise<unknown>
  storeId: () => string | undefined
}

/** How things stand on the device, for the badge and the list of what is not sent. */
export interface DeviceStatus {
  waiting: number
  refused: number
  isSending: boolean
  /** Of the last round: nobody answered, or a log-in is needed. */
  lastEnd: Flushed['end'] | undefined
  /** The server's time of the last sync, ISO. */
  syncedAt: string | undefined
  /** Ids named by unsent work. */
  unsent: string
}

interface Kept {
  stamp: string
  record: unknown
}
interface SyncMark {
  digest?: string | undefined
  syncedAt?: string | undefined
  offset?: number | undefined
  /** By the device's own clock, ms. */
  heardOn?: number | undefined
}

const freshMs = 2 * 60_000
/** Characters; a longer answer is a list for desks. */
const largestAnswer = 300_000
const longestWithoutContact = 7 * 86_400_000

/** One person's device: what it keeps, what it has not sent, and what it shows of both. */
export function makeDevice<View>(parts: DeviceParts<View>) {
  const { storage, knowledge } = parts
  const { rules } = knowledge
  const watchers = new Set<(status: DeviceStatus) => void>()
  let status: DeviceStatus = {
    waiting: 0,
    refused: 0,
    isSending: false,
    lastEnd: undefined,
    syncedAt: undefined,
    unsent: '',
  }
  const outbox = makeOutbox<View>({
    ...parts,
    rules,
    measureOffset: async () => {
      const askedAt = parts.now()
      const { offset: known, heardOn = Number.NEGATIVE_INFINITY } = await mark()
      // A clock that was set since is far from where it was when the server was heard.
      const isFresh = askedAt >= heardOn && askedAt - heardOn < freshMs
      if (known !== undefined && isFresh) return known
      const serverNow = await parts.serverTime()
      const offset = offsetBetween(askedAt, parts.now(), serverNow)
      await heard(serverNow, offset)
      return offset
    },
  })

  const mark = async (): Promise<SyncMark> => (await storage.get<SyncMark>('meta', 'sync')) ?? {}
  const setMark = async (change: SyncMark) =>
    storage.write([{ store: 'meta', key: 'sync', value: { ...(await mark()), ...change } }])
  const heard = (serverNow: string, offset: number) =>
    setMark({ syncedAt: serverNow, offset, heardOn: parts.now() })

  const tell = (change: Partial<DeviceStatus>) => {
    status = { ...status, ...change }
    for (const watcher of watchers) watcher(status)
  }
  const refresh = async () => {
    const commands = await outbox.list()
    const waiting = commands.filter((one) => one.state === 'waiting')
    tell({
      waiting: waiting.length,
      refused: commands.length - waiting.length,
      unsent: waiting.map((one) => JSON.stringify([one.params, one.body])).join(' '),
      syncedAt: (await mark()).syncedAt,
    })
  }

  const records = async () =>
    new Map((await storage.entries<Kept>('records')).map(([id, kept]) => [id, kept.record]))
  const view = async (): Promise<View> => {
    const unsent = (await outbox.list()).filter((one) => one.state === 'waiting')
    return knowledge.makeView(await records(), unsent)
  }

  const flush = async (own?: string): Promise<Flushed> => {
    tell({ isSending: true })
    try {
      const flushed = await outbox.flush(own)
      tell({ lastEnd: flushed.end })
      return flushed
    } finally {
      tell({ isSending: false })
      await refresh()
    }
  }

  const enter = async (
    rule: OfflineRule<View>,
    request: Request,
    options: { key: string; file?: File | undefined },
  ): Promise<string> => {
    const shown = await view()
    const command: Command = {
      ...(rule.later?.(request, shown) ?? request),
      key: options.key,
      storeId: parts.storeId(),
      enteredAt: new Date(parts.now()).toISOString(),
      heardAt: (await mark()).syncedAt,
      isStamped: false,
      state: 'waiting',
      title: rule.title,
      about: rule.about(request, shown),
    }
    const { file } = options
    if (file === undefined) return outbox.add(command)
    const kept = { name: file.name, type: file.type, place: options.key }
    return outbox.add({ ...command, file: kept }, await base64Of(file))
  }

  const keepAnswer = async (request: Request, answer: unknown): Promise<void> => {
    if (!knowledge.keeps(request, await records())) return
    if (JSON.stringify(answer ?? null).length > largestAnswer) return
    const key = `${parts.storeId() ?? ''} ${callUrl(request.path, request)}`
    await storage.write([{ store: 'answers', key, value: answer }])
  }
  const keptAnswer = (request: Request) =>
    storage.get('answers', `${parts.storeId() ?? ''} ${callUrl(request.path, request)}`)

  const dropData = async () => {
    await storage.clear(['records', 'answers', 'meta'])
  }

  return {
    status: () => status,
    watch: (watcher: (status: DeviceStatus) => void) => {
      watchers.add(watcher)
      watcher(status)
      return () => void watchers.delete(watcher)
    },
    refresh,
    view,
    flush,
    unsent: outbox.list,

    /** Whether a route can be worked with no network. */
    canDo: (request: Request) => findRule(rules, request) !== undefined,

    /**
     * Does a changing request: kept first, then sent in its turn. Gives the server's answer, or what
     * to show meanwhile when nobody answers. A refusal of now is thrown: the form still holds it.
     */
    perform: async (
      request: Request,
      options: { key: string; file?: File | undefined; direct: () => Promise<unknown> },
    ): Promise<unknown> => {
      const rule = findRule(rules, request)
      if (rule === undefined) return options.direct()
      const prepared = rule.prepare?.(request) ?? request
      if (rule.isEdit) {
        // An edit at a desk shows both values side by side; only without network it is kept.
        const ahead = await flush()
        if (ahead.end === 'done') {
          try {
            return await options.direct()
          } catch (error) {
            if (!(error instanceof CallError && error.status === 0)) throw error
          }
        }
      }
      const shown = await view()
      const place = await enter(rule, prepared, options)
      const flushed = rule.isEdit ? undefined : await flush(place)
      if (flushed?.error) throw flushed.error
      if (flushed?.answer) return flushed.answer.value
      await refresh()
      return rule.answer(prepared, shown)
    },

    /** An answer of the device, when the server gave none; undefined when it does not know. */
    answer: async (request: Request): Promise<unknown> =>
      knowledge.answer(request, await view()) ?? (await keptAnswer(request)),

    /** An answer of the server with the unsent work done to it; kept where it is worth keeping. */
    complete: async (request: Request, answer: unknown): Promise<unknown> => {
      await keepAnswer(request, answer)
      return status.waiting === 0 ? answer : knowledge.overlay(request, answer, await view())
    },

    /** Sends what waits, then fetches what changed. Gives how the sending ended. */
    sync: async (): Promise<Flushed['end']> => {
      const { end } = await flush()
      if (end !== 'done') return end
      await parts.locks.run(`keyuan-sync-${parts.personId}`, () => pull())
      await refresh()
      return end
    },

    retry: async (place: string, body?: Record<string, unknown>) => {
      await outbox.retry(place, body)
      await flush()
    },
    discard: async (place: string) => {
      await outbox.discard(place)
      await refresh()
    },

    keepSession: (session: unknown) =>
      storage.write([{ store: 'meta', key: 'session', value: session }]),

    /** The session kept from the last contact; undefined when that was too long ago. */
    keptSession: async (): Promise<unknown> => {
      const { heardOn } = await mark()
      if (heardOn !== undefined && Math.abs(parts.now() - heardOn) > longestWithoutContact)
        await dropData()
      return storage.get('meta', 'session')
    },

    /** Another person logged in: the data goes, sealed unsent work waits for its own person. */
    dropData,
    /** Log-out: everything goes, the key with it. */
    wipe: () => storage.destroy(),
  }

  async function pull(): Promise<void> {
    const askedAt = parts.now()
    const { digest } = await mark()
    await knowledge.sync({
      ask: async (request) => {
        const answer = await parts.ask(request)
        const serverNow = (answer as { now?: unknown } | null)?.now
        if (typeof serverNow === 'string') {
          await heard(serverNow, offsetBetween(askedAt, parts.now(), serverNow))
        }
        return answer
      },
      digest,
      stamps: async () =>
        new Map((await storage.entries<Kept>('records')).map(([id, kept]) => [id, kept.stamp])),
      keep: async (changes, gone) => {
        const answers = gone.length === 0 ? [] : await storage.entries('answers')
        await storage.write([
          ...changes.map(({ id, ...kept }) => ({
            store: 'records' as const,
            key: id,
            value: kept,
          })),
          ...gone.map((id) => ({ store: 'records' as const, key: id, value: undefined })),
          ...answers
            // A list may name whoever left.
            .filter(([key]) => !knowledge.outlasts(pathOf(key)))
            .map(([key]) => ({ store: 'answers' as const, key, value: undefined })),
        ])
      },
      finish: (next) => setMark({ digest: next }),
      prefetch: async (request) => keepAnswer(request, await parts.ask(request)),
    })
  }
}
export type Device = Omit<ReturnType<typeof makeDevice>, 'view'>

/** The path in the key of a kept answer: `7 /api/options?kind=source`. */
function pathOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1).split('?')[0] ?? ''
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
