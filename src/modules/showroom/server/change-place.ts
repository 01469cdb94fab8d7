import { type Ctx, can } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type PlaceStatus, showroomError } from '../contract.ts'
import {
  insertPlaces,
  insertRotationChange,
  type PlaceRow,
  updatePlace,
} from './rotation.queries.ts'
import { endOf } from './rotation.ts'
import { announceRotation } from './rotation-news.ts'
import { leavesNow, listCandidates, loadPlaces, todayOf } from './standings.ts'
import { lockDoor } from './visits.queries.ts'
import { serveWaiting } from './waiting.ts'

type Move = 'first' | 'last' | 'earlier' | 'later'

/**
 * On duty, on a break, off, or another place in the order, which needs a reason. People change
 * their own status; everything else needs the right to run the rotation. Adds anybody of the store
 * who may receive visitors and has no place yet. Whoever is free now takes who waits.
 */
export async function changePlace(
  ctx: Ctx,
  personId: string,
  change: {
    status?: PlaceStatus | undefined
    move?: Move | undefined
    reason?: string | undefined
  },
): Promise<void> {
  const isOwnStatus = personId === ctx.actor.personId && change.move === undefined
  if (!isOwnStatus && !can(ctx, 'rotation.manage', 'store'))
    throw coreError('core.forbidden', { permission: 'rotation.manage' })
  const reason = change.reason ? maskPhonesInText(change.reason) : undefined
  if (change.move && !reason) throw showroomError('showroom.reason_needed')
  await lockDoor(ctx.tx, ctx.store.id)
  if (change.status === 'on_duty' && (await leavesNow(ctx)).has(personId))
    throw showroomError('showroom.on_leave')
  const { places, before } = await placeOf(ctx, personId, reason)
  const log = (what: 'status' | 'move', from: string | null, to: string) =>
    insertRotationChange(ctx.tx, logged(ctx, personId, { what, from, to, reason }))
  if (change.move) {
    await movePlace(ctx, places, personId, change.move)
    await log('move', String(places.findIndex((p) => p.person_id === personId) + 1), change.move)
  }
  if (change.status && change.status !== before.status) {
    await updatePlace(ctx.tx, ctx.store.id, todayOf(ctx), personId, { status: change.status })
    await log('status', before.status, change.status)
  }
  audit(ctx, {
    action: 'rotation.changed',
    recordType: 'rotation_place',
    recordId: personId,
    detail: { day: todayOf(ctx), from: before.status, to: change.status, move: change.move },
    ...(reason ? { reason } : {}),
  })
  announceRotation(ctx, personId)
  await serveWaiting(ctx)
}

/** The places of today with the person's, who is added at the end where they had none. */
async function placeOf(ctx: Ctx, personId: string, reason: string | undefined) {
  const places = await loadPlaces(ctx)
  const before = places.find((p) => p.person_id === personId)
  if (before) return { places, before }
  if (!(await listCandidates(ctx)).some((one) => one.id === personId))
    throw showroomError('showroom.no_such_consultant')
  await insertPlaces(ctx.tx, ctx.store.id, todayOf(ctx), [{ personId, position: endOf(places) }])
  await insertRotationChange(
    ctx.tx,
    logged(ctx, personId, { what: 'joined', from: null, to: null, reason }),
  )
  const now = await loadPlaces(ctx)
  return { places: now, before: now.find((p) => p.person_id === personId) as PlaceRow }
}

function logged(
  ctx: Ctx,
  personId: string,
  change: { what: string; from: string | null; to: string | null; reason: string | undefined },
) {
  return {
    store_id: ctx.store.id,
    id: uuidv7(),
    day: todayOf(ctx),
    person_id: personId,
    what: change.what,
    from_value: change.from,
    to_value: change.to,
    reason: change.reason ?? null,
    at: ctx.now,
    by_person: ctx.actor.personId,
  }
}

async function movePlace(
  ctx: Ctx,
  places: PlaceRow[],
  personId: string,
  move: Move,
): Promise<void> {
  const put = (id: string, position: number) =>
    updatePlace(ctx.tx, ctx.store.id, todayOf(ctx), id, { position })
  if (move === 'first') return put(personId, (places[0]?.position ?? 1) - 1)
  if (move === 'last') return put(personId, endOf(places))
  const at = places.findIndex((p) => p.person_id === personId)
  const here = places[at]
  const other = places[at + (move === 'earlier' ? -1 : 1)]
  if (!here || !other) return
  await put(personId, other.position)
  await put(other.person_id, here.position)
}
