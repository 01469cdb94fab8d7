const prefix = 'keyuan.draft.'
const longest = 7 * 86_400_000

/** What was typed into a form and not saved; kept on this device for at most seven days. */
export function readDraft<T extends object>(
  name: string,
  now = Date.now(),
): Partial<T> | undefined {
  const text = localStorage.getItem(prefix + name)
  if (text === null) return undefined
  try {
    const kept = JSON.parse(text) as { at: number; values: Partial<T> }
    if (now - kept.at < longest) return kept.values
  } catch {
    // A draft of an older form may not read any more; it is dropped below.
  }
  localStorage.removeItem(prefix + name)
  return undefined
}

export function keepDraft(name: string, values: object, now = Date.now()): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify({ at: now, values }))
  } catch {
    // A full or forbidden storage must not stop anybody from typing.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(prefix + name)
}

/** At log-out nothing a person typed stays on the device. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix)) localStorage.removeItem(key)
  }
}
