import { authorise, type Ctx, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { type OrderRules, orderRulesSchema } from '../contracts/steps.ts'
import { usualRules } from './usual-rules.ts'
import { findRules, saveRules } from './rules.queries.ts'

/** What the store set for its orders; the usual rules until it did. */
export async function rulesOf(ctx: Ctx): Promise<OrderRules & { version: number; isOwn: boolean }> {
  const row = await findRules(ctx)
  const own = orderRulesSchema.partial().safeParse(row?.rules)
  return {
    ...usualRules,
    ...(own.success ? own.data : {}),
    version: row?.version ?? 0,
    isOwn: row !== undefined,
  }
}

/** Changes them; keys are never used twice. Throws `core.stale_version`, `core.invalid_input`. */
export async function changeRules(ctx: Ctx, given: OrderRules & { version: number }) {
  authorise(ctx, 'contracts.manage', 'store')
  const { version, ...rules } = given
  for (const list of ['steps', 'points'] as const) {
    const keys = rules[list].map((one) => one.key)
    const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index)
    if (twice >= 0)
      throw coreError('core.invalid_input', {
        issues: [{ path: [list, twice, 'key'], message: 'twice' }],
      })
  }
  const isSaved = await saveRules(ctx, version, {
    rules: JSON.stringify(rules),
    changed_by: personOf(ctx),
    changed_at: ctx.now,
  })
  if (!isSaved) throw coreError('core.stale_version', { current: await rulesOf(ctx) })
  audit(ctx, {
    action: 'order_rules.changed',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { steps: rules.steps.map((one) => one.key), points: rules.points.length },
  })
  return rulesOf(ctx)
}
