import type { Ctx } from '#foundation/ctx.ts'
import type { DictionaryWord } from '#modules/dictionaries/index.ts'

type SeriesOf = (ctx: Ctx) => Promise<readonly DictionaryWord[]>

const given: { series: SeriesOf | undefined } = { series: undefined }

/** Wiring, once at start: the module that keeps the models says what they are called. */
export function giveSeriesWords(series: SeriesOf): void {
  given.series = series
}

export async function givenSeries(ctx: Ctx): Promise<readonly DictionaryWord[]> {
  return given.series ? given.series(ctx) : []
}
