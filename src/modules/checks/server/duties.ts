import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { coreError } from '#shared/errors.ts'
import { builtInRoles } from '#shared/permissions.ts'
import { checksError, type Duty, type WorkKind, workKinds } from '../contract.ts'
import { listDutyRows, saveDuty } from './duties.queries.ts'

/** Who usually does and who usually checks (row 003-63); a store sets its own. */
const usual: Record<WorkKind, { executors: string[]; checkers: string[] }> = {
  receive: { executors: ['receptionist', 'consultant'], checkers: ['showroom_manager'] },
  file: { executors: ['consultant'], checkers: ['showroom_manager', 'sales_manager'] },
  follow_up: {
    executors: ['consultant', 'dcc_agent'],
    checkers: ['showroom_manager', 'sales_manager'],
  },
  one_to_one: { executors: ['consultant'], checkers: ['showroom_manager', 'sales_manager'] },
  spot_check: { executors: ['consultant'], checkers: ['care_agent'] },
  loss_verification: { executors: ['consultant'], checkers: ['care_agent', 'sales_manager'] },
}

/** Each kind of work with its executing and checking roles, as the store has set them. */
export async function readDuties(ctx: Ctx): Promise<Duty[]> {
  const rows = new Map((await listDutyRows(ctx)).map((row) => [row.work, row]))
  return workKinds.map((work) => {
    const row = rows.get(work)
    return row
      ? { work, executors: row.executors, checkers: row.checkers, version: row.version }
      : { work, ...usual[work], version: 0 }
  })
}

export const storeRoles = () =>
  builtInRoles.map((role) => ({ key: role.key, name: role.zh, nameEn: role.en }))

/** Sets who executes and who checks. Throws `core.stale_version`. */
export async function setDuty(
  ctx: Ctx,
  duty: { work: WorkKind; version: number; executors: string[]; checkers: string[] },
): Promise<Duty> {
  const saved = await saveDuty(ctx, duty)
  const now = (await readDuties(ctx)).find((one) => one.work === duty.work)
  if (!now || !saved) throw coreError('core.stale_version', { current: now })
  audit(ctx, {
    action: 'duty.changed',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { ...duty },
  })
  announce(ctx, { type: 'checks.duties_changed', recordId: personOf(ctx) })
  return now
}

/**
 * Throws unless the actor's role checks this kind of work in the store and the work is somebody
 * else's: never the same person for one record. `checks.own_work`, `checks.not_a_checker`.
 */
export async function assertChecker(ctx: Ctx, work: WorkKind, workerId: string): Promise<void> {
  const me = personOf(ctx)
  if (me === workerId) throw checksError('checks.own_work')
  const duty = (await readDuties(ctx)).find((one) => one.work === work)
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const mine = people.find((one) => one.id === me)?.roles ?? []
  // A role the store made itself is told apart by its rights alone.
  const named = mine.filter((role) => builtInRoles.some((one) => one.key === role.key))
  if (named.length > 0 && !named.some((role) => duty?.checkers.includes(role.key)))
    throw checksError('checks.not_a_checker')
}
