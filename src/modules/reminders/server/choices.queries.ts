import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

type MailChoice = 'none' | 'each' | 'daily'

export async function findMailChoice(ctx: Ctx, personId: string): Promise<MailChoice> {
  const row = await ctx.tx
    .selectFrom('reminder_choices')
    .select('mail')
    .where('store_id', '=', ctx.store.id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return (row?.mail ?? 'none') as MailChoice
}

/** The people of this store who want mail in this way. */
export async function listMailWishes(ctx: Ctx, mail: 'each' | 'daily'): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('reminder_choices')
    .select('person_id')
    .where('store_id', '=', ctx.store.id)
    .where('mail', '=', mail)
    .execute()
  return rows.map((row) => row.person_id)
}

export async function saveMailChoice(ctx: Ctx, personId: string, mail: MailChoice): Promise<void> {
  await ctx.tx
    .insertInto('reminder_choices')
    .values({ store_id: ctx.store.id, person_id: personId, mail })
    .onConflict((c) =>
      c.columns(['store_id', 'person_id']).doUpdateSet((eb) => ({ mail: eb.ref('excluded.mail') })),
    )
    .execute()
}

/** Those who want one mail each morning and had none made today; they are marked as having it. */
export async function takeMorningWishes(ctx: Ctx, today: Day): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    update reminder_choices set mailed_on = ${today}
     where store_id = ${ctx.store.id} and mail = 'daily'
       and (mailed_on is null or mailed_on < ${today})
    returning person_id`.execute(ctx.tx)
  return rows.map((row) => row.person_id)
}
