import { addDays } from '#shared/days.ts'
import type { SimulatedCard } from './card-writer.ts'
import { drawPicture } from './draw-picture.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const comments = [
  '客户对比了竞品，主要看重后排空间',
  '太太更喜欢白色，周末带来看实车',
  '旧车想置换，已请二手车同事估价',
  '希望分期 36 期，首付三成',
  '客户嫌提车等得久，请留意在途车',
  '老客户介绍来的，报价时照顾一下',
]
const asks = [
  '请帮忙留意这位客户的现车',
  '我明天休息，客户可能上午来，请接待',
  '请看看还能不能再优惠',
]
const taskNotes = {
  call: ['确认周末到店时间', '告知贷款审批结果', '问试驾感受'],
  send: ['车型目录和配置表', '金融方案彩页'],
  propose: ['两种分期方案', '置换加购方案'],
} as const
const minuteMs = 60_000
const mostFiles = 8

/** Writes what colleagues leave on open cards: comments, tasks, a few photos. Draws by itself. */
export class NoteWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  #files = 0

  constructor(plan: StorePlan, rows: StoreRows) {
    this.#plan = plan
    this.#rows = rows
    this.#random = createRandom('notes', plan.seed, plan.storeNumber)
  }

  leave(card: SimulatedCard): void {
    const random = this.#random
    if (random.chance(0.16)) this.#comment(card)
    if (random.chance(0.1)) this.#task(card)
    if (this.#files < mostFiles && random.chance(0.12)) this.#file(card)
  }

  #comment(card: SimulatedCard): void {
    const { receptionist, storeId } = this.#plan
    const random = this.#random
    const at = this.#after(card)
    // Consultants see only their own; the desk sees every customer and can be asked.
    const asksDesk = random.chance(0.3)
    this.#rows.comments.add({
      store_id: storeId,
      id: random.id(at.getTime()),
      customer_id: card.customer.id,
      author_id: card.consultant.id,
      text: random.pick(asksDesk ? asks : comments),
      mentions: asksDesk ? [receptionist] : [],
      at,
    })
  }

  #task(card: SimulatedCard): void {
    const { storeId, today } = this.#plan
    const random = this.#random
    const kind = random.pick(['call', 'send', 'propose'] as const)
    const at = this.#after(card)
    this.#rows.tasks.add({
      store_id: storeId,
      id: random.id(at.getTime()),
      customer_id: card.customer.id,
      kind,
      person_id: card.consultant.id,
      on_day: addDays(today, random.whole(-1, 4)),
      at_time: random.chance(0.4) ? `${random.whole(10, 16)}:30` : null,
      note: random.pick(taskNotes[kind]),
      created_by: card.consultant.id,
      created_at: at,
    })
  }

  #file(card: SimulatedCard): void {
    const { storeId, vault } = this.#plan
    const random = this.#random
    const at = this.#after(card)
    const id = random.id(at.getTime())
    const bytes = drawPicture(random)
    this.#files += 1
    this.#rows.attachments.add({
      store_id: storeId,
      id,
      customer_id: card.customer.id,
      name: random.pick(['名片.png', '驾照正页.png', '旧车照片.png']),
      kind: 'image',
      content_type: 'image/png',
      size: bytes.length,
      note: random.chance(0.5) ? '客户到店时拍摄' : '',
      sealed_for: card.customer.id,
      uploaded_by: card.consultant.id,
      uploaded_at: at,
    })
    this.#rows.attachment_chunks.add({
      store_id: storeId,
      attachment_id: id,
      position: 0,
      sealed: vault.sealFor(card.customer.sealedKey, bytes),
    })
  }

  /** Some minutes after the last contact, and not in the future. */
  #after(card: SimulatedCard): Date {
    const at = card.lastContactAt.getTime() + this.#random.whole(2, 40) * minuteMs
    return new Date(Math.min(at, this.#plan.now.getTime()))
  }
}
