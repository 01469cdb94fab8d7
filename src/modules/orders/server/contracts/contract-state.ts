import { type Ctx, can } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { orderEvents } from '../../contract.ts'
import { type ContractState, documentsError } from '../../contracts/documents.ts'
import { contractWords } from '../../contract-words.ts'
import { lockOrder, reachesOrder } from '../orders.policy.ts'
import type { OrderRow } from '../orders.queries.ts'
import {
  findContract,
  insertContractStep,
  lockStanding,
  updateContract,
} from './contracts.queries.ts'

/** Which states follow which; going back one is a correction and keeps its line. */
const following: Readonly<Record<ContractState, readonly ContractState[]>> = {
  prepared: ['printed', 'customer_signed'],
  printed: ['customer_signed', 'prepared'],
  customer_signed: ['store_signed', 'printed'],
  store_signed: ['archived', 'customer_signed'],
  archived: ['store_signed'],
  void: [],
}
/** The store's own side: signing, sealing and archiving are for who manages contracts. */
const managed: readonly ContractState[] = ['store_signed', 'archived']

/**
 * Notes how far a contract is signed. Sealing and archiving need `contracts.manage`; archiving needs
 * the scanned copy. Throws `contracts.wrong_step`, `contracts.scan_needed`, `core.stale_version`.
 */
export async function stepTo(
  ctx: Ctx,
  id: string,
  given: { version: number; state: ContractState; note: string },
): Promise<void> {
  const seen = await findContract(ctx, id)
  if (!seen) throw coreError('core.not_found')
  const order = await lockOrder(ctx, seen.order_id, 'orders.read')
  const contract = await findContract(ctx, id)
  if (!contract) throw coreError('core.not_found')
  if (contract.version !== given.version)
    throw coreError('core.stale_version', {
      current: { version: contract.version, state: contract.state },
    })
  if (!following[contract.state].includes(given.state))
    throw documentsError('contracts.wrong_step', {
      state: say(contractWords[`is_${contract.state}`], ctx.locale),
    })
  const isManaged = managed.includes(given.state) || managed.includes(contract.state)
  assertMayStep(ctx, order, isManaged)
  if (given.state === 'archived' && contract.scan_file_id === null)
    throw documentsError('contracts.scan_needed')
  await setState(ctx, contract, given.state, given.note)
}

/** Who writes the order notes printing and the customer's signature; the rest is the store's. */
export function assertMayStep(ctx: Ctx, order: OrderRow, isManaged: boolean): void {
  if (can(ctx, 'contracts.manage', 'store')) return
  if (isManaged || !reachesOrder(ctx, order, 'orders.write'))
    throw coreError('core.forbidden', {
      permission: isManaged ? 'contracts.manage' : 'orders.write',
    })
}

/** The order's contract is worth nothing any more: the order was cancelled, or a new one is made. */
export async function voidContract(ctx: Ctx, orderId: string, reason: string): Promise<void> {
  const standing = await lockStanding(ctx, orderId)
  if (standing) await setState(ctx, standing, 'void', reason)
}

async function setState(
  ctx: Ctx,
  contract: { id: string; version: number; state: ContractState },
  state: ContractState,
  note: string,
): Promise<void> {
  await updateContract(ctx, contract.id, contract.version, { state, state_at: ctx.now })
  await insertContractStep(ctx, {
    id: uuidv7(),
    contract_id: contract.id,
    state,
    note: maskPhonesInText(note),
  })
  audit(ctx, {
    action: `contract.${state}`,
    recordType: 'contract',
    recordId: contract.id,
    detail: { from: contract.state, to: state },
    ...(note === '' ? {} : { reason: note }),
  })
  announce(ctx, { type: orderEvents.contractChanged, recordId: contract.id, data: { state } })
}
