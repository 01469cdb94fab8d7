import { isDeepStrictEqual } from 'node:util'
import { authorise, type Ctx, can } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { listRoleRows, listRolesOf, peopleHolding } from '#modules/access/index.ts'
import {
  type Asked,
  type DiscountLimit,
  isCovered,
  isFree,
  isWithin,
  rolesCovering,
  standardLadder,
} from '#shared/discount-ladder.ts'
import { coreError } from '#shared/errors.ts'
import { quotesError } from '../contracts/quote-errors.ts'
import { listOwnLimits, lockLimits, replaceLimits } from './approvals.queries.ts'

/** Who may give how much in this store: its own ladder, else the product's. */
async function readLadder(ctx: Ctx): Promise<{ ladder: DiscountLimit[]; isOwn: boolean }> {
  const own = await listOwnLimits(ctx)
  return own.length > 0
    ? { ladder: own, isOwn: true }
    : { ladder: [...standardLadder], isOwn: false }
}

/** Whether the acting person may give what is asked by one of their roles; the system may. */
export async function mayGiveDiscount(ctx: Ctx, asked: Asked): Promise<boolean> {
  if (isFree(asked) || ctx.actor.kind === 'system') return true
  return mayPersonGive(ctx, ctx.actor.personId ?? '', asked, (await readLadder(ctx)).ladder)
}

async function mayPersonGive(
  ctx: Ctx,
  personId: string,
  asked: Asked,
  ladder: readonly DiscountLimit[],
): Promise<boolean> {
  const roles = await listRolesOf(ctx.tx, ctx.store.groupId, personId)
  const keys = new Set(roles.map(({ key }) => key))
  return ladder.some((limit) => keys.has(limit.roleKey) && isCovered(limit, asked))
}

/** The names of the roles that may give what is asked, the lowest first, in the person's language. */
export async function rolesForDiscount(ctx: Ctx, asked: Asked): Promise<string[]> {
  const { ladder } = await readLadder(ctx)
  const names = await roleNames(ctx)
  return rolesCovering(ladder, asked).map((key) => names.get(key) ?? key)
}

/** The people of the store who can decide what is asked. */
export async function approversFor(ctx: Ctx, asked: Asked): Promise<string[]> {
  const { ladder } = await readLadder(ctx)
  const { groupId, id } = ctx.store
  const holders = await peopleHolding(ctx.tx, groupId, id, 'quotes.approve')
  const able: string[] = []
  for (const holder of holders)
    if (await mayPersonGive(ctx, holder.id, asked, ladder)) able.push(holder.id)
  return able
}

/** The ladder with every role that may make or approve quotes, by name. */
export async function readLimits(ctx: Ctx) {
  const { ladder, isOwn } = await readLadder(ctx)
  const names = await roleNames(ctx)
  const keys = new Set(ladder.map(({ roleKey }) => roleKey))
  const rows = await listRoleRows(ctx.tx, ctx.store.groupId)
  const reach = await readReach(ctx, ladder)
  const others = rows.filter(
    ({ key, grants }) => !keys.has(key) && ('quotes.write' in grants || 'quotes.approve' in grants),
  )
  return {
    others: others.map(({ key }) => ({ roleKey: key, roleName: names.get(key) ?? key })),
    items: ladder
      .filter(({ roleKey }) => names.has(roleKey))
      .map((limit) => ({
        ...limit,
        roleName: names.get(limit.roleKey) ?? limit.roleKey,
        mayChange: isInReach(reach, limit),
      })),
    mayAdd: reach === 'all' || reach.length > 0,
    isOwn,
  }
}

/**
 * Sets the store's ladder; without a line the product's stands again. Throws `core.stale_version`,
 * `quotes.limit_beyond_own` where a changed line reaches, before or after, beyond the actor's own.
 */
export async function saveLimits(
  ctx: Ctx,
  given: { seen: readonly DiscountLimit[]; limits: readonly DiscountLimit[] },
) {
  authorise(ctx, 'pricing.manage', 'store')
  await lockLimits(ctx)
  const before = await readLimits(ctx)
  const plain = (limits: readonly DiscountLimit[]) =>
    [...limits]
      .map(({ roleKey, percentBp, amountFen, mayGoBelowFloor }) => ({
        roleKey,
        percentBp,
        amountFen,
        mayGoBelowFloor,
      }))
      .sort((a, b) => (a.roleKey < b.roleKey ? -1 : 1))
  if (!isDeepStrictEqual(plain(given.seen), plain(before.items)))
    throw coreError('core.stale_version', { current: before })
  const names = await roleNames(ctx)
  const keys = given.limits.map(({ roleKey }) => roleKey)
  if (keys.some((key) => !names.has(key)) || new Set(keys).size !== keys.length)
    throw coreError('core.not_found')
  await assertLimitsFromAbove(ctx, names, given.limits)
  await replaceLimits(
    ctx,
    given.limits.map((limit) => ({
      store_id: ctx.store.id,
      role_key: limit.roleKey,
      percent_bp: limit.percentBp,
      amount_fen: limit.amountFen,
      may_go_below_floor: limit.mayGoBelowFloor,
      set_at: ctx.now,
      set_by: ctx.actor.personId,
    })),
  )
  audit(ctx, {
    action: 'discount_limits.set',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { before: plain(before.items), after: plain(given.limits) },
  })
  return readLimits(ctx)
}

/** How far the actor's own lines reach: somebody of the whole group sets limits without having one. */
async function readReach(ctx: Ctx, ladder: readonly DiscountLimit[]) {
  if (!can(ctx, 'pricing.manage', 'store')) return []
  if (ctx.actor.kind === 'system' || can(ctx, 'pricing.manage', 'group')) return 'all'
  const roles = await listRolesOf(ctx.tx, ctx.store.groupId, ctx.actor.personId ?? '')
  return ladder.filter(({ roleKey }) => roles.some(({ key }) => key === roleKey))
}

const isInReach = (reach: 'all' | readonly DiscountLimit[], limit: DiscountLimit) =>
  reach === 'all' || reach.some((own) => isWithin(limit, own))

/** Limits come from above: nobody raises their own, nor touches one that reaches further. */
async function assertLimitsFromAbove(
  ctx: Ctx,
  names: ReadonlyMap<string, string>,
  limits: readonly DiscountLimit[],
): Promise<void> {
  const { ladder } = await readLadder(ctx)
  const reach = await readReach(ctx, ladder)
  const after = limits.length > 0 ? limits : standardLadder
  const lines = (all: readonly DiscountLimit[], key: string) =>
    all.find(({ roleKey }) => roleKey === key)
  for (const key of new Set([...ladder, ...after].map(({ roleKey }) => roleKey))) {
    const [was, becomes] = [lines(ladder, key), lines(after, key)]
    if (!names.has(key) || isDeepStrictEqual(was, becomes)) continue
    if ([was, becomes].some((line) => line && !isInReach(reach, line)))
      throw quotesError('quotes.limit_beyond_own', { role: names.get(key) ?? key })
  }
}

/** Whether the actor decides requests of what is asked. */
export async function mayDecide(ctx: Ctx, asked: Asked): Promise<boolean> {
  return can(ctx, 'quotes.approve') && mayGiveDiscount(ctx, asked)
}

async function roleNames(ctx: Ctx): Promise<Map<string, string>> {
  const rows = await listRoleRows(ctx.tx, ctx.store.groupId)
  return new Map(
    rows.map((row) => [row.key, ctx.locale === 'zh' ? row.name : row.name_en || row.name]),
  )
}
