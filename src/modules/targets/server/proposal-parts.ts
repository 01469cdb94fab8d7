import type { Ctx } from '#foundation/ctx.ts'
import type { CallOutput } from '#shared/contract.ts'
import {
  type proposeTargets,
  type TargetNumber,
  type TargetScope,
  targetsError,
} from '../contract.ts'
import { type Subject, subjectsOf } from './subjects.ts'
import { listTargets } from './targets.queries.ts'

export type Proposal = CallOutput<typeof proposeTargets>

export interface Asked {
  kind:
    | 'months_by_season'
    | 'months_evenly'
    | 'shares_by_past'
    | 'shares_evenly'
    | 'copy_targets'
    | 'copy_done'
    | 'traffic_identity'
  metric: TargetNumber
  scope: TargetScope
  subject: string
  period?: string | undefined
  total?: number | undefined
  percent: number
}

export interface Part {
  subject: Subject
  scope: TargetScope
  period: string
  value: number
  weight: number | null
}

/** Whom a target is for; throws `targets.no_such_subject`. */
export async function subjectNamed(ctx: Ctx, scope: TargetScope, id: string): Promise<Subject> {
  const found = (await subjectsOf(ctx, scope)).find((one) => one.subject === id)
  if (!found) throw targetsError('targets.no_such_subject')
  return found
}

/** The parts beside what is set now, with the revisions a change must carry. */
export async function besideSet(
  ctx: Ctx,
  metric: TargetNumber,
  total: number,
  parts: readonly Part[],
): Promise<Proposal> {
  const rows = await listTargets(ctx, {
    storeIds: [ctx.store.id],
    metrics: [metric],
    periods: [...new Set(parts.map((part) => part.period))],
  })
  return {
    metric,
    total,
    basis: null,
    cells: parts.map(({ subject, scope, period, value, weight }) => {
      const row = rows.find(
        (one) => one.scope === scope && one.subject === subject.subject && one.period === period,
      )
      return {
        scope,
        ...subject,
        period,
        value,
        weight,
        current: row?.value ?? null,
        revision: row?.revision ?? 0,
      }
    }),
  }
}
