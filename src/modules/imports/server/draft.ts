import type { Ctx } from '#foundation/ctx.ts'
import type { Vault } from '#foundation/vault.ts'
import type { ImportReport } from '../contracts/import-record.ts'

/** What the person chose, in the words of the file: it may hold names and numbers. */
export interface ImportChoices {
  sheet?: string | undefined
  fields?: Record<number, string | null> | undefined
  headerRow?: number | undefined
  year?: number | undefined
  /** For lines that say no day of their own. */
  day?: string | undefined
  consultants?: Record<string, string> | undefined
  /** What people of the store said of the headers of this file before. */
  remembered?: Record<string, string | null> | undefined
}

/** Kept with the operation, sealed, until the rows are dropped. */
export interface ImportDraft {
  choices: ImportChoices
  report: ImportReport | null
}

export function sealDraft(ctx: Ctx, draft: ImportDraft): Buffer {
  return ctx.vault.seal(JSON.stringify(draft))
}

export function openDraft(vault: Vault, sealed: Buffer | null): ImportDraft | null {
  return sealed === null ? null : (JSON.parse(vault.open(sealed)) as ImportDraft)
}
