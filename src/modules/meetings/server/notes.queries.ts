import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'

export interface NoteRow {
  person_id: string
  decision: string
  counts: Record<string, number> | null
  done_at: Date | null
  done_by: string | null
  version: number
}

export async function listNotes(ctx: Ctx, day: Day): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select person_id, decision, counts, done_at, done_by, version from morning_notes
     where store_id = ${ctx.store.id} and day = ${day}`.execute(ctx.tx)
  return rows
}

/** The days that have minutes, the latest first. */
export async function listNoteDays(ctx: Ctx, limit: number): Promise<Day[]> {
  const { rows } = await sql<{ day: Day }>`
    select distinct day from morning_notes where store_id = ${ctx.store.id}
     order by day desc limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => row.day)
}

/** Whether it was saved; not when somebody saved another version meanwhile. */
export async function saveNote(
  ctx: Ctx,
  note: { day: Day; personId: string; version: number; decision: string },
  done: { counts: Record<string, number> } | null,
): Promise<boolean> {
  const set = {
    decision: note.decision,
    counts: done === null ? null : JSON.stringify(done.counts),
    done_at: done === null ? null : ctx.now,
    done_by: done === null ? null : ctx.actor.personId,
    changed_at: ctx.now,
    changed_by: ctx.actor.personId,
  }
  if (note.version === 0) {
    const made = await ctx.tx
      .insertInto('morning_notes')
      .values({
        ...set,
        store_id: ctx.store.id,
        id: uuidv7(),
        day: note.day,
        person_id: note.personId,
      })
      .onConflict((c) => c.columns(['store_id', 'day', 'person_id']).doNothing())
      .executeTakeFirst()
    return Number(made.numInsertedOrUpdatedRows) === 1
  }
  const saved = await ctx.tx
    .updateTable('morning_notes')
    .set({ ...set, version: note.version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where(sql<boolean>`day = ${note.day}`)
    .where('person_id', '=', note.personId)
    .where('version', '=', note.version)
    .executeTakeFirst()
  return Number(saved.numUpdatedRows) === 1
}
