import type { RecordedKind } from './operation.ts'

const kinds = new Map<string, RecordedKind>()

/** Makes a kind known to the page of operations and to taking back. */
export function keepKind(kind: RecordedKind): void {
  kinds.set(kind.kind, kind)
}

export function findKind(kind: string): RecordedKind | undefined {
  return kinds.get(kind)
}
