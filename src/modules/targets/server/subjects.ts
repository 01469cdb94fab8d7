import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { type Colleague, listPeopleOfStore, teamsOfStores } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import type { TargetScope } from '../contract.ts'

/** Whom or what a target is for. */
export interface Subject {
  subject: string
  name: string
  nameEn: string
}

/** Whoever sells in the store: its consultants. */
export async function sellersOf(ctx: Ctx): Promise<Colleague[]> {
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  return people.filter((person) => person.isConsultant)
}

/** All of one kind in the store. */
export async function subjectsOf(ctx: Ctx, scope: TargetScope): Promise<Subject[]> {
  const { groupId, id } = ctx.store
  if (scope === 'store')
    return [{ subject: '', name: ctx.store.name, nameEn: ctx.store.nameEn || ctx.store.name }]
  if (scope === 'team')
    return (await teamsOfStores(ctx.tx, groupId, [id])).map((team) => plain(team.id, team.name))
  if (scope === 'consultant')
    return (await sellersOf(ctx)).map((person) => plain(person.id, person.name))
  return (await listSeries(ctx.tx, groupId))
    .filter((series) => series.isActive && series.isOwn)
    .map((series) => ({
      subject: series.id,
      name: series.name,
      nameEn: series.nameEn || series.name,
    }))
}

/** Those the caller may see: a consultant themselves, a team's leader the team, others all. */
export async function visibleSubjects(ctx: Ctx, scope: TargetScope): Promise<Subject[]> {
  const reach = scopeOf(ctx, 'metrics.read')
  const all = await subjectsOf(ctx, scope)
  if (reach !== 'own' && reach !== 'team') return all
  if (scope === 'store' || scope === 'series') return []
  if (scope === 'team') return all.filter(({ subject }) => subject === ctx.actor.teamId)
  const mine =
    reach === 'own'
      ? new Set([ctx.actor.personId])
      : new Set(
          (await sellersOf(ctx))
            .filter((person) => person.teamId !== null && person.teamId === ctx.actor.teamId)
            .map((person) => person.id),
        )
  return all.filter(({ subject }) => mine.has(subject))
}

const plain = (subject: string, name: string): Subject => ({ subject, name, nameEn: name })
