import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listModels, listSeries } from '#modules/catalog/index.ts'
import { channelFamilies } from '#modules/dictionaries/contract.ts'
import { areaLabel } from '#modules/dictionaries/index.ts'
import type { Phrase } from '#shared/words.ts'
import { type Breakdown, notStated } from '#shared/breakdowns.ts'
import { metricWords } from '../words.ts'
import { valueWords } from './value-words.ts'
import {
  listOptionNames,
  listRegionNames,
  listRivalNames,
  listTeamNames,
} from './labels.queries.ts'

/** A value of a breakdown and its name in both languages. */
export interface Label {
  id: string
  label: string
  labelEn: string
}

/** The names of a breakdown's values, in both languages; days and months say themselves. */
export async function labelsOf(
  ctx: Ctx,
  by: Breakdown | undefined,
  keys: readonly string[],
): Promise<Map<string, Label>> {
  const ids = keys.filter((key) => key !== notStated)
  const known = by ? await namesOf(ctx, by, ids) : []
  const labels = new Map(known.map((name) => [name.id, name]))
  labels.set(notStated, phrased(notStated, metricWords.notStated))
  return labels
}

/** The label of one value: its name, else the value itself. */
export function labelOf(labels: Map<string, Label>, key: string): Label {
  return labels.get(key) ?? { id: key, label: key, labelEn: key }
}

/** What is not stated comes last; before it values in an order of their own, as ages and levels. */
export function orderOf(by: Breakdown, a: string, b: string): number {
  const last = Number(a === notStated) - Number(b === notStated)
  if (last !== 0) return last
  if (by === 'stage') return Number(a) - Number(b)
  const places = Object.keys(valueWords[by] ?? {})
  return places.indexOf(a) - places.indexOf(b)
}

async function namesOf(ctx: Ctx, by: Breakdown, ids: string[]): Promise<Label[]> {
  const { groupId, stores } = ctx.actor
  switch (by) {
    case 'consultant':
    case 'caller': {
      const names = await nameOfPeople(ctx.tx, groupId, ids)
      return [...names].map(([id, name]) => named(id, name, name))
    }
    case 'series':
      return (await listSeries(ctx.tx, groupId)).map((s) => named(s.id, s.name, s.nameEn))
    case 'brand':
      return (await listSeries(ctx.tx, groupId)).map((s) =>
        named(s.brandId, s.brandName, s.brandNameEn),
      )
    case 'model':
      return (await listModels(ctx.tx, groupId)).map((m) => named(m.id, m.name, m.nameEn))
    case 'source':
    case 'media':
    case 'occupation':
    case 'industry':
    case 'hobby':
    case 'household':
    case 'purchase_type':
    case 'purpose':
    case 'reason':
    case 'competitor':
      if (ids.length === 0) return []
      return (await listOptionNames(ctx.tx, groupId, ids)).map((row) =>
        named(row.id, row.label, row.label_en),
      )
    case 'area':
    case 'city':
      return ids.map((id) => named(id, areaLabel(id, 'zh'), areaLabel(id, 'en')))
    case 'rival':
      return (await listRivalNames(ctx.tx, groupId)).map(({ id, brand, name }) =>
        named(id, `${brand} ${name}`, `${brand} ${name}`),
      )
    case 'team':
      return (await listTeamNames(ctx.tx, groupId)).map(({ id, name }) => named(id, name, name))
    case 'region':
      return (await listRegionNames(ctx.tx, groupId)).map((row) =>
        named(String(row.id), row.name, row.name_en),
      )
    case 'store':
      return stores.map(({ id, name, nameEn }) => named(String(id), name, nameEn))
    case 'stage':
      return ids.map((id) => named(id, `${id}%`, `${id}%`))
    case 'family':
      return Object.entries(channelFamilies).map(([id, phrase]) => phrased(id, phrase))
    default:
      return Object.entries(valueWords[by] ?? {}).map(([id, phrase]) => phrased(id, phrase))
  }
}

const named = (id: string, label: string, labelEn: string): Label => ({
  id,
  label,
  labelEn: labelEn || label,
})

const phrased = (id: string, [label, labelEn]: Phrase): Label => ({ id, label, labelEn })
