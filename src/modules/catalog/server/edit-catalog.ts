import { authorise, type Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { foldWord } from '#modules/dictionaries/index.ts'
import { catalogChanged, catalogError } from '../contract.ts'
import { lockCatalog } from './catalog.queries.ts'

/** What every change of the catalogue begins with: the right to it, and no other writer beside. */
export async function beginEdit(ctx: Ctx): Promise<void> {
  authorise(ctx, 'catalog.manage', 'group')
  await lockCatalog(ctx.tx, ctx.actor.groupId)
}

/** What every change ends with: the trail and the news. */
export function endEdit(
  ctx: Ctx,
  table: 'brand' | 'series' | 'model',
  before: { id: string } | undefined,
  after: { id: string },
): void {
  audit(ctx, {
    action: before ? `${table}.changed` : `${table}.added`,
    recordType: table,
    recordId: after.id,
    detail: before ? { before, after } : { after },
  })
  announce(ctx, { type: catalogChanged, recordId: after.id, data: { table } })
}

interface Named {
  id: string
  name: string
  nameEn: string
  aliases?: readonly string[]
}

/** Refuses (`catalog.word_taken`) a name or alias that another entry answers to. */
export function checkWords(others: readonly Named[], given: Named): void {
  const wordsOf = (one: Named) =>
    [one.name, one.nameEn, ...(one.aliases ?? [])].filter((text) => text !== '')
  for (const other of others) {
    if (other.id === given.id) continue
    const taken = new Set(wordsOf(other).map(foldWord))
    const word = wordsOf(given).find((text) => taken.has(foldWord(text)))
    if (word !== undefined) throw catalogError('catalog.word_taken', { word, label: other.name })
  }
}
