import type { Ctx } from '#foundation/ctx.ts'
import { listConsultants, listPeopleOfStore } from '#modules/access/index.ts'
import type { OptionKind } from '#modules/dictionaries/contract.ts'
import {
  createWordMatcher,
  findCity,
  listOptions,
  readArea,
  type WordMatcher,
} from '#modules/dictionaries/index.ts'
import { foldText } from '#shared/full-width.ts'
import type { ImportReport } from '../../contracts/import-record.ts'
import type { ImportChoices } from '../draft.ts'
import { createWordTally } from '../unknown-words.ts'
import type { LineReader } from './line-reader.ts'
import { givenSeries } from './series-words.ts'

/** What a store's own lists say of the words of a file; counts those nobody knows. */
export interface StoreWords {
  /** The option meant; null for an empty cell or an unknown word, which is noted as such. */
  option(line: LineReader, field: string, kind: OptionKind): string | null
  series(line: LineReader, field: string): string | null
  /** The city or district meant; a word that names none leaves the cell out, and is noted as such. */
  area(line: LineReader, field: string): string | null
  /** The person meant; an unknown name refuses the line unless somebody said who is meant. */
  person(line: LineReader, field: string): string | null
  /** Who takes what names nobody: who imports, if they keep cards, else the first who does. */
  fallbackOwner: string | undefined
  unknown(): ImportReport['unknown']
}

const optionKinds = [
  'source',
  'occupation',
  'industry',
  'hobby',
  'household',
  'purchase_type',
] as const satisfies OptionKind[]

export async function createStoreWords(ctx: Ctx, choices: ImportChoices): Promise<StoreWords> {
  const { tx, store } = ctx
  const matchers = new Map<OptionKind, WordMatcher>()
  for (const kind of optionKinds) {
    const options = await listOptions(tx, store.groupId, kind, store.id)
    matchers.set(
      kind,
      createWordMatcher(
        options.map(({ id, label, labelEn, aliases }) => ({
          id,
          name: label,
          aliases: [labelEn, ...aliases],
        })),
      ),
    )
  }
  const city = findCity(store.city)
  const series = createWordMatcher(await givenSeries(ctx))
  const people = await listPeopleOfStore(tx, store.groupId, store.id)
  const consultants = await listConsultants(tx, store.groupId, store.id)
  const byName = new Map<string, string | null>()
  for (const { id, name } of people) {
    const folded = foldText(name)
    byName.set(folded, byName.has(folded) ? null : id)
  }
  const chosen = new Map(
    Object.entries(choices.consultants ?? {}).map(([name, id]) => [foldText(name), id]),
  )
  const unknown = {
    consultants: createWordTally(),
    series: createWordTally(),
    sources: createWordTally(),
    others: createWordTally(),
  }
  return {
    fallbackOwner: (consultants.find(({ id }) => id === ctx.actor.personId) ?? consultants[0])?.id,
    option(line, field, kind) {
      const text = line.text(field)
      if (text === null) return null
      const id = matchers.get(kind)?.(text) ?? null
      if (id !== null) return id
      ;(kind === 'source' ? unknown.sources : unknown.others).add(text, line.row)
      // Sources may stay on the record as written; of other lists the cell is left empty.
      if (kind !== 'source') line.doubt(field)
      return id
    },
    area(line, field) {
      const text = line.text(field)
      if (text === null) return null
      const code = readArea(text, city) ?? null
      if (code === null) {
        unknown.others.add(text, line.row)
        line.doubt(field)
      }
      return code
    },
    series(line, field) {
      const text = line.text(field)
      if (text === null) return null
      const id = series(text)
      if (id === null) unknown.series.add(text, line.row)
      return id
    },
    person(line, field) {
      const text = line.text(field)
      if (text === null) return null
      const folded = foldText(text)
      const id = byName.get(folded) ?? byName.get(folded.replace(/[([].*?[)\]]/g, ''))
      if (id) return id
      unknown.consultants.add(text, line.row)
      const meant = chosen.get(folded)
      if (meant !== undefined && meant !== 'refuse') return meant
      line.refuse(field, 'unknown_consultant')
      return null
    },
    unknown: () => ({
      consultants: unknown.consultants.list().map((word) => ({ ...word, choice: null })),
      series: unknown.series.list(),
      sources: unknown.sources.list(),
      others: unknown.others.list(),
    }),
  }
}
