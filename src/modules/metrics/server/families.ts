import type { Ctx } from '#foundation/ctx.ts'
import { channelFamilies } from '#modules/dictionaries/contract.ts'
import { notStated } from '../contract.ts'
import type { Counts } from './counting.queries.ts'
import { listSourceFamilies } from './labels.queries.ts'
import type { Question } from './question.ts'

/** The family of each source of the group (seed row 003-05); a store's own stands for a standard one. */
async function familyOfSources(ctx: Ctx): Promise<Map<string, string>> {
  const rows = await listSourceFamilies(ctx.tx, ctx.actor.groupId)
  const own = new Map(rows.map((row) => [row.id, row.family]))
  return new Map(
    rows.map((row) => [
      row.id,
      row.family ?? (row.standard_id ? own.get(row.standard_id) : null) ?? notStated,
    ]),
  )
}

/** Sums by source as sums by family. */
export async function foldFamilies(ctx: Ctx, sums: Counts): Promise<Counts> {
  const families = await familyOfSources(ctx)
  const folded: Counts = new Map()
  for (const [source, row] of sums) {
    const family = families.get(source) ?? notStated
    const into = folded.get(family) ?? {}
    for (const [measure, n] of Object.entries(row))
      into[measure as keyof typeof into] = (into[measure as keyof typeof into] ?? 0) + n
    folded.set(family, into)
  }
  return folded
}

/** A question about one family as the question about its sources. */
export async function inFamily(ctx: Ctx, question: Question, family: string): Promise<Question> {
  const families = await familyOfSources(ctx)
  const sources = [...families].filter(([, of]) => of === family).map(([id]) => id)
  if (family === notStated) sources.push(notStated)
  const held = question.filters.source
  return {
    ...question,
    filters: {
      ...question.filters,
      source: held ? sources.filter((id) => held.includes(id)) : sources,
    },
  }
}

export const familyLabels = Object.entries(channelFamilies).map(([id, [zh, en]]) => ({
  id,
  label: zh,
  labelEn: en,
}))
