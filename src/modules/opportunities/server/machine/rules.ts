import { authorise, type Ctx, can, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { listPeopleOfStore, nameOfPeople } from '#modules/access/index.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { coreError } from '#shared/errors.ts'
import { type MachineRules, machineError } from '../../contracts/machine.ts'
import { stepList } from '../states.ts'
import { deliveredRules, orderStages } from './delivered-rules.ts'
import { insertRules, listAllRules, listLastRules, listStagesInUse } from './rules.queries.ts'

const groupsOwn = 0

/** The rules that hold in the store: its own, else its group's, else as delivered. */
export async function rulesOf(ctx: Ctx): Promise<MachineRules> {
  return (await lastRules(ctx)).rules
}

async function lastRules(ctx: Ctx) {
  const rows = await listLastRules(ctx)
  const group = rows.find((row) => row.of_store === groupsOwn)
  const store = rows.find((row) => row.of_store === ctx.store.id)
  const source: 'store' | 'group' | 'delivered' = store?.rules
    ? 'store'
    : group?.rules
      ? 'group'
      : 'delivered'
  return {
    rules: store?.rules ?? group?.rules ?? deliveredRules,
    source,
    numbers: { group: group?.number ?? 0, store: store?.number ?? 0 },
  }
}

/** Stages in order, 90 and 100 included; names in both languages. */
export async function stagesOf(
  ctx: Ctx,
): Promise<{ percent: number; name: string; nameEn: string }[]> {
  const { stages } = await rulesOf(ctx)
  return [...stages.map(({ percent, name, nameEn }) => ({ percent, name, nameEn })), ...orderStages]
}

/** The whole machine for the diagram: steps as data, rules, who may change them. */
export async function readMachine(ctx: Ctx) {
  const { rules, source, numbers } = await lastRules(ctx)
  const isEnglish = ctx.locale === 'en'
  return {
    steps: stepList.map((step) => ({
      verb: step.verb,
      from: [...step.from],
      to: step.to,
      by: step.by,
      permission: step.permission ?? null,
      needs: [...(step.needs ?? [])],
      approval: step.approval ?? null,
    })),
    rules,
    source,
    numbers,
    mayEdit: {
      group: can(ctx, 'stores.manage', 'group'),
      store: can(ctx, 'stores.manage', 'store'),
    },
    roles: builtInRoles
      .filter((role) => role.grants['opportunities.approve'] !== undefined)
      .map((role) => ({ key: role.key, name: isEnglish ? role.en : role.zh })),
  }
}

/**
 * Sets the machine of the store or of the group; every setting before stays readable. Throws
 * `core.stale_version` when somebody saved meanwhile, `opportunities.machine_stages`.
 */
export async function saveMachine(
  ctx: Ctx,
  asked: { scope: 'store' | 'group'; basedOn: number; rules: MachineRules | null; reason: string },
): Promise<{ number: number }> {
  if (asked.scope === 'group' && !can(ctx, 'stores.manage', 'group'))
    throw machineError('opportunities.no_group_machine')
  authorise(ctx, 'stores.manage', 'store')
  if (asked.rules) assertStages(asked.rules)
  const before = await lastRules(ctx)
  const number = asked.basedOn + 1
  const isKept =
    before.numbers[asked.scope] === asked.basedOn &&
    (await insertRules(ctx, {
      ofStore: asked.scope === 'group' ? groupsOwn : ctx.store.id,
      number,
      rules: asked.rules,
      reason: asked.reason,
    }))
  if (!isKept) throw coreError('core.stale_version', { current: await readMachine(ctx) })
  audit(ctx, {
    action: 'machine.changed',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { scope: asked.scope, number, rules: asked.rules, before: before.rules },
    reason: asked.reason,
  })
  announce(ctx, {
    type: 'opportunities.machine_changed',
    recordId: personOf(ctx),
    data: { scope: asked.scope, number },
  })
  return { number }
}

function assertStages({ stages, openingStage }: MachineRules): void {
  const percents = stages.map((stage) => stage.percent)
  const isAscending = percents.every((one, at) => at === 0 || one > (percents[at - 1] as number))
  if (!isAscending || !percents.includes(openingStage))
    throw machineError('opportunities.machine_stages')
}

/** Every setting there was: who, when, what, why. */
export async function readMachineHistory(ctx: Ctx) {
  const rows = await listAllRules(ctx)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => (row.saved_by ? [row.saved_by] : [])),
  )
  return {
    items: rows.map((row) => ({
      scope: row.of_store === groupsOwn ? ('group' as const) : ('store' as const),
      number: row.number,
      rules: row.rules,
      reason: row.reason,
      savedAt: row.saved_at.toISOString(),
      savedByName: row.saved_by ? (names.get(row.saved_by) ?? null) : null,
    })),
  }
}

/** The stages as the card and the board offer them. */
export async function readStages(ctx: Ctx) {
  const { stages } = await rulesOf(ctx)
  const nameOf = (one: { name: string; nameEn: string }) =>
    ctx.locale === 'en' && one.nameEn !== '' ? one.nameEn : one.name
  const known = [
    ...(await Promise.all(
      stages.map(async (stage) => ({
        percent: stage.percent,
        name: nameOf(stage),
        needsModel: stage.needsModel,
        isOfOrder: false,
        needsApproval: !(await mayDecide(ctx, stage.approvers)),
      })),
    )),
    ...orderStages.map((stage) => ({
      percent: stage.percent,
      name: nameOf(stage),
      needsModel: false,
      isOfOrder: true,
      needsApproval: false,
    })),
  ]
  const inUse = await listStagesInUse(ctx)
  return {
    stages: known,
    earlier: inUse.filter((percent) => known.every((one) => one.percent !== percent)),
  }
}

/**
 * Whether the actor decides where these roles do: nobody named is everybody. A role the group made
 * itself is told apart by its rights alone, as with the checks (seed row 003-63).
 */
export async function mayDecide(ctx: Ctx, approvers: readonly string[]): Promise<boolean> {
  if (approvers.length === 0 || ctx.actor.kind === 'system') return true
  if (!can(ctx, 'opportunities.approve', 'team')) return false
  return decides(await rolesOf(ctx, personOf(ctx)), approvers)
}

/** Whether somebody with these roles decides. */
export function decides(roles: readonly string[], approvers: readonly string[]): boolean {
  const named = roles.filter((role) => builtInRoles.some((one) => one.key === role))
  return named.length === 0 || named.some((role) => approvers.includes(role))
}

async function rolesOf(ctx: Ctx, personId: string): Promise<string[]> {
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  return people.find((one) => one.id === personId)?.roles.map((role) => role.key) ?? []
}
