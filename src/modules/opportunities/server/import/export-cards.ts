import type { Ctx } from '#foundation/ctx.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { dayInZone, timeInZone } from '#shared/days.ts'
import { maskPhone, normalisePhone } from '#shared/phone.ts'
import { listContactsAfter, listOpenCardsAfter } from './import-facts.queries.ts'

const atOnce = 2_000
type Row = Readonly<Record<string, Cell>>
interface Options {
  phones: boolean
}

/** The open cards of the store under the columns in which lists of cards come in. */
export async function* exportCards(ctx: Ctx, options: Options): AsyncGenerator<Row[]> {
  let after: string | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof listOpenCardsAfter>> = await listOpenCardsAfter(
      ctx,
      after,
      atOnce,
    )
    const last = page.at(-1)
    if (!last) return
    after = last.id
    yield page.map((card) => ({
      name: card.name,
      phone: phoneOf(ctx, card, options),
      sex: card.sex === null ? null : sexWords[card.sex][ctx.locale === 'zh' ? 0 : 1],
      level: card.level,
      expectedOn: card.expected_on,
      series: card.series,
      source: card.source,
      consultant: card.owner,
      openedOn: card.opened_on,
      lastContactOn: card.last_contact_on,
      note: card.note || null,
    }))
  }
}

/** The contacts of the store under the columns in which lists of contacts come in. */
export async function* exportContacts(ctx: Ctx, options: Options): AsyncGenerator<Row[]> {
  let after: string | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof listContactsAfter>> = await listContactsAfter(
      ctx,
      after,
      atOnce,
    )
    const last = page.at(-1)
    if (!last) return
    after = last.id
    yield page.map((contact) => ({
      phone: phoneOf(ctx, contact, options),
      name: contact.name,
      on: `${dayInZone(contact.at, ctx.store.timeZone)} ${timeInZone(contact.at, ctx.store.timeZone).slice(0, 5)}`,
      method: methodWords[contact.method]?.[ctx.locale === 'zh' ? 0 : 1] ?? contact.method,
      result: contact.is_reached
        ? contact.result || null
        : looksTold(contact.result, ctx.locale === 'zh'),
      consultant: contact.person,
      note: contact.note || null,
    }))
  }
}

/** An unanswered attempt must read as one when it comes in again. */
function looksTold(result: string, isZh: boolean): string {
  return result === '' ? (isZh ? '未接通' : 'no answer') : result
}

function phoneOf(
  ctx: Ctx,
  row: { sealed_key: Buffer | null; phone_sealed: Buffer | null },
  { phones }: Options,
): string | null {
  if (!row.sealed_key || !row.phone_sealed) return null
  const canonical = ctx.vault.openFor(row.sealed_key, row.phone_sealed)
  return phones ? (normalisePhone(canonical)?.national ?? canonical) : maskPhone(canonical)
}

const sexWords = { male: ['男', 'male'], female: ['女', 'female'] } as const
const methodWords: Record<string, readonly [string, string]> = {
  call: ['电话', 'call'],
  message: ['微信', 'message'],
  visit: ['来店', 'visit'],
  test_drive: ['试驾', 'test drive'],
  home_visit: ['上门', 'home visit'],
  other: ['其他', 'other'],
}
