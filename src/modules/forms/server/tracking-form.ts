import type { Ctx } from '#foundation/ctx.ts'
import { type Day, firstDayOfMonth, lastDayOfMonth } from '#shared/days.ts'
import type { Paper, PaperTable } from '#shared/paper.ts'
import { formsError, mostLines } from '../contract.ts'
import {
  type CardLineRow,
  type ContactRow,
  listContactsOfCards,
  listTracked,
} from './forms.queries.ts'
import { personOfSheet } from './people.ts'
import { type AskedPhones, phoneSayer } from './phones.ts'
import { column, type Say, sayer, sheet } from './sheet.ts'
import { methodWord } from './contact-words.ts'

const levels = ['H', 'A', 'B', 'C'] as const

/**
 * One consultant's prospects by level with every contact of a month (seed row 004-10): the open
 * cards as they are now, and those contacted in the month that have ended since.
 */
export async function trackingForm(
  ctx: Ctx,
  asked: AskedPhones & { month: string; person?: string | undefined },
): Promise<Paper> {
  const t = sayer(ctx)
  const person = await personOfSheet(ctx, asked.person)
  const phoneOf = phoneSayer(ctx, 'prospect-tracking', asked)
  const days = {
    from: firstDayOfMonth(`${asked.month}-01`),
    to: lastDayOfMonth(`${asked.month}-01`),
  }
  const cards = await listTracked(ctx, person.id, days, mostLines + 1)
  if (cards.length > mostLines) throw formsError('forms.too_many_lines', { lines: mostLines })
  const contacts = await listContactsOfCards(
    ctx,
    cards.map((card) => card.id),
    days,
  )
  const ofCard = Map.groupBy(contacts, (contact) => contact.opportunity_id)
  const table = (title: string, rows: CardLineRow[]): PaperTable => ({
    kind: 'table',
    title,
    empty: t('noProspects'),
    columns: [
      column(t, 'number', 3, 'right'),
      column(t, 'name', 6),
      column(t, 'phone', 8),
      column(t, 'series', 8),
      column(t, 'source', 6),
      column(t, 'openedOn', 6),
      column(t, 'expectedOn', 6),
      column(t, 'lastContact', 6),
      column(t, 'nextDue', 6),
      column(t, 'contactsOfMonth', 34),
    ],
    rows: rows.map((card, index) => [
      index + 1,
      card.customer,
      phoneOf(card),
      card.series,
      card.source,
      { day: card.opened_on },
      { day: card.expected_on },
      { day: card.last_contact_on },
      card.due_on === null ? null : { day: card.due_on },
      (ofCard.get(card.id) ?? [])
        .map((contact) => contactText(t, contact))
        .join(ctx.locale === 'zh' ? '；' : '; '),
    ]),
    totals: null,
  })
  const isOpen = (card: CardLineRow) => card.closed_on === null
  const ended = cards.filter((card) => !isOpen(card))
  return sheet(ctx, {
    title: t('tracking'),
    orientation: 'landscape',
    head: [person.name, asked.month],
    parts: [
      ...levels.map((level) => {
        const rows = cards.filter((card) => card.level === level && isOpen(card))
        return table(t('levelCards', { level, n: rows.length }), rows)
      }),
      ...(ended.length > 0 ? [table(t('ended', { n: ended.length }), ended)] : []),
    ],
    signers: ['signConsultant', 'signManager'],
  })
}

/** `3日 电话 接通 已约试驾`: one contact in the words of the sheet. */
function contactText(t: Say, contact: ContactRow): string {
  return [
    t('dayOfMonth', { day: dayOfMonth(contact.on_day) }),
    t(methodWord(contact.method)),
    contact.is_reached ? null : t('missed'),
    contact.result,
    contact.note,
  ]
    .filter(Boolean)
    .join(' ')
}

const dayOfMonth = (day: Day): number => Number(day.slice(8))
