import { type Ctx, personOf } from '#foundation/ctx.ts'
import { audit, announce } from '#foundation/ledger/ledger.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { sayDate } from '#shared/say-date.ts'
import { mostLines } from '../contract.ts'
import { methodWord, purposeWord } from './contact-words.ts'
import {
  type ContactRow,
  type DayNote,
  findDayNote,
  listContacts,
  writeDayNote,
} from './forms.queries.ts'
import { personOfSheet } from './people.ts'
import { type AskedPhones, phoneSayer } from './phones.ts'
import { column, type FormWord, type Say, sayer, sheet, timeOf } from './sheet.ts'

/**
 * One consultant's contacts of a day with model, source, purpose and level before and now, totals
 * by level, and the manager's note (seed row 004-11). Gives the note beside the sheet.
 */
export async function reportForm(
  ctx: Ctx,
  asked: AskedPhones & { day: Day; person?: string | undefined },
): Promise<Paper & { personId: string; note: DayNote }> {
  const t = sayer(ctx)
  const person = await personOfSheet(ctx, asked.person)
  const phoneOf = phoneSayer(ctx, 'daily-report', asked)
  const contacts = await listContacts(ctx, person.id, { from: asked.day, to: asked.day }, mostLines)
  const note = await findDayNote(ctx, asked.day, person.id)
  const paper = sheet(ctx, {
    title: t('report'),
    orientation: 'landscape',
    head: [person.name, sayDate(asked.day, ctx.locale)],
    parts: [
      {
        kind: 'table',
        title: null,
        empty: t('noContacts'),
        columns: [
          column(t, 'number', 3, 'right'),
          column(t, 'time', 4),
          column(t, 'kind', 4),
          column(t, 'name', 6),
          column(t, 'phone', 8),
          column(t, 'series', 8),
          column(t, 'source', 6),
          column(t, 'purpose', 5),
          column(t, 'method', 6),
          column(t, 'levelBefore', 4, 'center'),
          column(t, 'levelNow', 4, 'center'),
          column(t, 'result', 9),
          column(t, 'note', 18),
        ],
        rows: contacts.map((row, index) => line(ctx, t, row, index + 1, phoneOf(row))),
        totals: null,
      },
      levelTotals(t, contacts),
      { kind: 'text', title: t('managerNote'), text: note.note || t('noNote') },
    ],
    signers: ['signConsultant', 'signManager'],
  })
  return { ...paper, personId: person.id, note }
}

function line(ctx: Ctx, t: Say, row: ContactRow, place: number, phone: string | null): PaperCell[] {
  return [
    place,
    timeOf(ctx, row.at),
    t(kindOf(ctx, row)),
    row.customer,
    phone,
    row.series,
    row.source,
    t(purposeWord(row)),
    t(methodWord(row.method)),
    row.level_before,
    row.level_after,
    row.is_reached ? row.result : `${t('missed')} ${row.result}`,
    row.note,
  ]
}

/** A prospect of the day itself, one of the open base, or an owner (seed row 004-06). */
function kindOf(ctx: Ctx, row: ContactRow): FormWord {
  if (row.is_owner) return 'carOwner'
  const day = dayInZone(row.at, ctx.store.timeZone)
  return row.opened_on === day ? 'newProspect' : 'base'
}

/** Contacts and reached ones by the level they left behind. */
function levelTotals(t: Say, contacts: ContactRow[]): Paper['parts'][number] {
  const groups = ['H', 'A', 'B', 'C', null] as const
  const rows = groups.map((level) => {
    const all = contacts.filter((row) => row.level_after === level)
    return { level, all: all.length, reached: all.filter((row) => row.is_reached).length }
  })
  return {
    kind: 'table',
    title: t('byLevel'),
    empty: '',
    columns: [
      column(t, 'level', 4),
      column(t, 'contactsN', 4, 'right'),
      column(t, 'reachedN', 4, 'right'),
    ],
    rows: rows
      .filter(({ level, all }) => level !== null || all > 0)
      .map(({ level, all, reached }) => [level ?? '—', all, reached]),
    totals: [t('total'), contacts.length, contacts.filter((row) => row.is_reached).length],
  }
}

/** Writes the manager's note on a person's day; refused when somebody else wrote one meanwhile. */
export async function setDayNote(
  ctx: Ctx,
  given: { day: Day; person: string; note: string; version: number },
): Promise<DayNote> {
  const person = await personOfSheet(ctx, given.person)
  const note = maskPhonesInText(given.note)
  const isWritten = await writeDayNote(
    ctx,
    { day: given.day, personId: person.id, version: given.version, writtenBy: personOf(ctx) },
    note,
  )
  const current = await findDayNote(ctx, given.day, person.id)
  if (!isWritten) throw coreError('core.stale_version', { current })
  audit(ctx, {
    action: 'day_note.written',
    recordType: 'person',
    recordId: person.id,
    detail: { day: given.day, note },
  })
  announce(ctx, { type: 'forms.day_note', recordId: person.id, data: { day: given.day } })
  return current
}
