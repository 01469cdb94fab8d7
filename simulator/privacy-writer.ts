import { addDays } from '#shared/days.ts'
import type { SimulatedCard } from './card-writer.ts'
import { instantOf } from './instant-of.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const sources = [
  ['signed', 6],
  ['verbal', 2],
  ['online', 2],
  ['message', 1],
] as const
const purposes = [['service', 'sales'], ['service', 'sales', 'marketing'], ['sales']] as const
const refusals = [
  { channels: ['message', 'wechat'], reason: '客户说不要再发促销' },
  { channels: ['message', 'email', 'post'], reason: '只愿意接电话' },
  { channels: ['call'], reason: '上班不便接电话，改用微信' },
]
const revealReasons = ['顾问休假，代为回访', '投诉处理，需当面致歉', '抽查跟踪真实性']
const mostReveals = 14
const hourMs = 3_600_000

/** Writes what people with an open card agreed to and asked, and who looked at their numbers. */
export function writePrivacy(
  plan: StorePlan,
  rows: StoreRows,
  cards: Iterable<SimulatedCard>,
): void {
  const random = createRandom('privacy', plan.seed, plan.storeNumber)
  const open = [...cards]
  for (const card of open) if (random.chance(0.45)) agree(plan, rows, random, card)
  const calm = open.filter((card) => card.level === 'C')
  for (const [place, refusal] of refusals.entries()) {
    const card = calm[place * 3]
    if (card) refuse(plan, rows, random, card, refusal)
  }
  writeReveals(plan, rows, open)
}

function agree(plan: StorePlan, rows: StoreRows, random: Random, card: SimulatedCard): void {
  const { customer, consultant } = card
  const source = random.weighted(sources)
  const add = (at: Date, isGiven: boolean, note: string) =>
    rows.consents.add({
      store_id: plan.storeId,
      id: random.id(at.getTime()),
      customer_id: customer.id,
      is_given: isGiven,
      purposes: isGiven ? random.pick(purposes) : [],
      source,
      note,
      at,
      recorded_at: at,
      recorded_by: consultant.id,
    })
  add(customer.createdAt, true, source === 'signed' ? '建卡时签署' : '')
  customer.consent = { at: customer.createdAt, source }
  if (!random.chance(0.02)) return
  add(card.lastContactAt, false, '客户来电撤回')
  customer.consent = null
}

function refuse(
  plan: StorePlan,
  rows: StoreRows,
  random: Random,
  card: SimulatedCard,
  refusal: (typeof refusals)[number],
): void {
  const at = card.lastContactAt
  rows.privacy_requests.add({
    store_id: plan.storeId,
    id: random.id(at.getTime()),
    customer_id: card.customer.id,
    kind: 'do_not_contact',
    ...refusal,
    is_from_elsewhere: false,
    asked_at: at,
    recorded_by: card.consultant.id,
    done_at: at,
  })
  card.customer.doNotContact = refusal.channels
}

/** The trail outlasts a history that is made anew, so the ids of its entries are of their moment. */
function writeReveals(plan: StorePlan, rows: StoreRows, open: readonly SimulatedCard[]): void {
  const random = createRandom('reveals', plan.seed, plan.storeNumber, plan.now.getTime())
  for (const [place, card] of open.slice(0, mostReveals).entries()) {
    const at = new Date(
      Math.min(
        instantOf(plan, addDays(plan.today, -(place % 7)), random.whole(560, 1050)).getTime(),
        plan.now.getTime() - hourMs,
      ),
    )
    const isOwn = place % 4 !== 3
    rows.audit_entries.add({
      store_id: plan.storeId,
      id: random.id(at.getTime()),
      at,
      actor_id: isOwn ? card.consultant.id : plan.manager,
      actor_kind: 'person',
      action: 'phone.revealed',
      record_type: 'customer',
      record_id: card.customer.id,
      customer_id: card.customer.id,
      detail: JSON.stringify({ purpose: isOwn ? 'follow-up' : 'reason' }),
      reason: isOwn ? 'follow-up' : random.pick(revealReasons),
      request_id: `simulated-${place}`,
    })
  }
}
