import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { mayCheck, readDuties, saveDuty } from '#modules/access/index.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { coreError } from '#shared/errors.ts'
import type { WorkKind } from '#shared/work-kinds.ts'
import { checksError, type Duty } from '../contract.ts'

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
  if (personOf(ctx) === workerId) throw checksError('checks.own_work')
  if (!(await mayCheck(ctx, work))) throw checksError('checks.not_a_checker')
}
