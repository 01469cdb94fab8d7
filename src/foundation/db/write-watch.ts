/** Who wants to know what transactions write: what their statements change, and how it is kept. */
export interface WriteWatch {
  /** Whether a statement changes watched rows: those whose ids it names, or any of the store. */
  look(text: string): 'named' | 'any' | undefined
  /** The statement that keeps what was written in a store; null where rows cannot be named. */
  keep(storeId: number, ids: string[] | null): { text: string; values: unknown[] }
}

type Send = (text: string, values: unknown[]) => unknown

const mostIds = 200
const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * Watches the statements of one connection and keeps what a transaction wrote just before its
 * commit, in the same transaction: whoever wrote it, it cannot be missed.
 */
export function watchWrites(watch: WriteWatch) {
  let visible: number[] = []
  let written = new Map<number, Set<string> | null>()
  return {
    /** Notes a statement that is about to be sent. */
    note(text: string, values: readonly unknown[]): void {
      if (/^(begin|start transaction|rollback$)/.test(text)) written = new Map()
      const stores = /^set local app\.stores = '([\d,]*)'/.exec(text)?.[1]
      if (stores !== undefined) visible = stores.split(',').filter(Boolean).map(Number)
      const found = watch.look(text)
      if (found === undefined) return
      const ids = found === 'named' ? idsIn(values) : null
      for (const store of storesIn(values, visible))
        written.set(store, joined(written.get(store), ids))
    },
    isPending: () => written.size > 0,
    /** Keeps what was written; to be awaited before the commit is sent. */
    async keep(send: Send): Promise<void> {
      const kept = written
      written = new Map()
      for (const [store, ids] of kept) {
        const { text, values } = watch.keep(store, ids && [...ids])
        await send(text, values)
      }
    },
  }
}

/** A statement names its store among its values; where it does not, it may be any visible one. */
function storesIn(values: readonly unknown[], visible: readonly number[]): readonly number[] {
  if (visible.length <= 1) return visible
  const named = visible.filter((store) => values.includes(store))
  return named.length > 0 ? named : visible
}

function joined(held: Set<string> | null | undefined, more: Set<string> | null) {
  if (held === undefined) return more
  if (held === null || more === null || held.size + more.size > mostIds) return null
  return new Set([...held, ...more])
}

/** Every id in the values, within arrays and texts of JSON too; null for none or too many. */
function idsIn(values: readonly unknown[]): Set<string> | null {
  const ids = new Set<string>()
  for (const value of values.flat()) {
    if (typeof value !== 'string') continue
    for (const [id] of value.matchAll(uuids)) {
      ids.add(id)
      if (ids.size > mostIds) return null
    }
  }
  return ids.size > 0 ? ids : null
}
