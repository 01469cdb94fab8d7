import type { Ctx } from '#foundation/ctx.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { areasWithin, cityOf } from '#modules/dictionaries/index.ts'
import { notStated } from '#shared/breakdowns.ts'
import type { Folded } from './breakdowns.ts'
import { listPeopleTeams, listSourceFamilies } from './labels.queries.ts'

/** Gives the value of a coarser breakdown for a value of the one that records are counted by. */
export interface Fold {
  of(key: string): string
  /** Every value that is folded into one of these. */
  into(values: readonly string[]): string[]
}

/** How the values of `by` are made of those counted: sources into families, stores into regions. */
export async function foldOf(ctx: Ctx, by: Folded): Promise<Fold> {
  if (by === 'city') return cities
  const known = await pairsOf(ctx, by)
  // A source without a standard one stands for itself; what has no family, brand or team is not stated.
  const isOwn = by === 'source' || by === 'media'
  const of = (key: string) =>
    key === notStated ? notStated : (known.get(key) ?? (isOwn ? key : notStated))
  return {
    of,
    into: (values) => [
      ...new Set([
        ...[...known.keys()].filter((key) => values.includes(of(key))),
        ...(isOwn ? values : values.filter((value) => value === notStated)),
      ]),
    ],
  }
}

/** A city has the customers of all its districts, and those of whom only the city is known. */
const cities: Fold = {
  of: (key) => (key === notStated ? notStated : cityOf(key)),
  into: (values) => values.flatMap((value) => (value === notStated ? [value] : areasWithin(value))),
}

async function pairsOf(ctx: Ctx, by: Exclude<Folded, 'city'>): Promise<Map<string, string>> {
  switch (by) {
    case 'media':
      return new Map()
    case 'source':
    case 'family':
      return sourcePairs(ctx, by)
    case 'brand':
      return new Map((await listSeries(ctx.tx, ctx.actor.groupId)).map((s) => [s.id, s.brandId]))
    case 'region':
      return new Map(
        [...ctx.actor.stores, ctx.store].map((store) => [
          String(store.id),
          store.regionId === null ? notStated : String(store.regionId),
        ]),
      )
    case 'team':
      return new Map(
        (await listPeopleTeams(ctx.tx, ctx.actor.groupId)).map((person) => [
          person.id,
          person.team_id ?? notStated,
        ]),
      )
  }
}

/** A store's own source stands for a standard one, and has its family (seed rows 003-05, 000-38). */
async function sourcePairs(ctx: Ctx, by: 'source' | 'family'): Promise<Map<string, string>> {
  const rows = await listSourceFamilies(ctx.tx, ctx.actor.groupId)
  if (by === 'source') return new Map(rows.map((row) => [row.id, row.standard_id ?? row.id]))
  const families = new Map(rows.map((row) => [row.id, row.family]))
  return new Map(
    rows.map((row) => [
      row.id,
      row.family ?? (row.standard_id ? families.get(row.standard_id) : null) ?? notStated,
    ]),
  )
}
