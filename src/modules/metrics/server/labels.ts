import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { say } from '#shared/words.ts'
import { type Breakdown, notStated } from '../contract.ts'
import { metricWords } from '../words.ts'
import { familyLabels } from './families.ts'
import { listOptionNames } from './labels.queries.ts'

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
  const known = await namesOf(ctx, by, ids)
  const labels = new Map(known.map((name) => [name.id, name]))
  labels.set(notStated, inBoth(notStated, 'notStated'))
  return labels
}

/** The label of one value: its name, else the value itself. */
export function labelOf(labels: Map<string, Label>, key: string): Label {
  return labels.get(key) ?? { id: key, label: key, labelEn: key }
}

async function namesOf(ctx: Ctx, by: Breakdown | undefined, ids: string[]): Promise<Label[]> {
  const { groupId, stores } = ctx.actor
  switch (by) {
    case 'consultant': {
      const names = await nameOfPeople(ctx.tx, groupId, ids)
      return [...names].map(([id, name]) => ({ id, label: name, labelEn: name }))
    }
    case 'series':
      return (await listSeries(ctx.tx, groupId)).map(({ id, name, nameEn }) =>
        named(id, name, nameEn),
      )
    case 'source':
      if (ids.length === 0) return []
      return (await listOptionNames(ctx.tx, groupId, ids)).map((row) =>
        named(row.id, row.label, row.label_en),
      )
    case 'family':
      return familyLabels
    case 'age':
      return ages
    case 'channel':
      return [inBoth('walk-in', 'walkIn'), inBoth('call-in', 'callIn')]
    case 'store':
      return stores.map(({ id, name, nameEn }) => named(String(id), name, nameEn))
    default:
      return []
  }
}

/** Days since a card was opened or a lead came in. */
const ages: Label[] = ['0-7', '8-30', '31-90', '91+'].map((id) => ({
  id,
  label: `${id} 天`,
  labelEn: `${id} days`,
}))

const named = (id: string, label: string, labelEn: string): Label => ({
  id,
  label,
  labelEn: labelEn || label,
})

function inBoth(id: string, word: 'notStated' | 'walkIn' | 'callIn'): Label {
  const phrase = metricWords[word]
  return { id, label: say(phrase, 'zh'), labelEn: say(phrase, 'en') }
}
