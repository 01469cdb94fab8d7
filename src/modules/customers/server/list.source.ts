import type { z } from 'zod'
import { type Ctx, can } from '#foundation/ctx.ts'
import { defineList, type ListColumn } from '#foundation/lists/define-list.ts'
import { channelFamilies } from '#modules/dictionaries/contract.ts'
import { factWords } from '#shared/customer-fact-words.ts'
import { maskIdNumber } from '#shared/id-number.ts'
import { normalisePhone } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import type { SealedFacts } from '../contract.ts'
import { type CustomerLine, listCustomers as route } from '../contracts/list.ts'
import { customerWords as words } from '../words.ts'
import { listPhones } from './customers.queries.ts'
import { listFacts, namesOfOptions } from './facts.queries.ts'
import { type Facts, factsOf } from './facts.ts'
import { listCustomers } from './list.service.ts'

type Asked = z.infer<NonNullable<typeof route.query>>
/** A line of the list with every fact of the customer, each in a column of its own (seed row 004-14). */
type Line = CustomerLine & {
  facts: Facts | undefined
  industryName: string | null
  key: Buffer | null
}

const fact = (key: keyof SealedFacts): ListColumn<Line> => ({
  key,
  title: factWords[key],
  value: (line) => line.facts?.[key],
})

/** The customers as a list that can leave as a file: the columns of the screen, and all facts. */
export const customersList = defineList<Line, Asked>({
  key: 'customers',
  title: words.customers,
  permission: 'customers.read',
  query: route.query as z.ZodType<Asked>,
  personal: ['q'],
  page: pageWithFacts,
  phones: phonesOf,
  columns: [
    { key: 'name', title: words.name, value: (line) => line.name },
    { key: 'kind', title: words.kind, value: (line, ctx) => say(words[line.kind], ctx.locale) },
    {
      key: 'sex',
      title: factWords.sex,
      value: (line, ctx) => (line.sex ? say(words[line.sex], ctx.locale) : null),
    },
    { key: 'phone', title: words.phone, type: 'phone', value: (line) => line.maskedPhone },
    {
      key: 'special',
      title: words.special,
      value: (line, ctx) => (line.special ? say(words[line.special], ctx.locale) : null),
    },
    { key: 'specialReason', title: words.specialReason, value: (line) => line.specialReason },
    { key: 'owner', title: words.consultant, value: (line) => line.ownerName },
    { key: 'source', title: factWords.source, value: (line) => line.sourceName },
    {
      key: 'family',
      title: words.family,
      value: (line, ctx) => familyOf(line.sourceFamily, ctx.locale),
    },
    { key: 'occupation', title: factWords.occupation, value: (line) => line.occupationName },
    { key: 'industry', title: factWords.industry, value: (line) => line.industryName },
    { key: 'hobbies', title: factWords.hobbies, value: (line) => line.hobbyNames.join('、') },
    { key: 'householdType', title: factWords.householdType, value: (line) => line.householdName },
    { key: 'area', title: factWords.area, value: (line) => line.areaName },
    { key: 'birthday', title: factWords.birthday, type: 'day', value: (l) => l.facts?.birthday },
    { key: 'idNumber', title: factWords.idNumber, value: idNumberOf, width: 20 },
    fact('homeAddress'),
    fact('homePostcode'),
    fact('workplace'),
    fact('workAddress'),
    fact('workPostcode'),
    fact('email'),
    fact('fax'),
    fact('household'),
    { key: 'preferences', title: factWords.preferences, value: (l) => l.facts?.preferences },
    fact('registeredName'),
    fact('taxNumber'),
    { key: 'plate', title: words.plate, value: (line) => line.plate },
    { key: 'created', title: words.madeOn, type: 'instant', value: (line) => line.createdAt },
  ],
})

async function pageWithFacts(
  ctx: Ctx,
  query: Asked & { cursor?: string | undefined; limit: number },
) {
  const page = await listCustomers(ctx, query)
  const rows = new Map(
    (
      await listFacts(
        ctx,
        page.items.map((line) => line.id),
      )
    ).map((row) => [row.id, row]),
  )
  const industries = await namesOfOptions(
    ctx,
    [...rows.values()].map((row) => row.industry_id),
  )
  return {
    ...page,
    items: page.items.map((line): Line => {
      const row = rows.get(line.id)
      return {
        ...line,
        facts: row ? factsOf(ctx, row) : undefined,
        industryName: industries.get(row?.industry_id ?? '')?.label ?? null,
        key: row?.sealed_key ?? null,
      }
    }),
  }
}

/** The first number of each customer in full. */
async function phonesOf(ctx: Ctx, lines: readonly Line[]): Promise<(string | null)[]> {
  const phones = await listPhones(
    ctx,
    lines.map((line) => line.id),
  )
  const first = new Map<string, Buffer>()
  for (const phone of phones)
    if (!first.has(phone.customer_id)) first.set(phone.customer_id, phone.phone_sealed)
  return lines.map(({ id, key }) => {
    const sealed = first.get(id)
    return key && sealed ? (normalisePhone(ctx.vault.openFor(key, sealed))?.national ?? null) : null
  })
}

/** Masked like a number, unless full numbers may leave the store with this person. */
function idNumberOf(line: Line, ctx: Ctx): string | null {
  const idNumber = line.facts?.idNumber ?? null
  if (idNumber === null) return null
  return can(ctx, 'exports.phones', 'store') ? idNumber : maskIdNumber(idNumber)
}

function familyOf(code: string | null, locale: Ctx['locale']): string | null {
  const family = Object.entries(channelFamilies).find(([key]) => key === code)?.[1]
  return family ? say(family, locale) : null
}
