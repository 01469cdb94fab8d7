import type { Ctx } from '#foundation/ctx.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { areaLabel } from '#modules/dictionaries/index.ts'
import { maskIdNumber } from '#shared/id-number.ts'
import { maskPhone, normalisePhone } from '#shared/phone.ts'
import { listPhones } from '../customers.queries.ts'
import { namesOfOptions } from '../facts.queries.ts'
import { factsOf } from '../facts.ts'
import { type ImportTarget, listTargetsAfter } from './customer-imports.queries.ts'

const atOnce = 1_000
type Row = Readonly<Record<string, Cell>>

/** Every customer of the store under the columns in which lists come in; numbers whole or masked. */
export async function* exportCustomers(
  ctx: Ctx,
  { phones: areWhole }: { phones: boolean },
): AsyncGenerator<Row[]> {
  let after: string | null = null
  for (;;) {
    const page: ImportTarget[] = await listTargetsAfter(ctx, after, atOnce)
    const last = page.at(-1)
    if (!last) return
    after = last.id
    const numbers = new Map<string, { place: string | null; text: string }[]>()
    const keys = new Map(page.map((row) => [row.id, row.sealed_key]))
    for (const phone of await listPhones(
      ctx,
      page.map((row) => row.id),
    )) {
      const key = keys.get(phone.customer_id)
      if (!key) continue
      const canonical = ctx.vault.openFor(key, phone.phone_sealed)
      const text = areWhole
        ? (normalisePhone(canonical)?.national ?? canonical)
        : maskPhone(canonical)
      const list = numbers.get(phone.customer_id) ?? []
      list.push({ place: (phone as { place?: string | null }).place ?? null, text })
      numbers.set(phone.customer_id, list)
    }
    yield await rowsOf(ctx, page, numbers, areWhole)
  }
}

async function rowsOf(
  ctx: Ctx,
  page: readonly ImportTarget[],
  numbers: ReadonlyMap<string, { place: string | null; text: string }[]>,
  areWhole: boolean,
): Promise<Row[]> {
  const opened = page.map((row) => ({ row, facts: factsOf(ctx, row) }))
  const options = await namesOfOptions(
    ctx,
    opened.flatMap(({ facts }) => [
      facts.occupationId,
      facts.industryId,
      facts.householdId,
      facts.sourceId,
      ...facts.hobbyIds,
    ]),
  )
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    page.flatMap((row) => (row.owner_id ? [row.owner_id] : [])),
  )
  const label = (id: string | null) => (id === null ? null : (options.get(id)?.label ?? null))
  const isZh = ctx.locale === 'zh'
  return opened.map(({ row, facts }) => {
    const at = (place: string | null) =>
      (numbers.get(row.id) ?? [])
        .filter((phone) =>
          place === null
            ? phone.place !== 'home' && phone.place !== 'office'
            : phone.place === place,
        )
        .map((phone) => phone.text)
        .join('、') || null
    return {
      name: row.name,
      kind: row.kind === 'company' ? (isZh ? '公司' : 'company') : isZh ? '个人' : 'person',
      sex: facts.sex === null ? null : sexWords[facts.sex][isZh ? 0 : 1],
      phone: at(null),
      homePhone: at('home'),
      officePhone: at('office'),
      idNumber: facts.idNumber === null || areWhole ? facts.idNumber : maskIdNumber(facts.idNumber),
      birthday: facts.birthday,
      occupation: label(facts.occupationId),
      industry: label(facts.industryId),
      hobbies:
        facts.hobbyIds
          .map((id) => label(id) ?? '')
          .filter(Boolean)
          .join('、') || null,
      householdType: label(facts.householdId),
      household: facts.household || null,
      area: facts.areaCode === null ? null : areaLabel(facts.areaCode, 'zh'),
      source: label(facts.sourceId),
      homeAddress: facts.homeAddress || null,
      homePostcode: facts.homePostcode || null,
      workplace: facts.workplace || null,
      workAddress: facts.workAddress || null,
      workPostcode: facts.workPostcode || null,
      email: facts.email || null,
      fax: facts.fax || null,
      special: row.special === null ? null : (specialWords[row.special]?.[isZh ? 0 : 1] ?? null),
      consultant: (row.owner_id && people.get(row.owner_id)) ?? null,
      consent: row.consent_at ? (isZh ? '是' : 'yes') : null,
      note: row.note || null,
    }
  })
}

const sexWords = { male: ['男', 'male'], female: ['女', 'female'] } as const
const specialWords: Record<string, readonly [string, string]> = {
  fleet: ['大客户', 'fleet'],
  vip: ['重要客户', 'VIP'],
  difficult: ['黑色客户', 'difficult'],
}
