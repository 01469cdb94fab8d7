import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import { type CustomerFact, isFactOf } from '#shared/customer-facts.ts'
import { ownedWithin } from './scope.queries.ts'

export interface CustomerFilter {
  ids?: string[] | undefined
  kind?: string | undefined
  special?: string | undefined
  ownerId?: string | undefined
  isOwner?: boolean | undefined
  family?: string | undefined
  sourceId?: string | undefined
  occupationId?: string | undefined
  industryId?: string | undefined
  hobbyId?: string | undefined
  householdId?: string | undefined
  /** A district; a city stands for all of its districts. */
  areaCode?: string | undefined
  hasConsent?: boolean | undefined
  missing?: CustomerFact | undefined
  /** Instants: made from on, and before. */
  from?: Date | undefined
  until?: Date | undefined
}

export interface CustomerLineRow {
  id: string
  kind: 'person' | 'company'
  name: string
  sex: 'male' | 'female' | null
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  plate: string | null
  special: 'fleet' | 'vip' | 'difficult' | null
  special_reason: string
  is_owner: boolean
  owner_name: string | null
  source_id: string | null
  occupation_id: string | null
  hobby_ids: string[]
  household_id: string | null
  area_code: string | null
  consent_at: Date | null
  do_not_contact: string[]
  created_at: Date
}

export const countLimit = 10_000

/** One page of customers, the newest first, in the order of an index. */
export async function listCustomerRows(
  ctx: Ctx,
  filter: CustomerFilter,
  page: { after: { at: Date; id: string } | undefined; limit: number },
): Promise<CustomerLineRow[]> {
  const { after } = page
  const beyond = after
    ? sql`and c.created_at <= ${after.at} and (c.created_at < ${after.at} or c.id > ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<CustomerLineRow>`
    select c.id, c.kind, c.name, c.sex, c.sealed_key, c.special, c.special_reason, c.is_owner,
           p.name as owner_name, c.source_id, c.occupation_id, c.hobby_ids, c.household_id, c.area_code, c.consent_at,
           c.do_not_contact, c.created_at,
           (select f.phone_sealed from customer_phones f
             where f.store_id = ${ctx.store.id} and f.customer_id = c.id and f.withdrawn_at is null
             order by f.position, f.created_at limit 1) as phone_sealed,
           (select v.plate from vehicles v
             where v.store_id = ${ctx.store.id} and v.customer_id = c.id and v.withdrawn_at is null
               and v.plate is not null order by v.created_at desc limit 1) as plate
      from customers c left join people p on p.group_id = ${ctx.store.groupId} and p.id = c.owner_id
     where ${conditions(ctx, filter)} ${beyond}
     order by c.created_at desc, c.id limit ${page.limit}`.execute(ctx.tx)
  return rows
}

/** How many customers the filter finds, counted up to 10,001. */
export async function countCustomers(ctx: Ctx, filter: CustomerFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select 1 from customers c where ${conditions(ctx, filter)} limit ${countLimit + 1}) x`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** How many customers there are, of how many it is known, and how often each option was given. */
export async function countByOption(
  ctx: Ctx,
  filter: CustomerFilter,
  by: 'hobby' | 'occupation' | 'industry' | 'source' | 'household' | 'area',
) {
  const column = {
    hobby: null,
    occupation: 'occupation_id',
    industry: 'industry_id',
    source: 'source_id',
    household: 'household_id',
    area: 'area_code',
  }[by]
  const totals = await sql<{ customers: number; answered: number }>`
    select count(*) as customers,
           count(*) filter (where ${column === null ? sql`cardinality(c.hobby_ids) > 0` : sql`${sql.ref(`c.${column}`)} is not null`}) as answered
      from customers c where ${conditions(ctx, filter)}`.execute(ctx.tx)
  const counts =
    column === null
      ? await sql<{ id: string; n: number }>`
          select h.id, count(*) as n from customers c cross join unnest(c.hobby_ids) as h (id)
           where ${conditions(ctx, filter)} group by h.id`.execute(ctx.tx)
      : await sql<{ id: string; n: number }>`
          select ${sql.ref(`c.${column}`)} as id, count(*) as n from customers c
           where ${conditions(ctx, filter)} and ${sql.ref(`c.${column}`)} is not null group by 1`.execute(
          ctx.tx,
        )
  return {
    customers: totals.rows[0]?.customers ?? 0,
    answered: totals.rows[0]?.answered ?? 0,
    counts: counts.rows,
  }
}

function conditions(ctx: Ctx, filter: CustomerFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [
    sql`c.store_id = ${ctx.store.id} and c.withdrawn_at is null and c.erased_at is null`,
    ownedWithin(ctx, 'customers.read', 'c.owner_id'),
  ]
  if (filter.ids !== undefined) all.push(sql`c.id = any (${filter.ids}::uuid[])`)
  // Written out where it is the condition of a partial index.
  if (filter.kind === 'company') all.push(sql`c.kind = 'company'`)
  if (filter.kind === 'person') all.push(sql`c.kind = 'person'`)
  if (filter.special === 'any') all.push(sql`c.special is not null`)
  else if (filter.special !== undefined)
    all.push(sql`c.special is not null and c.special = ${filter.special}`)
  if (filter.ownerId !== undefined) all.push(sql`c.owner_id = ${filter.ownerId}`)
  if (filter.isOwner !== undefined) all.push(filter.isOwner ? sql`c.is_owner` : sql`not c.is_owner`)
  if (filter.family !== undefined) all.push(ofFamily(ctx, filter.family))
  if (filter.sourceId !== undefined) all.push(sql`c.source_id = ${filter.sourceId}`)
  if (filter.occupationId !== undefined) all.push(sql`c.occupation_id = ${filter.occupationId}`)
  if (filter.industryId !== undefined) all.push(sql`c.industry_id = ${filter.industryId}`)
  if (filter.hobbyId !== undefined) all.push(sql`c.hobby_ids @> array[${filter.hobbyId}::uuid]`)
  if (filter.householdId !== undefined) all.push(sql`c.household_id = ${filter.householdId}`)
  if (filter.areaCode !== undefined) all.push(inArea(filter.areaCode))
  if (filter.hasConsent !== undefined)
    all.push(filter.hasConsent ? sql`c.consent_at is not null` : sql`c.consent_at is null`)
  if (filter.missing !== undefined) all.push(isMissing(ctx, filter.missing))
  if (filter.from !== undefined) all.push(sql`c.created_at >= ${filter.from}`)
  if (filter.until !== undefined) all.push(sql`c.created_at < ${filter.until}`)
  return sql.join(all, sql` and `)
}

/** By the digits of its code, so that a city finds its districts through the same index. */
function inArea(code: string): RawBuilder<unknown> {
  if (!code.endsWith('00')) return sql`c.area_code = ${code}`
  const first = code.slice(0, 4)
  return sql`c.area_code collate "C" >= ${`${first}00`} and c.area_code collate "C" <= ${`${first}99`}
    and c.area_code is not null`
}

/** A store's own source has the family of the standard one it stands for. */
function ofFamily(ctx: Ctx, family: string): RawBuilder<unknown> {
  return sql`c.source_id is not null and c.source_id in (
    select o.id from options o left join options s on s.group_id = o.group_id and s.id = o.standard_id
     where o.group_id = ${ctx.store.groupId} and o.kind = 'source'
       and coalesce(o.family, s.family) = ${family})`
}

function isMissing(ctx: Ctx, fact: CustomerFact): RawBuilder<unknown> {
  const isUnknown = unknownBy[fact]?.(ctx) ?? sql`not (${fact} = any (c.sealed_fact_names))`
  if (!isFactOf(fact, 'person')) return sql`c.kind = 'company' and ${isUnknown}`
  if (!isFactOf(fact, 'company')) return sql`c.kind = 'person' and ${isUnknown}`
  return isUnknown
}

const unknownBy: Partial<Record<CustomerFact, (ctx: Ctx) => RawBuilder<unknown>>> = {
  sex: () => sql`c.sex is null`,
  source: () => sql`c.source_id is null`,
  preferences: () => sql`c.preferences = ''`,
  occupation: () => sql`c.occupation_id is null`,
  industry: () => sql`c.industry_id is null`,
  hobbies: () => sql`c.hobby_ids = '{}'`,
  householdType: () => sql`c.household_id is null`,
  area: () => sql`c.area_code is null`,
  birthday: () => sql`c.birthday is null`,
  idNumber: () => sql`c.id_number_sealed is null`,
  secondPhone: (ctx) => sql`(select count(*) from customer_phones f
    where f.store_id = ${ctx.store.id} and f.customer_id = c.id and f.withdrawn_at is null) < 2`,
  contactPerson: (ctx) => sql`not exists (select 1 from customer_relations r
    where r.store_id = ${ctx.store.id} and (r.customer_id = c.id or r.linked_id = c.id)
      and r.withdrawn_at is null)`,
}
