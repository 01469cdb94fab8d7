import { useCallback, useMemo, useState } from 'react'

/** Which columns of a list a person sees, in which order, how wide (pixels). */
export interface Layout {
  order: string[]
  hidden: string[]
  widths: Record<string, number>
}

interface ColumnOfLayout {
  key: string
  hidden?: boolean
}

const prefix = 'keyuan.columns.'

/**
 * The layout of a list: at once from the device, then as the person keeps it with their account
 * (`table-tools`). `changes` counts what the person changed here.
 */
export function useLayout(name: string, columns: readonly ColumnOfLayout[]) {
  const [kept, setKept] = useState<{ layout: Layout | undefined; changes: number }>(() => ({
    layout: readKept(name),
    changes: 0,
  }))
  const set = useCallback(
    (layout: Layout | undefined, byPerson = true) => {
      if (layout === undefined) localStorage.removeItem(prefix + name)
      else localStorage.setItem(prefix + name, JSON.stringify(layout))
      setKept((before) => ({ layout, changes: before.changes + (byPerson ? 1 : 0) }))
    },
    [name],
  )
  const layout = useMemo(() => fitting(kept.layout, columns), [kept.layout, columns])
  return { layout, own: kept.layout, changes: kept.changes, set }
}

/** The layout over the columns there are now: new ones stand where the screen has them. */
function fitting(layout: Layout | undefined, columns: readonly ColumnOfLayout[]): Layout {
  const keys = columns.map((column) => column.key)
  if (layout === undefined)
    return {
      order: keys,
      hidden: columns.filter((column) => column.hidden).map((column) => column.key),
      widths: {},
    }
  const order = layout.order.filter((key) => keys.includes(key))
  const added = columns.filter((column) => !order.includes(column.key))
  for (const { key } of added) {
    const before = keys[keys.indexOf(key) - 1]
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key)
  }
  const hiddenAnew = added.filter((column) => column.hidden).map((column) => column.key)
  return { ...layout, order, hidden: [...layout.hidden, ...hiddenAnew] }
}

function readKept(name: string): Layout | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? 'null')
    if (typeof value !== 'object' || value === null) return undefined
    const { order, hidden, widths } = value as Partial<Layout>
    return { order: order ?? [], hidden: hidden ?? [], widths: widths ?? {} }
  } catch {
    return undefined
  }
}
