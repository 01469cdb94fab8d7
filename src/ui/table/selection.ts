import { useState } from 'react'

/** Rows chosen for an action: some by key, or everything the filter finds but `except`. */
export interface Chosen {
  keys: readonly string[]
  /** Everything the filter finds, fetched or not. */
  isAll: boolean
  except: readonly string[]
  /** How many; of everything as the count says (10,001: more than 10,000). */
  count: number
  clear: () => void
}

interface Kept {
  question: string
  keys: ReadonlySet<string>
  isAll: boolean
}

/** What is selected; another filter or order (`question`) ends the selection. */
export function useSelection(question: string) {
  const nothing: Kept = { question, keys: new Set(), isAll: false }
  const [last, setKept] = useState(nothing)
  const kept = last.question === question ? last : nothing
  const toggle = (key: string) =>
    setKept((before) => {
      const now = before.question === question ? before : nothing
      const keys = new Set(now.keys)
      if (!keys.delete(key)) keys.add(key)
      return { ...now, keys }
    })
  return {
    isAll: kept.isAll,
    // With everything chosen, the keys are those left out.
    has: (key: string) => kept.keys.has(key) !== kept.isAll,
    size: kept.keys.size,
    keys: kept.keys,
    toggle,
    choose: (keys: readonly string[]) => setKept({ question, keys: new Set(keys), isAll: false }),
    chooseAll: () => setKept({ question, keys: new Set(), isAll: true }),
    clear: () => setKept(nothing),
  }
}
export type Selected = ReturnType<typeof useSelection>

/** The selection as actions are told. */
export function chosenOf(selected: Selected, count: number | undefined): Chosen {
  const keys = [...selected.keys]
  const { isAll, clear } = selected
  return {
    keys: isAll ? [] : keys,
    isAll,
    except: isAll ? keys : [],
    count: isAll ? Math.max(0, (count ?? 0) - keys.length) : keys.length,
    clear,
  }
}
