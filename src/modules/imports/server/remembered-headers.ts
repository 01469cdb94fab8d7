import type { Ctx } from '#foundation/ctx.ts'
import type { ImportReport } from '../contracts/import-record.ts'
import { foldHeader } from './columns/header-words.ts'
import { findHeaderChoices, keepHeaderChoices } from './headers.queries.ts'
import type { ImportKind, RowSource } from './kind.ts'

const longestHeader = 60
const linesWithHeaders = 12

/** What people of the store said of such headers at earlier imports of the kind, by folded header. */
export async function rememberedHeaders(
  ctx: Ctx,
  kind: ImportKind,
  source: RowSource,
): Promise<Record<string, string | null>> {
  const texts = source.sample
    .slice(0, linesWithHeaders)
    .flatMap(({ cells }) => cells)
    .filter((cell) => typeof cell === 'string' && cell.length <= longestHeader)
    .map((cell) => foldHeader(cell as string))
    .filter((header) => header !== '')
  const hashes = new Map([...new Set(texts)].map((text) => [text, hashOf(ctx, text)]))
  const known = await findHeaderChoices(ctx, kind.key, [...hashes.values()])
  const found: Record<string, string | null> = {}
  for (const [text, hash] of hashes) {
    const field = known.get(hash.toString('base64'))
    if (field !== undefined) found[text] = field
  }
  return found
}

/** Remembers what the person chose for columns with a header, once they begin the import. */
export async function rememberHeaders(
  ctx: Ctx,
  kind: ImportKind,
  mapping: ImportReport['mapping'],
  chosen: Readonly<Record<number, string | null>>,
): Promise<void> {
  const choices = mapping.columns
    .filter(({ index, header }) => index in chosen && foldHeader(header) !== '')
    .map(({ index, header }) => ({
      hash: hashOf(ctx, foldHeader(header)),
      field: chosen[index] ?? null,
    }))
  const once = new Map(choices.map((choice) => [choice.hash.toString('base64'), choice]))
  if (once.size > 0) await keepHeaderChoices(ctx, kind.key, [...once.values()])
}

function hashOf(ctx: Ctx, folded: string): Buffer {
  return ctx.vault.hash('import-header', `${ctx.store.id}:${folded}`)
}
