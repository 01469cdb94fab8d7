import { addDays, type Day } from '#shared/days.ts'
import { districtOf, householdAndArea } from './household-and-area.ts'
import { mobileNumber, personName } from './people-data.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

interface Known {
  id: string
  name: string
  sex: 'male' | 'female'
  sealedKey: Buffer
  createdAt: Date
  consultantId: string
  vehicle?: unknown
}

const streets = ['人民路', '建设街', '解放大路', '中山路', '新华街', '滨河路']
const workplaces = [
  '第一中学',
  '市中心医院',
  '建设银行',
  '一汽铸造',
  '万达广场',
  '自由职业',
  '区税务局',
]
const households = [
  '三口之家，孩子上小学',
  '两口子，计划要孩子',
  '与父母同住，五口人',
  '单身',
  '四口之家，两个孩子',
]
const preferences = [
  '看重空间和后排',
  '关注油耗',
  '喜欢白色，要天窗',
  '预算 18 万以内',
  '看重安全配置',
  '要大后备箱',
]
const reasons = {
  fleet: ['年采购 10 台以上', '网约车公司，批量采购', '政府用车定点'],
  vip: ['第三次购车', '老板朋友，多次转介绍', '商会会长'],
  difficult: ['两次退订，注意定金条款', '曾在展厅争执，由经理接待', '多次投诉价格，报价须书面'],
} as const

/**
 * What a store has learnt of its customers beside name and number: more of owners than of others.
 * A chance of its own, so that visits and deals stay as they are for a seed.
 */
export class CustomerFactsWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly random: Random
  /** Of its own too: what was drawn before stays as it was for a seed. */
  readonly #attributes: Random
  #before: Known | undefined

  constructor(plan: StorePlan, rows: StoreRows) {
    this.#plan = plan
    this.#rows = rows
    this.random = createRandom('facts', plan.seed, plan.storeNumber)
    this.#attributes = createRandom('attributes', plan.seed, plan.storeNumber)
  }

  /** The columns of one customer; also writes, for a few, whom they are related to. */
  columnsOf(customer: Known, special: 'fleet' | 'vip' | 'difficult' | null) {
    const random = this.random
    const { words } = this.#plan
    const much = customer.vehicle !== undefined
    const knows = (share: number) => random.chance(much ? Math.min(0.95, share * 2) : share)
    if (special === 'fleet') return this.#companyColumns(customer)
    const sealed: Record<string, string> = {}
    if (knows(0.28)) sealed.household = random.pick(households)
    if (knows(0.2)) sealed.workplace = random.pick(workplaces)
    const isAddressKnown = knows(0.14)
    const address = isAddressKnown ? this.#street() : ''
    const hobbies = knows(0.3) ? this.#some(words.hobbies, random.whole(1, 3)) : []
    this.#relate(customer)
    const birthday = knows(0.16) ? this.#birthday() : null
    const { district, ...attributes } = householdAndArea(this.#plan, this.#attributes, {
      birthday,
      knowsMuch: much,
    })
    if (isAddressKnown) sealed.homeAddress = `${district?.label ?? ''}${address}`
    return {
      birthday,
      ...attributes,
      occupation_id: knows(0.45) ? (this.#oneOf(words.occupations) ?? null) : null,
      industry_id: knows(0.25) ? (this.#oneOf(words.industries) ?? null) : null,
      hobby_ids: hobbies,
      special_reason: special ? random.pick(reasons[special]) : '',
      preferences: knows(0.35) ? random.pick(preferences) : '',
      ...this.#sealed(customer, sealed),
    }
  }

  /** A company: its papers, and who buys for it. */
  #companyColumns(customer: Known) {
    const random = this.random
    this.#addRelation(customer, 'buyer')
    const district = districtOf(this.#plan, this.#attributes)
    return {
      birthday: null,
      household_id: null,
      area_code: district?.code ?? null,
      occupation_id: null,
      industry_id: this.#oneOf(this.#plan.words.industries) ?? null,
      hobby_ids: [],
      special_reason: random.pick(reasons.fleet),
      preferences: '统一白色，要对公发票',
      ...this.#sealed(customer, {
        registeredName: customer.name,
        workAddress: `${district?.label ?? ''}${this.#street()}`,
        taxNumber: `91220101MA${String(random.whole(10_000_000, 99_999_999))}`,
      }),
    }
  }

  #sealed(customer: Known, facts: Record<string, string>) {
    const names = Object.keys(facts)
    return {
      sealed_facts:
        names.length === 0
          ? null
          : this.#plan.vault.sealFor(customer.sealedKey, JSON.stringify(facts)),
      sealed_fact_names: names,
    }
  }

  #street(): string {
    return `${this.random.pick(streets)} ${this.random.whole(1, 280)} 号`
  }

  #birthday(): Day {
    return addDays('1962-01-01', this.random.whole(0, 365 * 42))
  }

  #oneOf(ids: readonly string[]): string | undefined {
    return ids.length === 0 ? undefined : this.random.pick(ids)
  }

  #some(ids: readonly string[], count: number): string[] {
    const chosen = new Set<string>()
    for (let i = 0; i < count && ids.length > 0; i++) chosen.add(this.random.pick(ids))
    return [...chosen]
  }

  /** One in twenty-five has a spouse or friend among the customers, as many a contact by name. */
  #relate(customer: Known): void {
    const random = this.random
    const before = this.#before
    this.#before = customer
    const isLinked = before !== undefined && before.consultantId === customer.consultantId
    const kind = random.next()
    if (kind > 0.08 || (kind < 0.04 && !isLinked)) return
    if (kind < 0.04) this.#addRelation(customer, random.pick(['friend', 'relative']), before?.id)
    else this.#addRelation(customer, 'spouse')
  }

  /** To another customer, or to a person by name. */
  #addRelation(customer: Known, role: string, linkedId?: string): void {
    const random = this.random
    const sex = customer.sex === 'male' ? 'female' : 'male'
    const person = { name: personName(random, sex), phone: mobileNumber(random) }
    this.#rows.customer_relations.add({
      store_id: this.#plan.storeId,
      id: random.id(customer.createdAt.getTime()),
      customer_id: customer.id,
      linked_id: linkedId ?? null,
      role,
      person_sealed: linkedId ? null : this.#plan.vault.seal(JSON.stringify(person)),
      created_by: customer.consultantId,
      created_at: customer.createdAt,
    })
  }
}
