import type { Ctx } from '#foundation/ctx.ts'
import type { LineReader } from '#modules/imports/index.ts'
import type { Phone } from '#shared/phone.ts'
import { knownPhones } from '../import-customers.ts'
import { searchKeysOf } from '../search-keys.ts'
import { listByNames } from './customer-imports.queries.ts'

/** Whom a line means by number or name. */
export interface OwnerWords {
  name: string | null
  phones: readonly Phone[]
}

/**
 * The customers that lines mean: who has one of the numbers, else the only one of that name. Where
 * nobody or several fit, the line is refused, unless `optional`. By line.
 */
export async function findOwners<Line extends { reader: LineReader; values: OwnerWords }>(
  ctx: Ctx,
  lines: readonly Line[],
  isOptional: (line: Line) => boolean = () => false,
): Promise<Map<Line, string>> {
  const holders = await knownPhones(ctx, [
    ...new Set(lines.flatMap(({ values }) => values.phones.map((phone) => phone.canonical))),
  ])
  const byPhone = ({ values }: Line) =>
    values.phones.map((phone) => holders.get(phone.canonical)?.customerId).find(Boolean)
  const byName = await namesOf(
    ctx,
    lines.filter((line) => byPhone(line) === undefined && line.values.phones.length === 0),
  )
  const found = new Map<Line, string>()
  for (const line of lines) {
    const { name, phones } = line.values
    const ids = name === null ? [] : (byName.get(name) ?? [])
    const id = byPhone(line) ?? (phones.length === 0 && ids.length === 1 ? ids[0] : undefined)
    if (id !== undefined) found.set(line, id)
    else if (ids.length > 1) line.reader.refuse('name', 'unclear_customer', name ?? '')
    else if (!isOptional(line))
      line.reader.refuse(
        phones.length > 0 ? 'phone' : 'name',
        name === null && phones.length === 0 ? 'missing' : 'no_such_customer',
        phones[0]?.national ?? name ?? '',
      )
  }
  return found
}

async function namesOf(
  ctx: Ctx,
  lines: readonly { values: OwnerWords }[],
): Promise<Map<string, string[]>> {
  const names = [...new Set(lines.flatMap(({ values }) => (values.name ? [values.name] : [])))]
  // One key of each name reaches the index; the name itself decides.
  const keys = names.flatMap((name) => {
    const [first] = searchKeysOf({ storeId: ctx.store.id, name, phones: [] })
    return first === undefined ? [] : [first]
  })
  const found = new Map<string, string[]>()
  for (const { id, name } of await listByNames(ctx, names, keys))
    found.set(name, [...(found.get(name) ?? []), id])
  return found
}
