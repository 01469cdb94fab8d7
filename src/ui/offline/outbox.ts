import { CallError } from '#ui/call-error.ts'
import {
  type Command,
  findRule,
  isForLater,
  type OfflineRule,
  type PlacedCommand,
  type Refusal,
  type Request,
  type Send,
} from './command.ts'
import { correctedTime } from './device-clock.ts'
import type { SealedChange, SealedStorage } from './sealed-storage.ts'
import type { DeviceLocks } from './storage.ts'

export interface OutboxParts<View> {
  /** Whose: one lock over all tabs of the device. */
  personId: string
  storage: SealedStorage
  locks: DeviceLocks
  send: Send
  rules: readonly OfflineRule<View>[]
  /** Measures the server's time less the device's; throws CallError when nobody answers. */
  measureOffset: () => Promise<number>
  now: () => number
  newKey: () => string
}

/** How a round of sending ended: everything sent, nobody answers, or a log-in is needed. */
type FlushEnd = 'done' | 'later' | 'log-in'

export interface Flushed {
  end: FlushEnd
  /** What the server said to the command the round was for. */
  answer?: { value: unknown }
  error?: CallError
  sent: number
}

const stalest = 3
const mostRenames = 100

/**
 * What was entered on this device and not confirmed by the server: kept sealed, sent in order, once,
 * over reloads, crashes and tabs. A refused command stays until the person decides about it; what
 * builds on it waits behind it.
 */
export function makeOutbox<View>(parts: OutboxParts<View>) {
  const { storage, locks, rules } = parts
  const adding = `keyuan-outbox-add-${parts.personId}`
  const sending = `keyuan-outbox-${parts.personId}`

  const list = async (): Promise<PlacedCommand[]> =>
    (await storage.entries<Command>('outbox')).map(([place, command]) => ({ ...command, place }))

  const add = (command: Command, file?: string): Promise<string> =>
    locks.run(adding, async () => {
      const rows = await storage.entries<Command>('outbox')
      const place = String(Number(rows.at(-1)?.[0] ?? 0) + 1).padStart(12, '0')
      const changes: SealedChange[] = [{ store: 'outbox', key: place, value: command }]
      if (file !== undefined && command.file)
        changes.push({ store: 'files', key: command.file.place, value: file })
      await storage.write(changes)
      return place
    })

  const flush = (own?: string): Promise<Flushed> =>
    locks.run(sending, async () => {
      const flushed: Flushed = { end: 'done', sent: 0 }
      let offset: number | undefined
      let stale = 0
      for (;;) {
        const command = nextOf(await list(), rules)
        if (command === undefined) return flushed
        try {
          offset ??= await parts.measureOffset()
          const stamped = await stamp(command, offset)
          const value = await parts.send(requestOf(stamped), {
            key: stamped.key,
            storeId: stamped.storeId,
            ...(await fileOf(stamped)),
          })
          await settle(stamped, value)
          flushed.sent += 1
          stale = 0
          if (command.place === own) flushed.answer = { value }
        } catch (error) {
          if (!(error instanceof CallError)) throw error
          if (error.status === 401) return { ...flushed, end: 'log-in' }
          // Somebody changed the record between the server's look and its save: once more.
          if (error.code === 'core.stale_version' && (stale += 1) < stalest) continue
          if (isForLater(error)) return { ...flushed, end: 'later' }
          stale = 0
          if (command.place === own) {
            await remove(command)
            flushed.error = error
          } else await refuse(command, error)
        }
      }
    })

  const stamp = async (command: PlacedCommand, offset: number): Promise<PlacedCommand> => {
    if (command.isStamped) return command
    const at = correctedTime(command, offset, parts.now())
    // A screen that was open when the server named things otherwise still says the old names.
    const named = (await renamesOf()).reduce(renamed, plain(command))
    const stamped: PlacedCommand = {
      ...named,
      ...findRule(rules, command)?.stamp?.(requestOf(named), at),
      isStamped: true,
      place: command.place,
    }
    // Written before it is sent: a second try must be the same request, to the letter.
    await storage.write([{ store: 'outbox', key: command.place, value: plain(stamped) }])
    return stamped
  }

  const renamesOf = async () =>
    (await storage.get<[from: string, to: string][]>('meta', 'renames')) ?? []

  const fileOf = async (command: PlacedCommand): Promise<{ file?: File }> => {
    if (!command.file) return {}
    const kept = await storage.get<string>('files', command.file.place)
    const bytes = Uint8Array.from(atob(kept ?? ''), (letter) => letter.charCodeAt(0))
    return { file: new File([bytes], command.file.name, { type: command.file.type }) }
  }

  /** Done: it goes, and later work names things as the server does. */
  const settle = async (command: PlacedCommand, answer: unknown): Promise<void> => {
    const renames = findRule(rules, command)?.renames?.(requestOf(command), answer) ?? []
    const changes = removal(command)
    const differing = renames.filter(([from, to]) => from !== to)
    if (differing.length > 0) {
      const known = [...(await renamesOf()), ...differing].slice(-mostRenames)
      changes.push({ store: 'meta', key: 'renames', value: known })
      for (const other of await list())
        if (other.place > command.place)
          changes.push({
            store: 'outbox',
            key: other.place,
            value: differing.reduce(renamed, plain(other)),
          })
    }
    await storage.write(changes)
  }

  const refuse = async (command: PlacedCommand, error: CallError): Promise<void> => {
    const refusal: Refusal = {
      status: error.status,
      code: error.code,
      text: error.detail || error.title,
      details: error.details,
    }
    const further = findRule(rules, command)?.settles?.(requestOf(command), refusal)
    await storage.write([
      {
        store: 'outbox',
        key: command.place,
        value: { ...plain(command), state: 'refused', refusal },
      },
    ])
    if (further === undefined) return
    const { file: _file, refusal: _refusal, ...rest } = plain(command)
    await add({ ...rest, ...further, key: parts.newKey(), state: 'waiting', isStamped: true })
  }

  const remove = (command: PlacedCommand) => storage.write(removal(command))

  /** Changes what a person decided about; nothing when it was sent meanwhile. */
  const decide = (place: string, change: (command: PlacedCommand) => SealedChange[]) =>
    locks.run(sending, async () => {
      const command = (await list()).find((one) => one.place === place)
      if (command) await storage.write(change(command))
    })

  return {
    add,
    flush,
    list,
    /** Once more as it is, or with another body; under a new key, as the server refused the old. */
    retry: (place: string, body?: Record<string, unknown>) =>
      decide(place, (command) => {
        const { refusal: _refusal, ...again } = plain(command)
        const value: Command = {
          ...again,
          ...(body === undefined ? {} : { body }),
          key: parts.newKey(),
          state: 'waiting',
        }
        return [{ store: 'outbox', key: place, value }]
      }),
    discard: (place: string) => decide(place, removal),
  }
}

/** The first that waits and builds on nothing that was refused. */
export function nextOf<View>(
  commands: readonly PlacedCommand[],
  rules: readonly OfflineRule<View>[],
): PlacedCommand | undefined {
  const missing: string[] = []
  for (const command of commands) {
    const isHeld = missing.some((id) => mentions(command, id))
    if (command.state === 'waiting' && !isHeld) return command
    missing.push(...(findRule(rules, command)?.makes?.(requestOf(command)) ?? []))
  }
  return undefined
}

/** Whether a command names a record anywhere in its input. */
export function mentions(request: Request, id: string): boolean {
  return JSON.stringify([request.params, request.query, request.body]).includes(id)
}

/** The request of a command, without what only the device knows. */
export function requestOf(command: Command): Request {
  const { method, path, params, query, body } = command
  return { method, path, params, query, body }
}

function removal(command: PlacedCommand): SealedChange[] {
  const changes: SealedChange[] = [{ store: 'outbox', key: command.place, value: undefined }]
  if (command.file) changes.push({ store: 'files', key: command.file.place, value: undefined })
  return changes
}

function plain(command: PlacedCommand): Command {
  const { place: _place, ...rest } = command
  return rest
}

function renamed(command: Command, [from, to]: [from: string, to: string]): Command {
  return JSON.parse(JSON.stringify(command).replaceAll(from, to)) as Command
}
