import type { Ctx } from '#foundation/ctx.ts'
import type { Vault } from '#foundation/vault.ts'
import type { ImportField, ImportReport } from '../../contracts/import.ts'

/** What the person chose, in the words of the file: it may hold names and numbers. */
export interface ImportChoices {
  sheet?: string | undefined
  fields?: Record<number, ImportField | null> | undefined
  headerRow?: number | undefined
  year?: number | undefined
  consultants?: Record<string, string> | undefined
}

/** Kept with the operation, sealed, until the file is dropped. */
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
