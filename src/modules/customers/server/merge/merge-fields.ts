import type { Ctx } from '#foundation/ctx.ts'
import { areaLabel } from '#modules/dictionaries/index.ts'
import { maskIdNumber } from '#shared/id-number.ts'
import type { MergeField, Side } from '../../contracts/duplicates.ts'
import type { CustomerRow } from '../customers.queries.ts'
import { type Facts, factColumns, factsOf, openSealed } from '../facts.ts'

export type Chosen = Partial<Record<MergeField, Side>>

interface Sides {
  kept: CustomerRow
  gone: CustomerRow
}

/** What a field of a record says, as text; empty where nothing is known. */
export function fieldText(
  ctx: Ctx,
  row: CustomerRow,
  field: MergeField,
  nameOf: (id: string) => string,
): string {
  const facts = factsOf(ctx, row)
  const option = (id: string | null) => (id === null ? '' : nameOf(id))
  const texts: Record<MergeField, () => string> = {
    name: () => row.name,
    kind: () => row.kind,
    sex: () => row.sex ?? '',
    special: () => (row.special ? `${row.special} ${row.special_reason}`.trim() : ''),
    idNumber: () => (facts.idNumber ? maskIdNumber(facts.idNumber) : ''),
    birthday: () => row.birthday ?? '',
    occupation: () => option(row.occupation_id),
    industry: () => option(row.industry_id),
    hobbies: () => row.hobby_ids.map(nameOf).join('、'),
    household: () => option(row.household_id),
    area: () => (row.area_code === null ? '' : areaLabel(row.area_code, ctx.locale)),
    source: () => option(row.source_id),
    preferences: () => row.preferences,
    details: () =>
      Object.values(openSealed(ctx, row))
        .filter((text) => text !== '')
        .join('；'),
    note: () => row.note,
  }
  return texts[field]()
}

/** What is taken when nobody chooses: the other's where the record that stays has nothing. */
export function proposedSide(kept: string, gone: string): Side {
  return kept === '' && gone !== '' ? 'gone' : 'kept'
}

/**
 * The columns of the record that stays, field by field as chosen. Notes are joined unless one is
 * chosen, details fill each other's gaps; what nobody may call stays forbidden by either.
 */
export function mergedColumns(ctx: Ctx, { kept, gone }: Sides, ring: Buffer, chosen: Chosen) {
  const side = (field: MergeField) =>
    (chosen[field] ??
      proposedSide(
        fieldText(ctx, kept, field, (id) => id),
        fieldText(ctx, gone, field, (id) => id),
      )) === 'gone'
      ? gone
      : kept
  const facts = mergedFacts(ctx, { kept, gone }, chosen, side)
  return {
    name: side('name').name,
    kind: side('kind').kind,
    special: side('special').special,
    special_reason: side('special').special_reason,
    note: chosen.note === undefined ? joinNotes(kept.note, gone.note) : side('note').note,
    ...factColumns(ctx, ring, facts),
    is_owner: kept.is_owner || gone.is_owner,
    do_not_contact: [...new Set([...kept.do_not_contact, ...gone.do_not_contact])],
    ...(kept.consent_at === null
      ? { consent_at: gone.consent_at, consent_source: gone.consent_source }
      : {}),
  }
}

function mergedFacts(
  ctx: Ctx,
  { kept, gone }: Sides,
  chosen: Chosen,
  side: (field: MergeField) => CustomerRow,
): Facts {
  const own = openSealed(ctx, kept)
  const other = openSealed(ctx, gone)
  const first = chosen.details === 'gone' ? other : own
  const second = chosen.details === 'gone' ? own : other
  const details = Object.fromEntries(
    Object.entries(first).map(([name, text]) => [
      name,
      text === '' && chosen.details === undefined ? second[name as keyof typeof second] : text,
    ]),
  ) as typeof own
  const of = (field: MergeField) => factsOf(ctx, side(field))
  return {
    ...details,
    sex: side('sex').sex,
    birthday: of('birthday').birthday,
    idNumber: of('idNumber').idNumber,
    occupationId: of('occupation').occupationId,
    industryId: of('industry').industryId,
    hobbyIds: of('hobbies').hobbyIds,
    householdId: of('household').householdId,
    areaCode: of('area').areaCode,
    sourceId: of('source').sourceId,
    preferences: of('preferences').preferences,
  }
}

function joinNotes(kept: string, gone: string): string {
  if (gone === '' || kept.includes(gone)) return kept
  return kept === '' ? gone : `${kept}\n${gone}`.slice(0, 4_000)
}
