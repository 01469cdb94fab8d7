import { z } from 'zod'
import type { Ctx } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import {
  type CustomerFact,
  completenessOf,
  isFactOf,
  nextQuestion,
} from '#shared/customer-facts.ts'
import { coreError } from '#shared/errors.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { customersError, factsChange } from '../contract.ts'
import type { CompletenessAnswer } from '../contracts/questions.ts'
import { loadCustomer, noteChange } from './customer-record.ts'
import { type CustomerRow, listPhones } from './customers.queries.ts'
import { changeCustomer } from './customers.service.ts'
import { knownFacts } from './facts.ts'
import { addPhone } from './phones.service.ts'
import { listAskedInVain, upsertAskedInVain } from './questions.queries.ts'
import { countPeople } from './relations.queries.ts'
import { addRelation } from './relations.service.ts'

/** What the store wants to know of the customer at a level, what is missing, and what to ask next. */
export async function readCompleteness(
  ctx: Ctx,
  id: string,
  level: IntentLevel | undefined,
): Promise<CompletenessAnswer> {
  const row = await loadCustomer(ctx, id)
  const known = await knownOf(ctx, row)
  const completeness = completenessOf(
    { kind: row.kind, isOwner: row.is_owner, level: level ?? null, known },
    storeSettings(ctx.store).factLevels,
  )
  const asked = await listAskedInVain(ctx, id)
  return { ...completeness, next: nextQuestion(completeness.missing, asked) ?? null }
}

/**
 * Fills in one fact that is not known, or notes that it was asked in vain (`value` null); gives what
 * is asked next. Throws `customers.already_known` when a colleague filled it in meanwhile, and what
 * saving the fact itself throws.
 */
export async function answerQuestion(
  ctx: Ctx,
  id: string,
  given: { fact: CustomerFact; value: string | string[] | null; level?: IntentLevel | undefined },
): Promise<CompletenessAnswer> {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const { fact, value } = given
  if (!isFactOf(fact, row.kind)) throw coreError('core.bad_request', { fact })
  if ((await knownOf(ctx, row)).includes(fact)) throw customersError('customers.already_known')
  if (value === null) {
    await upsertAskedInVain(ctx, id, fact)
    noteChange(ctx, row, 'customer.asked_in_vain', { detail: { fact } })
  } else if (fact === 'secondPhone') {
    await addPhone(ctx, id, { phone: textOf(fact, value) })
  } else if (fact === 'contactPerson') {
    await addRelation(ctx, id, { role: 'buyer', person: { name: textOf(fact, value) }, note: '' })
  } else {
    const change = z.object(factsChange).safeParse(changeOf(fact, value))
    if (!change.success) throw coreError('core.bad_request', { fact })
    await changeCustomer(ctx, id, { version: row.version, ...change.data })
  }
  return readCompleteness(ctx, id, given.level)
}

async function knownOf(ctx: Ctx, row: CustomerRow): Promise<CustomerFact[]> {
  return knownFacts(row, {
    phones: (await listPhones(ctx, [row.id])).length,
    people: await countPeople(ctx, row.id),
  })
}

const namedIds = {
  source: 'sourceId',
  occupation: 'occupationId',
  industry: 'industryId',
  householdType: 'householdId',
  area: 'areaCode',
} as const

function changeOf(
  fact: Exclude<CustomerFact, 'secondPhone' | 'contactPerson'>,
  value: string | string[],
): Record<string, unknown> {
  if (fact === 'hobbies') return { hobbyIds: Array.isArray(value) ? value : [value] }
  const text = textOf(fact, value)
  return { [fact in namedIds ? namedIds[fact as keyof typeof namedIds] : fact]: text }
}

function textOf(fact: CustomerFact, value: string | string[]): string {
  if (typeof value === 'string') return value
  throw coreError('core.bad_request', { fact })
}
