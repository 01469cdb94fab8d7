import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import type { FileAnswer } from '#shared/contract.ts'
import type { Day } from '#shared/days.ts'
import { say } from '#shared/words.ts'
import type { Morning, MorningPerson } from '../contract.ts'
import { meetingWords } from '../words.ts'
import { readMorning } from './morning.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The morning list as a sheet, a line for each promise, appointment, breach and visit left; numbers masked. */
export async function morningSheet(ctx: Ctx, day: Day | undefined): Promise<FileAnswer> {
  const morning = await readMorning(ctx, day)
  const title = say(meetingWords.title, ctx.locale)
  const header = (name: keyof typeof meetingWords) => say(meetingWords[name], ctx.locale)
  audit(ctx, {
    action: 'morning.exported',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { day: morning.day },
  })
  return {
    name: `${title} ${morning.day}.xlsx`,
    contentType: xlsxType,
    body: writeXlsx({
      name: morning.day,
      leadingRows: [[`${title} ${morning.day}`]],
      columns: [
        { header: header('consultant'), width: 12 },
        { header: header('what'), width: 16 },
        { header: header('hiddenCustomer'), width: 14 },
        { header: header('phone'), width: 16 },
        { header: header('levelColumn'), width: 6 },
        { header: header('model'), width: 16 },
        { header: header('dayColumn'), width: 18 },
      ],
      rows: rowsOf(ctx, morning),
    }),
  }
}

function* rowsOf(ctx: Ctx, morning: Morning): Generator<(string | null)[]> {
  for (const person of morning.people)
    for (const row of linesOf(person, (name) => say(meetingWords[name], ctx.locale)))
      yield [person.name, ...row]
}

type Word = 'promises' | 'appointments' | 'breaches' | 'escalations' | 'unfiled' | 'leftOpen'

function linesOf(person: MorningPerson, word: (name: Word) => string): (string | null)[][] {
  const card = (
    what: Word,
    line: Pick<MorningPerson['promises'][number], 'customer' | 'phone' | 'level' | 'series'>,
    day: string,
  ) => [word(what), line.customer, line.phone, line.level, line.series, day]
  const visit = (what: Word, line: MorningPerson['unfiled'][number]) => [
    word(what),
    null,
    null,
    null,
    line.series,
    line.day,
  ]
  return [
    ...person.promises.map((line) => card('promises', line, line.dueOn)),
    ...person.appointments.map((line) => [
      word('appointments'),
      line.customer,
      line.phone,
      null,
      null,
      line.startsAt.slice(0, 16).replace('T', ' '),
    ]),
    ...person.escalations.map((line) => card('escalations', line, line.since)),
    ...person.breaches.map((line) => card('breaches', line, line.dueOn)),
    ...person.unfiled.map((line) => visit('unfiled', line)),
    ...person.leftOpen.map((line) => visit('leftOpen', line)),
  ]
}
