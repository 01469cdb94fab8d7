import { phoneHashes, searchKeysOf } from '#modules/customers/index.ts'
import { addDays, type Day } from '#shared/days.ts'
import { CustomerFactsWriter } from './customer-facts.ts'
import { instantOf } from './instant-of.ts'
import { companyName, mobileNumber, personName, plateNumber, vinNumber } from './people-data.ts'
import type { Random } from './random.ts'
import type { Cell } from './rows.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

export interface Customer {
  id: string
  name: string
  sex: 'male' | 'female'
  phone: string
  sealedKey: Buffer
  createdAt: Date
  consultantId: string
  sourceId: string
  /** What is known of their consent; with the card unless said otherwise, null when taken back. */
  consent?: { at: Date; source: string } | null
  doNotContact?: readonly string[]
  vehicle?: { id: string; plate: string; vin: string }
}

const consentSource = 'prospect-card'

/** Writes the rows of a simulated store's customers, their cars and their services. */
export class CustomerWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  readonly #customers: Customer[] = []
  readonly #services = new Map<Day, { customer: Customer; mileage: number; isFirst: boolean }[]>()

  constructor(plan: StorePlan, rows: StoreRows, random: Random) {
    this.#plan = plan
    this.#rows = rows
    this.#random = random
  }

  meet(at: Date, consultantId: string, sourceId: string): Customer {
    const random = this.#random
    const sex = random.chance(0.72) ? 'male' : 'female'
    const customer: Customer = {
      id: random.id(at.getTime()),
      name: personName(random, sex),
      sex,
      phone: mobileNumber(random),
      sealedKey: this.#plan.vault.newCustomerKey(),
      createdAt: at,
      consultantId,
      sourceId,
    }
    this.#customers.push(customer)
    return customer
  }

  /** Makes an owner of a customer, and plans the first service. */
  handOver(customer: Customer, car: { seriesId: string; boughtOn: Day; day: Day; at: Date }): void {
    const random = this.#random
    const vehicle = {
      id: random.id(car.at.getTime()),
      plate: plateNumber(random, this.#plan.platePrefix),
      vin: vinNumber(random),
    }
    customer.vehicle = vehicle
    this.#rows.vehicles.add({
      store_id: this.#plan.storeId,
      id: vehicle.id,
      customer_id: customer.id,
      plate: vehicle.plate,
      vin: vehicle.vin,
      series_id: car.seriesId,
      bought_on: car.boughtOn,
      delivered_on: car.day,
      created_at: car.at,
    })
    this.#planService(
      customer,
      addDays(car.day, random.whole(80, 190)),
      random.whole(4200, 6100),
      true,
    )
  }

  /** Owners who come for service on this day. */
  serve(day: Day): void {
    const random = this.#random
    for (const { customer, mileage, isFirst } of this.#services.get(day) ?? []) {
      if (!customer.vehicle) continue
      const at = instantOf(this.#plan, day, random.whole(8 * 60 + 30, 16 * 60))
      this.#rows.service_visits.add({
        store_id: this.#plan.storeId,
        id: random.id(at.getTime()),
        customer_id: customer.id,
        vehicle_id: customer.vehicle.id,
        day,
        kind: isFirst
          ? 'first-service'
          : random.weighted([
              ['maintenance', 8],
              ['repair', 2],
              ['insurance-repair', 1],
            ] as const),
        mileage_km: mileage,
        amount_fen: isFirst ? 0 : random.whole(300, 2600) * 100,
        created_at: at,
      })
      // About one owner in twelve is lost after each visit.
      if (random.chance(0.92))
        this.#planService(
          customer,
          addDays(day, random.whole(120, 260)),
          mileage + random.whole(5000, 9500),
          false,
        )
    }
    this.#services.delete(day)
  }

  /** Writes the customers; last, since their cars are found by plate and VIN. */
  finish(): void {
    const plan = this.#plan
    const facts = new CustomerFactsWriter(plan, this.#rows)
    for (const met of this.#customers) {
      const special = this.#random.chance(0.01)
        ? this.#random.pick(['fleet', 'vip', 'difficult'] as const)
        : null
      // A fleet customer is a company.
      const isCompany = special === 'fleet'
      const customer = isCompany ? { ...met, name: companyName(facts.random) } : met
      const { consent = { at: customer.createdAt, source: consentSource } } = customer
      const cells = {
        kind: isCompany ? 'company' : 'person',
        sex: isCompany ? null : customer.sex,
        is_owner: customer.vehicle !== undefined,
        special,
        source_id: customer.sourceId,
        ...facts.columnsOf(customer, special),
        owner_id: customer.consultantId,
        consent_at: consent?.at ?? null,
        consent_source: consent?.source ?? null,
        do_not_contact: customer.doNotContact ?? [],
        created_by: customer.consultantId,
      }
      const phoneId = this.#random.id(customer.createdAt.getTime())
      writeCustomer(plan, this.#rows, customer, { phoneId, cells })
    }
  }

  #planService(customer: Customer, day: Day, mileage: number, isFirst: boolean): void {
    if (day >= this.#plan.today) return
    const list = this.#services.get(day) ?? []
    list.push({ customer, mileage, isFirst })
    this.#services.set(day, list)
  }
}

/** Writes a customer with one number, found by name, number and car; `cells` is what else is known. */
export function writeCustomer(
  plan: StorePlan,
  rows: StoreRows,
  customer: Pick<Customer, 'id' | 'name' | 'phone' | 'sealedKey' | 'createdAt' | 'vehicle'>,
  { phoneId, cells }: { phoneId: string; cells: Record<string, Cell> },
): void {
  const hashes = phoneHashes(plan.vault, plan.groupId, customer.phone)
  const { vehicle } = customer
  rows.customers.add({
    special_reason: '',
    hobby_ids: [],
    preferences: '',
    sealed_fact_names: [],
    do_not_contact: [],
    is_owner: false,
    // Nobody is there twice by chance: only who is planted is to be compared.
    checked_version: 1,
    ...cells,
    store_id: plan.storeId,
    id: customer.id,
    name: customer.name,
    sealed_key: customer.sealedKey,
    search_keys: searchKeysOf({
      storeId: plan.storeId,
      name: customer.name,
      phones: [hashes],
      plates: vehicle ? [vehicle.plate] : [],
      vins: vehicle ? [vehicle.vin] : [],
    }),
    created_at: customer.createdAt,
  })
  rows.customer_phones.add({
    store_id: plan.storeId,
    id: phoneId,
    customer_id: customer.id,
    kind: 'mobile',
    phone_sealed: plan.vault.sealFor(customer.sealedKey, customer.phone),
    phone_hash: hashes.hash,
    last_four_hash: hashes.lastFourHash,
    created_at: customer.createdAt,
  })
  rows.phone_owners.add({
    group_id: plan.groupId,
    phone_hash: hashes.hash,
    store_id: plan.storeId,
    customer_id: customer.id,
  })
}
