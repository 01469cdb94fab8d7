import type { Ctx } from '#foundation/ctx.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { say } from '#shared/words.ts'
import { type Breakdown, notStated } from '../contract.ts'
import { metricWords } from '../words.ts'
import { type Label, listPersonNames, listSourceNames } from './labels.queries.ts'

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
  const { groupId } = ctx.actor
  switch (by) {
    case 'consultant':
      return listPersonNames(ctx.tx, groupId, ids)
    case 'series':
      return (await listSeries(ctx.tx, groupId)).map(({ id, name, nameEn }) => ({
        id,
        label: name,
        labelEn: nameEn || name,
      }))
    case 'source':
      return listSourceNames(ctx.tx, groupId, ids)
    case 'channel':
      return [inBoth('walk-in', 'walkIn'), inBoth('call-in', 'callIn')]
    case 'store':
      return ctx.actor.stores.map((store) => ({
        id: String(store.id),
        label: store.name,
        labelEn: store.nameEn || store.name,
      }))
    default:
      return []
  }
}

function inBoth(id: string, word: 'notStated' | 'walkIn' | 'callIn'): Label {
  const phrase = metricWords[word]
  return { id, label: say(phrase, 'zh'), labelEn: say(phrase, 'en') }
}
