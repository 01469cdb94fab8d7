import { type Ctx, personOf } from '#foundation/ctx.ts'
import { channelFamilies } from '#modules/dictionaries/contract.ts'
import { areaLabel } from '#modules/dictionaries/index.ts'
import type { CustomerFact } from '#shared/customer-facts.ts'
import { addDays, dayInZone, instantOf } from '#shared/days.ts'
import { encodeCursor } from '#shared/paging.ts'
import type { CustomerLine, distributionKinds } from '../contracts/list.ts'
import { maskedPhone } from './customers.present.ts'
import { namesOfOptions } from './facts.queries.ts'
import {
  type CustomerFilter,
  type CustomerLineRow,
  countByOption,
  countCustomers,
  listCustomerRows,
} from './list.queries.ts'
import { readCursor } from './list-cursor.ts'
import { customerIdsByText } from './search.ts'

export interface CustomersQuery {
  q?: string | undefined
  kind?: string | undefined
  special?: string | undefined
  owner?: string | undefined
  isOwner?: 'yes' | 'no' | undefined
  family?: string | undefined
  source?: string | undefined
  occupation?: string | undefined
  industry?: string | undefined
  hobby?: string | undefined
  household?: string | undefined
  area?: string | undefined
  consent?: 'yes' | 'no' | undefined
  missing?: CustomerFact | undefined
  from?: string | undefined
  to?: string | undefined
}

/** A page of the customers the actor may see, the newest first; the count comes with the first page. */
export async function listCustomers(
  ctx: Ctx,
  query: CustomersQuery & { cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const filter = await filterOf(ctx, query)
  const after = readCursor(query.cursor, today)
  const rows = await listCustomerRows(ctx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  const options = await namesOfOptions(
    ctx,
    page.flatMap((row) => [row.source_id, row.occupation_id, row.household_id, ...row.hobby_ids]),
  )
  return {
    items: page.map((row) => presentLine(ctx, row, options)),
    nextCursor: last ? encodeCursor([last.created_at.toISOString(), last.id], today) : null,
    count: after === undefined ? await countCustomers(ctx, filter) : null,
  }
}

/**
 * How the customers the filters find spread over hobbies, occupations, industries, households, areas, sources or their
 * four families, with both bases: a customer may have three hobbies (product.md, example 6).
 */
export async function readDistribution(
  ctx: Ctx,
  query: CustomersQuery & { by: (typeof distributionKinds)[number] },
) {
  const filter = await filterOf(ctx, query)
  const by = query.by === 'family' ? 'source' : query.by
  const { customers, answered, counts } = await countByOption(ctx, filter, by)
  const options =
    by === 'area'
      ? new Map(counts.map(({ id }) => [id, { label: areaLabel(id, ctx.locale), family: null }]))
      : await namesOfOptions(
          ctx,
          counts.map((one) => one.id),
        )
  const totals = new Map<string, { id: string; label: string; count: number }>()
  for (const { id, n } of counts) {
    const option = options.get(id)
    const family = option?.family as keyof typeof channelFamilies | null | undefined
    const [key, label] =
      query.by === 'family'
        ? [family ?? 'none', family ? channelFamilies[family][ctx.locale === 'en' ? 1 : 0] : '—']
        : [id, option?.label ?? '—']
    const total = totals.get(key) ?? { id: key, label, count: 0 }
    totals.set(key, { ...total, count: total.count + n })
  }
  const items = [...totals.values()].sort(
    (a, b) => b.count - a.count || a.label.localeCompare(b.label),
  )
  return { customers, answered, answers: items.reduce((sum, one) => sum + one.count, 0), items }
}

async function filterOf(ctx: Ctx, query: CustomersQuery): Promise<CustomerFilter> {
  const startOf = (day: string) => instantOf(day, '00:00', ctx.store.timeZone)
  const yes = (value: 'yes' | 'no' | undefined) =>
    value === undefined ? undefined : value === 'yes'
  return {
    ids: query.q ? await customerIdsByText(ctx, query.q) : undefined,
    kind: query.kind,
    special: query.special,
    ownerId: query.owner === 'me' ? personOf(ctx) : query.owner,
    isOwner: yes(query.isOwner),
    family: query.family,
    sourceId: query.source,
    occupationId: query.occupation,
    industryId: query.industry,
    hobbyId: query.hobby,
    householdId: query.household,
    areaCode: query.area,
    hasConsent: yes(query.consent),
    missing: query.missing,
    from: query.from === undefined ? undefined : startOf(query.from),
    until: query.to === undefined ? undefined : startOf(addDays(query.to, 1)),
  }
}

function presentLine(
  ctx: Ctx,
  row: CustomerLineRow,
  options: ReadonlyMap<string, { label: string; family: string | null }>,
): CustomerLine {
  const option = (id: string | null) => (id === null ? undefined : options.get(id))
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    sex: row.sex,
    maskedPhone: maskedPhone(ctx, row.sealed_key, row.phone_sealed),
    plate: row.plate,
    special: row.special,
    specialReason: row.special_reason,
    isOwner: row.is_owner,
    ownerName: row.owner_name,
    sourceName: option(row.source_id)?.label ?? null,
    sourceFamily: option(row.source_id)?.family ?? null,
    occupationName: option(row.occupation_id)?.label ?? null,
    hobbyNames: row.hobby_ids.flatMap((id) => option(id)?.label ?? []),
    householdName: option(row.household_id)?.label ?? null,
    areaName: row.area_code === null ? null : areaLabel(row.area_code, ctx.locale),
    hasConsent: row.consent_at !== null,
    doNotContact: row.do_not_contact,
    createdAt: row.created_at.toISOString(),
  }
}
