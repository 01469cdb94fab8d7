import type { Ctx } from '#foundation/ctx.ts'
import { findOwners } from '#modules/customers/index.ts'
import { importError } from '#modules/imports/contract.ts'
import type { ImportRun, Judge, StoreWords } from '#modules/imports/index.ts'
import { type Day, dayInZone, instantOf } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText, type Phone } from '#shared/phone.ts'
import { openCardsOf } from '../doors.ts'
import {
  type ContactRow,
  insertContactRows,
  listKnownContacts,
  listOwners,
} from './import-facts.queries.ts'

export interface ContactValues {
  name: string | null
  phones: readonly Phone[]
  day: Day | null
  minutes: number | null
  method: string
  isReached: boolean
  result: string | null
  personId: string | null
  note: string | null
}

const methods: readonly [RegExp, string][] = [
  [/试驾|试乘|test/i, 'test_drive'],
  [/上门|家访|拜访|home/i, 'home_visit'],
  [/来店|到店|进店|展厅|面谈|visit|store|showroom/i, 'visit'],
  [/微信|短信|信息|邮件|qq|whatsapp|sms|message|mail|wechat/i, 'message'],
  [/电|call|phone|tel/i, 'call'],
]

/** How a contact was made, by the words of the file; nothing said is a call. */
export function contactMethodOf(text: string): string {
  if (text === '') return 'call'
  return methods.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
}

export function looksUnreached(text: string): boolean {
  return /未接|无人接|没接|关机|停机|占线|拒接|空号|未联系上|打不通|不在服务区|no answer|unreached|busy|switched off/i.test(
    text,
  )
}

/** Puts past contacts on timelines; the same line again changes nothing. */
export async function createContactJudge(
  ctx: Ctx,
  words: StoreWords,
  run: ImportRun | undefined,
): Promise<Judge<ContactValues>> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  let count = 0
  return {
    made: () => ({ contacts: count }),
    async judge(lines) {
      for (const { values, reader } of lines)
        if (values.day !== null && values.day > today) reader.refuse('on', 'day_in_future')
      const standing = lines.filter(({ reader }) => reader.reasons.length === 0)
      const customers = await findOwners(ctx, standing)
      const ids = [...new Set(customers.values())]
      const cards = await openCardsOf(ctx, ids)
      const owners = await listOwners(ctx, ids)
      const prints = new Map(
        standing.flatMap((line) => {
          const customerId = customers.get(line)
          return customerId ? [[line, printOf(ctx, customerId, line.values)]] : []
        }),
      )
      const known = await listKnownContacts(ctx, [...prints.values()])
      const rows: ContactRow[] = []
      for (const [line, fingerprint] of prints) {
        const { values, reader } = line
        const customerId = customers.get(line) as string
        line.outcome = known.has(fingerprint.toString('base64')) ? 'unchanged' : 'new'
        if (line.outcome === 'unchanged') continue
        count += 1
        const card = cards.get(customerId)
        const personId =
          values.personId ?? card?.ownerId ?? owners.get(customerId) ?? words.fallbackOwner
        if (personId === undefined) throw importError('imports.no_owner', { row: reader.row })
        rows.push({
          id: uuidv7(),
          customer_id: customerId,
          opportunity_id: card?.id ?? null,
          person_id: personId,
          at: instantOf(values.day as Day, clockOf(values.minutes), ctx.store.timeZone),
          on_day: values.day as Day,
          method: values.method,
          is_reached: values.isReached,
          result: maskPhonesInText(values.result ?? ''),
          note: maskPhonesInText(values.note ?? ''),
          fingerprint,
        })
      }
      if (run) await insertContactRows(ctx, run.operationId, rows)
    },
  }
}

function printOf(ctx: Ctx, customerId: string, values: ContactValues): Buffer {
  const { day, minutes, method, isReached, result, note } = values
  return ctx.vault.hash(
    'import-contact',
    JSON.stringify([customerId, day, minutes, method, isReached, result ?? '', note ?? '']),
  )
}

const noon = 12 * 60

function clockOf(minutes: number | null): string {
  const at = minutes ?? noon
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}
