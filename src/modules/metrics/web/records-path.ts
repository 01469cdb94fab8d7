import type { Breakdown } from '#shared/breakdowns.ts'
import type { Asked } from './period.ts'

/** The breakdowns of a question and the values that were chosen of them. */
export interface Chosen {
  by?: Breakdown | undefined
  value?: string | undefined
  by2?: Breakdown | undefined
  value2?: string | undefined
}

/** The address of the records behind a number, or behind one value of its breakdowns. */
export function recordsPath(key: string, asked: Asked, chosen: Chosen = {}): string {
  const search = new URLSearchParams({ from: asked.from, to: asked.to })
  if (asked.stores) search.set('stores', asked.stores)
  if (asked.known) search.set('known', asked.known)
  if (asked.where) search.set('where', asked.where)
  for (const [name, value] of Object.entries(chosen))
    if (value !== undefined) search.set(name, value)
  return `/numbers/${key}/records?${search}`
}
