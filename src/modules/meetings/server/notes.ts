import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { listPeopleOfStore, nameOfPeople } from '#modules/access/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { MorningNote } from '../contract.ts'
import { readMorning } from './morning.ts'
import { listNoteDays, listNotes, saveNote } from './notes.queries.ts'
import { scopeOfMorning } from './reach.ts'
import { notesOf, present } from './read-notes.ts'

const mostDays = 60

/**
 * Notes what was decided for a consultant, and whether they have been gone through; the figures of
 * that moment are kept with it. Throws `core.not_found`, `core.stale_version`.
 */
export async function writeNote(
  ctx: Ctx,
  note: { day: Day; personId: string; version: number; decision: string; isDone: boolean },
): Promise<MorningNote> {
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const person = people.find((one) => one.id === note.personId)
  const isMine = scopeOf(ctx, 'meetings.run') !== 'team' || person?.teamId === ctx.actor.teamId
  if (!person || !isMine) throw coreError('core.not_found')
  const counts = note.isDone ? await countsOf(ctx, note.day, note.personId) : undefined
  const saved = await saveNote(
    ctx,
    { ...note, decision: maskPhonesInText(note.decision) },
    note.isDone ? { counts: counts ?? {} } : null,
  )
  const now = (await notesOf(ctx, note.day)).get(note.personId)
  if (!saved || !now) throw coreError('core.stale_version', { current: now ?? null })
  audit(ctx, {
    action: 'morning.noted',
    recordType: 'person',
    recordId: note.personId,
    detail: { day: note.day, isDone: note.isDone },
  })
  announce(ctx, { type: 'meetings.noted', recordId: note.personId, data: { day: note.day } })
  return now
}

async function countsOf(ctx: Ctx, day: Day, personId: string) {
  const { people } = await readMorning(ctx, day)
  return people.find((person) => person.id === personId)?.counts
}

/** The minutes of a day, or of the latest meeting; a consultant reads their own part. */
export async function readMinutes(ctx: Ctx, asked: Day | undefined) {
  const days = await listNoteDays(ctx, mostDays)
  const day = asked ?? days[0] ?? dayInZone(ctx.now, ctx.store.timeZone)
  const { people } = await scopeOfMorning(ctx)
  const rows = (await listNotes(ctx, day)).filter(
    (row) => people === undefined || people.includes(row.person_id),
  )
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => [row.person_id, ...(row.done_by ? [row.done_by] : [])]),
  )
  return {
    day,
    days,
    items: rows
      .map((row) => {
        const { version: _version, ...note } = present(row, names)
        return {
          personId: row.person_id,
          name: names.get(row.person_id) ?? '',
          ...note,
          counts: row.counts,
        }
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'zh')),
  }
}
