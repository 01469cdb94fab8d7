import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { listOptions, seedDictionaries } from '#modules/dictionaries/index.ts'
import { decideLoss, proposeLoss } from '#modules/opportunities/contracts/card-endings.ts'
import type { TestApp } from '../../testing.ts'
import { recordLossCall } from './contract.ts'

/** The people a loss passes through in a store. */
export interface LossPeople {
  group: TestGroup
  manager: TestPerson
  care: TestPerson
  liu: TestPerson
}

/** A group whose store has a sales manager, customer care and a consultant; the clock at ten. */
export async function makeLossPeople(kit: TestApp): Promise<LossPeople> {
  kit.clock.set('2026-09-15T02:00:00Z')
  const group = await makeGroup(kit.app)
  return {
    group,
    manager: await group.addPerson('sales_manager'),
    care: await group.addPerson('care_agent'),
    liu: await group.addPerson('consultant', { name: '刘顾问' }),
  }
}

/** What a store may give as the reason of a loss, or as the brand that won. */
export function lossOptions(
  kit: TestApp,
  { store }: TestGroup,
  kind: 'loss_reason' | 'competitor',
): Promise<{ id: string; code: string | null; label: string; labelEn: string }[]> {
  return inStores(kit.app.db, [store.id], async (tx) => {
    await seedDictionaries(tx, store.groupId)
    return listOptions(tx, store.groupId, kind, store.id)
  })
}

/** Proposes the loss of a card for its price; gives the answer. */
export const loseCard = (
  kit: TestApp,
  as: TestPerson,
  card: { id: string },
  given: Record<string, unknown> = {},
) =>
  kit.call(as, proposeLoss, {
    params: { id: card.id },
    body: { kind: 'defeat', reason: '价格高于竞品', summary: '客户买了竞品', ...given },
  })

/** Care hears that the loss is true and the manager confirms it; throws what refused it. */
export async function confirmLoss(
  kit: TestApp,
  { care, manager }: Pick<LossPeople, 'care' | 'manager'>,
  card: { id: string },
  found?: { reasonId?: string; competitor?: string; rivalId?: string },
): Promise<void> {
  const params = { id: card.id }
  await kit.call(care, recordLossCall, { params, body: { outcome: 'true_loss', note: '已通话' } })
  const { status, body } = await kit.call(manager, decideLoss, {
    params,
    body: { isConfirmed: true, reason: '核实无误', ...(found ? { found } : {}) },
  })
  if (status !== 200) throw new Error(`The loss was refused: ${JSON.stringify(body)}`)
}
