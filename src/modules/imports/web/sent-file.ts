let sent: { importId: string; file: File } | undefined

/** Keeps the file that was sent last, so that another of its sheets can be read without choosing it again. */
export function keepSentFile(importId: string, file: File): void {
  sent = { importId, file }
}

/** The file an import was made of, while the page still has it. */
export function sentFileOf(importId: string): File | undefined {
  return sent?.importId === importId ? sent.file : undefined
}
