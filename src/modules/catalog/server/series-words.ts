import type { Ctx } from '#foundation/ctx.ts'
import type { DictionaryWord } from '#modules/dictionaries/index.ts'
import { listSeries } from './series.ts'

/** The names of the models a group sells, as files may write them. */
export async function seriesWords(ctx: Ctx): Promise<DictionaryWord[]> {
  const series = await listSeries(ctx.tx, ctx.store.groupId)
  return series
    .filter((one) => one.isActive)
    .map(({ id, name, nameEn, aliases }) => ({ id, name, aliases: [nameEn, ...aliases] }))
}
