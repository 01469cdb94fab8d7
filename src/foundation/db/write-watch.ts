/** Who wants to know what transactions write: what their statements change, and how it is kept. */
export interface WriteWatch {
  /**
   * Whether a statement changes watched rows: those whose ids it names, any of the store, or (`moves`)
   * those it names, taking them out of a month they counted in.
   */
  look(text: string): 'named' | 'moves' | 'any' | undefined
  /** Whether a statement asks for what was kept: what its own transaction wrote is kept before it. */
  asks(text: string): boolean
  /** The question for the months (`month`, their first days) rows count in before they are moved. */
  monthsOf(storeId: number, ids: string[]): Statement
  /** The statement that keeps what was written in a store; null where rows cannot be named. */
  keep(storeId: number, written: { ids: string[]; months: string[] } | null): Statement
}

interface Statement {
  text: string
  values: unknown[]
}
type Send = (text: string, values: unknown[]) => Promise<{ rows: { month: string }[] }>
type Written = { ids: Set<string>; months: Set<string> } | null

const mostIds = 200
const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const namesStore = /\bstore_id"?\s*(=\s*(any\s*)?\(*\s*\$|in\s*\(+\s*\$)|\binsert\s+into\b/i

/**
 * Watches the statements of one connection and keeps what a transaction wrote just before its
 * commit, in the same transaction: whoever wrote it, it cannot be missed.
 */
export function watchWrites(watch: WriteWatch) {
  let visible: number[] = []
  let written = new Map<number, Written>()
  return {
    /** Notes a statement that is about to be sent; gives whose months are to be asked for before. */
    note(text: string, values: readonly unknown[]): Statement[] {
      if (/^(begin|start transaction|rollback$)/.test(text)) written = new Map()
      const stores = /^set local app\.stores = '([\d,]*)'/.exec(text)?.[1]
      if (stores !== undefined) visible = stores.split(',').filter(Boolean).map(Number)
      const found = watch.look(text)
      if (found === undefined) return []
      const ids = found === 'any' ? null : idsIn(values)
      const concerned = namesStore.test(text) ? storesIn(values, visible) : visible
      for (const store of concerned) written.set(store, joined(written.get(store), ids))
      return found === 'moves' && ids
        ? concerned.map((store) => watch.monthsOf(store, [...ids]))
        : []
    },
    /** Keeps the months of rows that are about to leave them. */
    async askBefore(statements: readonly Statement[], send: Send): Promise<void> {
      for (const { text, values } of statements) {
        const { rows } = await send(text, values)
        const held = written.get(Number(values[0]))
        for (const { month } of rows) held?.months.add(month)
      }
    },
    /** Whether something is to be kept before a statement is sent. */
    isDue: (text: string) => written.size > 0 && (text === 'commit' || watch.asks(text)),
    /** Keeps what was written; to be awaited before that statement is sent. */
    async keep(send: Send): Promise<void> {
      const kept = written
      written = new Map()
      for (const [store, one] of kept) {
        const { text, values } = watch.keep(
          store,
          one && { ids: [...one.ids], months: [...one.months] },
        )
        await send(text, values)
      }
    },
  }
}

/** A statement names its store among its values; where it does not, it may be any visible one. */
function storesIn(values: readonly unknown[], visible: readonly number[]): readonly number[] {
  if (visible.length <= 1) return visible
  const given = new Set(values.flat())
  const named = visible.filter((store) => given.has(store))
  return named.length > 0 ? named : visible
}

function joined(held: Written | undefined, more: Set<string> | null): Written {
  if (more === null || held === null) return null
  if (held === undefined) return { ids: more, months: new Set() }
  if (held.ids.size + more.size > mostIds) return null
  return { ids: new Set([...held.ids, ...more]), months: held.months }
}

/** Every id in the values, within arrays and texts of JSON too; null for none or too many. */
function idsIn(values: readonly unknown[]): Set<string> | null {
  const ids = new Set<string>()
  for (const value of values.flat()) {
    if (typeof value !== 'string') continue
    for (const [id] of value.matchAll(uuids)) {
      ids.add(id.toLowerCase())
      if (ids.size > mostIds) return null
    }
  }
  return ids.size > 0 ? ids : null
}
