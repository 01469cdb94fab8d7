import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import type { Day } from '#shared/days.ts'
import type { MorningNote } from '../contract.ts'
import { listNotes, type NoteRow } from './notes.queries.ts'

/** The notes of a meeting by consultant. */
export async function notesOf(ctx: Ctx, day: Day): Promise<Map<string, MorningNote>> {
  const rows = await listNotes(ctx, day)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => row.done_by ?? []),
  )
  return new Map(rows.map((row) => [row.person_id, present(row, names)]))
}

/** A row of the notes as the screens read it; `names` are of people by id. */
export function present(row: NoteRow, names: Map<string, string>): MorningNote {
  return {
    decision: row.decision,
    doneAt: row.done_at?.toISOString() ?? null,
    doneByName: row.done_by ? (names.get(row.done_by) ?? null) : null,
    version: row.version,
  }
}
