import type { Ctx } from '#foundation/ctx.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { createWordMatcher, foldWord } from '#modules/dictionaries/index.ts'

export interface FoundCar {
  seriesId: string
  modelId: string
  /** Series and model, in the language of the reader. */
  name: string
}

export interface CarFinder {
  /** The series a text names; null where none or several. */
  series(text: string): string | null
  seriesName(id: string): string
  /** The model that the words of a line name; `none` or `several` otherwise. */
  model(words: { series: string | null; year: string | null; model: string }): FoundCar | Miss
  carOf(modelId: string): FoundCar | undefined
}
type Miss = 'none' | 'several'

const YEAR = /^(?:20)?(\d{2})款?/
const shortestPart = 2

/** Finds series and models of the group's own brands by the words of a price list. */
export async function createCarFinder(ctx: Ctx): Promise<CarFinder> {
  const { groupId } = ctx.store
  const zh = ctx.locale === 'zh'
  const own = (await listSeries(ctx.tx, groupId)).filter((one) => one.isOwn)
  const words = new Map(own.map((one) => [one.id, [one.name, one.nameEn, ...one.aliases]]))
  const matcher = createWordMatcher(
    own.map(({ id, name, nameEn, aliases }) => ({ id, name, aliases: [nameEn, ...aliases] })),
  )
  const seriesOf = new Map(own.map((one) => [one.id, one]))
  const nameOf = (id: string) => {
    const one = seriesOf.get(id)
    return one ? (zh ? one.name : one.nameEn || one.name) : ''
  }
  const models = (await listModels(ctx.tx, groupId))
    .filter((model) => seriesOf.has(model.seriesId))
    .map((model) => ({
      model,
      keys: [model.name, model.nameEn].filter(Boolean).map((name) => bare(foldWord(name))),
      car: {
        seriesId: model.seriesId,
        modelId: model.id,
        name: `${nameOf(model.seriesId)} ${zh ? model.name : model.nameEn || model.name}`,
      },
    }))
  const byId = new Map(models.map((one) => [one.model.id, one.car]))
  return {
    series: (text) => matcher(text),
    seriesName: nameOf,
    carOf: (id) => byId.get(id),
    model({ series, year, model }) {
      const seriesId = series === null ? matcher(model) : matcher(series)
      if (seriesId === null) return 'none'
      const asked = withoutSeries(foldWord(model), words.get(seriesId) ?? [])
      const wanted = bare(asked)
      const yearAsked = yearOf(foldWord(year ?? '')) ?? yearOf(asked)
      const pool = models.filter(
        (one) =>
          one.model.seriesId === seriesId &&
          (yearAsked === undefined || one.model.year === null || one.model.year === yearAsked),
      )
      const exact = pool.filter(({ keys }) => keys.includes(wanted))
      const found =
        exact.length > 0 || wanted.length < shortestPart
          ? exact
          : pool.filter(({ keys }) => keys.some((key) => key.includes(wanted)))
      const active = found.filter((one) => one.model.isActive)
      const [first, second] = active.length > 0 ? active : found
      return !first ? 'none' : second ? 'several' : first.car
    },
  }
}

const yearOf = (folded: string): number | undefined => {
  const digits = /^(20\d{2}|\d{2}(?=款))/.exec(folded)?.[1]
  return digits === undefined ? undefined : Number(digits.length === 2 ? `20${digits}` : digits)
}

const bare = (folded: string): string =>
  yearOf(folded) === undefined ? folded : folded.replace(YEAR, '')

function withoutSeries(folded: string, words: readonly string[]): string {
  const known = words.map(foldWord).sort((a, b) => b.length - a.length)
  const year = yearOf(folded) === undefined ? '' : (YEAR.exec(folded)?.[0] ?? '')
  const rest = folded.slice(year.length)
  const lead = known.find((word) => word !== '' && rest.startsWith(word))
  return lead && rest.length > lead.length ? year + rest.slice(lead.length) : folded
}
