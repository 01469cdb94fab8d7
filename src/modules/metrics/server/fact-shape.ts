import { severalOf } from '#shared/breakdowns.ts'
import { baseOf, isRecordDimension, type RecordDimension } from './breakdowns.ts'
import { metrics, sourcesOf } from './definitions.ts'
import { measuresOf, type SourceName } from './measures.ts'
import { sources } from './sources.ts'
import { traitColumns } from './traits.queries.ts'

/** Stocks, and what is still open, are of one moment: they have no facts; cards of a period neither. */
const withoutFacts: readonly SourceName[] = ['base', 'promises', 'contacted']

/** The kinds of record that facts are kept of, each with the dimensions its numbers can be asked by. */
export const factSources: ReadonlyMap<SourceName, readonly RecordDimension[]> = new Map(
  (Object.keys(measuresOf) as SourceName[])
    .filter((name) => !withoutFacts.includes(name))
    .map((name) => [name, dimensionsOf(name)] as const),
)

function dimensionsOf(name: SourceName): RecordDimension[] {
  const asked = metrics
    .filter((metric) => sourcesOf(metric).includes(name))
    .flatMap((metric) => metric.breakdowns.map(baseOf))
    .filter(isRecordDimension)
  const source = sources[name]
  return [...new Set(asked)]
    .filter((one) => source.columns[one] ?? traitColumns(source)[one])
    .sort()
}

/** Dimensions of which a record has one value, and those of which it may have several. */
export const singleDimensions = (of: readonly RecordDimension[]) =>
  of.filter((one) => !severalOf.includes(one))
export const severalDimensions = (of: readonly RecordDimension[]) =>
  of.filter((one) => severalOf.includes(one))

const revision = 1

/**
 * What the present facts are made by, as text: facts made by another release answer nothing. Raise
 * `revision` when the rule of a measure or the value of a dimension changes.
 */
export const factShape: string = JSON.stringify([
  revision,
  [...factSources].map(([name, dimensions]) => [name, measuresOf[name], dimensions]),
])
