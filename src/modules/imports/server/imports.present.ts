import type { Ctx } from '#foundation/ctx.ts'
import type { OperationRow } from '#foundation/operations/operations.queries.ts'
import { listPeopleOfStore, nameOfPeople } from '#modules/access/index.ts'
import { AppError, allErrors, coreError, type Locale } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import {
  type Import,
  type ImportKindShown,
  type ImportState,
  type ImportSummary,
  importCountsSchema,
} from '../contracts/import-record.ts'
import { openDraft } from './draft.ts'
import { listFileNames } from './imports.queries.ts'
import { kindOf } from './imports.service.ts'
import { hintOf, type ImportKind, kindOfOperation, labelOf } from './kind.ts'

/** Operations as the list of past imports shows them. */
export async function presentImports(ctx: Ctx, rows: OperationRow[]): Promise<ImportSummary[]> {
  const names = await listFileNames(
    ctx,
    rows.map((row) => row.id),
  )
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => [row.started_by, row.undone_by].filter((id) => id !== null)),
  )
  return rows.map((row) => {
    const name = names.get(row.id)
    const time = (at: Date | null) => at?.toISOString() ?? null
    const kind = kindOfOperation(row.kind)
    return {
      id: row.id,
      kind: kind?.key ?? row.kind,
      kindTitle: kind ? say(kind.title, ctx.locale) : row.kind,
      state: row.state as ImportState,
      fileName: name ? ctx.vault.open(name) : null,
      createdAt: row.created_at.toISOString(),
      startedAt: time(row.started_at),
      finishedAt: time(row.finished_at),
      undoneAt: time(row.undone_at),
      by: (row.started_by && people.get(row.started_by)) ?? null,
      undoneBy: (row.undone_by && people.get(row.undone_by)) ?? null,
      progress: { done: row.progress_done, total: row.progress_total },
      wasStopped: (row.outcome as { wasStopped?: boolean } | null)?.wasStopped ?? false,
      counts: countsOf(row),
      error: row.error === null ? null : errorText(row.error, ctx.locale),
      version: row.version,
    }
  })
}

/** One import with its dry run. */
export async function presentImport(ctx: Ctx, row: OperationRow): Promise<Import> {
  const [summary] = await presentImports(ctx, [row])
  const report = openDraft(ctx.vault, row.draft_sealed)?.report ?? null
  const people =
    row.state === 'preview' ? await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id) : []
  return {
    ...(summary as ImportSummary),
    report,
    fields: presentKind(kindOf(row), ctx.locale).fields,
    people: people.map(({ id, name }) => ({ id, name })),
    hasRefusedFile: (report?.counts.refused ?? 0) > 0,
    now: ctx.now.toISOString(),
  }
}

/** A kind as the screens offer it, in the language of the reader. */
export function presentKind(kind: ImportKind, locale: Locale): ImportKindShown {
  return {
    key: kind.key,
    title: say(kind.title, locale),
    about: say(kind.about, locale),
    fields: Object.entries(kind.fields).map(([key, field]) => ({
      key,
      label: labelOf(kind, key, locale),
      isNeeded: field.isNeeded ?? false,
      hint: hintOf(field, locale),
    })),
  }
}

/** What a finished import did. */
export function countsOf(row: OperationRow) {
  return (
    importCountsSchema.safeParse((row.outcome as { counts?: unknown } | null)?.counts).data ?? null
  )
}

function errorText(code: string, locale: Locale): string {
  const phrase = allErrors().get(code) ?? allErrors().get('core.internal')
  return phrase ? phrase[locale].replace(/[（(][^（(]*\{\w+\}[^）)]*[）)]/g, '') : code
}

/** Why an import did not get done, to be thrown. */
export function errorOf(row: OperationRow): AppError {
  const code = row.error ?? 'core.internal'
  const phrase = allErrors().get(code)
  return phrase ? new AppError(code, phrase) : coreError('core.internal', { requestId: row.id })
}
