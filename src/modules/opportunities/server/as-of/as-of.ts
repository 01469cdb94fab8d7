import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { addDays, type Day, dayInZone, instantOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { isUuid } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import {
  type CardStanding,
  type ChangeField,
  cardStandingSchema,
} from '../../contracts/card-history.ts'
import { readCard } from '../opportunities.service.ts'
import {
  listChanges,
  listLastSteps,
  listNextSteps,
  listStanding,
  type StandingRow,
  type StepRow,
} from './as-of.queries.ts'

/** Every change of a card the actor may see: who, when, from, to, why; taken back ones are marked. */
export async function readChanges(ctx: Ctx, id: string, field: ChangeField | undefined) {
  await readCard(ctx, id)
  const rows = await listChanges(ctx, id, field)
  const people = rows.flatMap((row) =>
    row.field === 'owner'
      ? [row.from_value, row.to_value].filter(isUuid)
      : row.field === 'shares'
        ? [...splitOf(row.from_value), ...splitOf(row.to_value)].map((one) => one.personId)
        : [],
  )
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, people)
  return {
    items: rows.map((row) => ({
      id: row.id,
      field: row.field,
      from: row.from_value,
      to: row.to_value,
      effectiveOn: row.effective_on,
      recordedAt: row.recorded_at.toISOString(),
      actorName: row.actor_name,
      reason: row.reason,
      takenBackAt: row.withdrawn_at?.toISOString() ?? null,
    })),
    people: Object.fromEntries(names),
  }
}

/** The instant a question asks of: one given, the end of a business day of the store, or now. */
export function instantAsked(
  ctx: Ctx,
  asked: { asOf?: string | undefined; day?: Day | undefined },
): Date {
  if (asked.asOf !== undefined) return new Date(asked.asOf)
  if (asked.day === undefined) return ctx.now
  return new Date(instantOf(addDays(asked.day, 1), '00:00', ctx.store.timeZone).getTime() - 1)
}

/**
 * A card as it was known at a time (rules.md, As of): what was written by then and not taken back by
 * then. Throws `core.not_found` where it was not made yet, or the actor may not see it now.
 */
export async function readStanding(ctx: Ctx, id: string, asOf: Date): Promise<CardStanding> {
  const [standing] = await standingsOf(
    ctx,
    await listStanding(ctx, { at: asOf, id, limit: 1 }),
    asOf,
  )
  if (!standing) throw coreError('core.not_found')
  ctx.customerId = standing.customerId
  return standing
}

/** A page of all cards of the actor's scope as they were known at a time, by id. */
export async function readStandings(
  ctx: Ctx,
  asked: { asOf: Date; cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rows = await listStanding(ctx, {
    at: asked.asOf,
    after: placeOf(asked.cursor, today),
    limit: asked.limit + 1,
  })
  const page = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? page.at(-1) : undefined
  return {
    items: await standingsOf(ctx, page, asked.asOf),
    nextCursor: last ? encodeCursor([last.id], today) : null,
  }
}

function placeOf(cursor: string | undefined, today: string): string | undefined {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 1)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [id] = decoded.ok ? decoded.key : []
  if (!isUuid(id)) throw coreError('core.bad_request', { why: 'cursor' })
  return id
}

async function standingsOf(
  ctx: Ctx,
  rows: readonly StandingRow[],
  at: Date,
): Promise<CardStanding[]> {
  const ids = rows.map((row) => row.id)
  const last = byCard(await listLastSteps(ctx, at, ids))
  const next = byCard(await listNextSteps(ctx, at, ids))
  const known = rows.flatMap((row) => {
    const valueOf = (field: ChangeField, now: string | null): string | null | undefined => {
      const before = last.get(row.id)?.get(field)
      if (before) return before.value
      const after = next.get(row.id)?.get(field)
      return after ? (after.is_unborn ? undefined : after.value) : now
    }
    const state = valueOf('state', row.state)
    // Nothing of it was written by then.
    if (state === undefined || state === null) return []
    return [{ row, state, valueOf }]
  })
  const people = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    known.flatMap(({ row, valueOf }) => [
      valueOf('owner', row.owner_id) ?? row.owner_id,
      ...splitOf(valueOf('shares', null)).map((one) => one.personId),
    ]),
  )
  return known.map(({ row, state, valueOf }) => {
    const ownerId = valueOf('owner', row.owner_id) ?? row.owner_id
    return cardStandingSchema.parse({
      id: row.id,
      customerId: row.customer_id,
      customerName: row.customer_name,
      state,
      stage: Number(valueOf('stage', String(row.stage)) ?? row.stage),
      level: valueOf('level', row.level) ?? row.level,
      ownerId,
      ownerName: people.get(ownerId) ?? null,
      expectedOn: valueOf('expected_on', row.expected_on) ?? row.expected_on,
      expectedAmountFen: Number(
        valueOf('expected_amount', String(row.expected_amount_fen)) ?? row.expected_amount_fen,
      ),
      origin: valueOf('origin', row.origin) ?? row.origin,
      shares: splitOf(valueOf('shares', null)).map((one) => ({
        ...one,
        name: people.get(one.personId) ?? null,
      })),
    })
  })
}

function byCard(steps: readonly StepRow[]): Map<string, Map<ChangeField, StepRow>> {
  const all = new Map<string, Map<ChangeField, StepRow>>()
  for (const step of steps) {
    const fields = all.get(step.opportunity_id) ?? new Map<ChangeField, StepRow>()
    fields.set(step.field, step)
    all.set(step.opportunity_id, fields)
  }
  return all
}

/** A split as the history keeps it: `<id>:60 <id>:40`. */
function splitOf(text: string | null | undefined): { personId: string; percent: number }[] {
  return (text ?? '')
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => {
      const [personId = '', percent] = part.split(':')
      return { personId, percent: Number(percent) }
    })
    .filter((one) => isUuid(one.personId))
}
