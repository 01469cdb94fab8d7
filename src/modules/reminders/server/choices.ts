import type { App } from '#foundation/app.ts'
import { type Ctx, personOf } from '#foundation/ctx.ts'
import { mailPeople, setMailAddress } from '#modules/access/index.ts'
import { remindersError } from '../contract.ts'
import { findFeedOf } from './calendar.queries.ts'
import { findMailChoice, saveMailChoice } from './choices.queries.ts'

/** How the person wants to be reminded, and what the installation can do. */
export async function readChoices(ctx: Ctx, app: App) {
  const personId = personOf(ctx)
  const people = await mailPeople(ctx, [personId])
  const feed = await findFeedOf(ctx.tx, personId)
  return {
    mail: await findMailChoice(ctx, personId),
    address: people.get(personId)?.address ?? '',
    isMailSetUp: app.config.mail !== undefined,
    calendar: feed ? { names: feed.names, createdAt: feed.created_at.toISOString() } : null,
  }
}

/** Throws reminders.mail_not_set_up and reminders.address_needed where mail is wanted without. */
export async function changeChoices(
  ctx: Ctx,
  app: App,
  given: { mail: 'none' | 'each' | 'daily'; address: string },
) {
  if (given.mail !== 'none') {
    if (!app.config.mail) throw remindersError('reminders.mail_not_set_up')
    if (given.address === '') throw remindersError('reminders.address_needed')
  }
  const before = await readChoices(ctx, app)
  if (before.address !== given.address) await setMailAddress(ctx, given.address)
  await saveMailChoice(ctx, personOf(ctx), given.mail)
  return readChoices(ctx, app)
}
