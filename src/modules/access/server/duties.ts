import { type Ctx, personOf } from '#foundation/ctx.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { type WorkKind, workKinds } from '#shared/work-kinds.ts'
import { listPeopleOfStore } from './colleagues.ts'
import { listDutyRows } from './duties.queries.ts'

/** Keys of the roles that do a kind of work, and of those that check it. */
export interface WorkDuty {
  work: WorkKind
  executors: string[]
  checkers: string[]
  /** 0 while the usual one holds. */
  version: number
}

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
  loss_verification: {
    executors: ['consultant', 'dcc_agent'],
    checkers: ['care_agent', 'showroom_manager', 'sales_manager'],
  },
}

/** Each kind of work with its executing and checking roles, as the store has set them. */
export async function readDuties(ctx: Ctx): Promise<WorkDuty[]> {
  const rows = new Map((await listDutyRows(ctx)).map((row) => [row.work, row]))
  return workKinds.map((work) => {
    const row = rows.get(work)
    return row
      ? { work, executors: row.executors, checkers: row.checkers, version: row.version }
      : { work, ...usual[work], version: 0 }
  })
}

/**
 * Whether a role of the actor checks this kind of work in the store. A role the group made itself is
 * told apart by its rights alone.
 */
export async function mayCheck(ctx: Ctx, work: WorkKind): Promise<boolean> {
  const me = personOf(ctx)
  const duty = (await readDuties(ctx)).find((one) => one.work === work)
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const mine = people.find((one) => one.id === me)?.roles ?? []
  const named = mine.filter((role) => builtInRoles.some((one) => one.key === role.key))
  return named.length === 0 || named.some((role) => duty?.checkers.includes(role.key))
}
