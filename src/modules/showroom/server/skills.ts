import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople, peopleHolding } from '#modules/access/index.ts'
import { coreError } from '#shared/errors.ts'
import { showroomError, type VisitorKind, type VisitorLanguage } from '../contract.ts'
import type { PersonSkills } from '../contracts/rotation.ts'
import { announceRotation } from './rotation-news.ts'
import { listSkillRows, type SkillRow, upsertSkills } from './skills.queries.ts'
import { assertSeries } from './visits.present.ts'

/** What a row says, as the contracts name it. */
export function presentSkills(row: SkillRow) {
  return {
    seriesIds: row.series_ids,
    languages: row.languages as VisitorLanguage[],
    visitorKinds: row.visitor_kinds as VisitorKind[],
  }
}

const nothingSaid = { seriesIds: [], languages: [], visitorKinds: [], version: 0 }

/** What everybody who may receive visitors can take; who is not described takes everything. */
export async function readSkills(ctx: Ctx): Promise<{ items: PersonSkills[] }> {
  const rows = new Map(
    (await listSkillRows(ctx.tx, ctx.store.id)).map((row) => [row.person_id, row]),
  )
  const people = await peopleHolding(ctx.tx, ctx.store.groupId, ctx.store.id, 'visits.receive')
  return {
    items: people.map(({ id, name }) => {
      const row = rows.get(id)
      const person = { id, name }
      return row
        ? { person, ...presentSkills(row), version: row.version }
        : { person, ...nothingSaid }
    }),
  }
}

/** Says what a person of the store can take. Throws `core.stale_version`. */
export async function changeSkills(
  ctx: Ctx,
  personId: string,
  given: {
    seriesIds: string[]
    languages: VisitorLanguage[]
    visitorKinds: VisitorKind[]
    version: number
  },
): Promise<PersonSkills> {
  const people = await peopleHolding(ctx.tx, ctx.store.groupId, ctx.store.id, 'visits.receive')
  if (!people.some((one) => one.id === personId)) throw showroomError('showroom.no_such_consultant')
  for (const seriesId of given.seriesIds) await assertSeries(ctx, seriesId)
  const row = await upsertSkills(ctx.tx, ctx.store.id, personId, {
    ...given,
    at: ctx.now,
    by: ctx.actor.personId,
  })
  if (!row) throw coreError('core.stale_version', { current: await currentOf(ctx, personId) })
  audit(ctx, {
    action: 'rotation.skills_changed',
    recordType: 'person',
    recordId: personId,
    detail: presentSkills(row),
  })
  announceRotation(ctx, personId)
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [personId])
  return {
    person: { id: personId, name: names.get(personId) ?? '—' },
    ...presentSkills(row),
    version: row.version,
  }
}

async function currentOf(ctx: Ctx, personId: string) {
  const row = (await listSkillRows(ctx.tx, ctx.store.id)).find((one) => one.person_id === personId)
  return row ? { ...presentSkills(row), version: row.version } : nothingSaid
}
