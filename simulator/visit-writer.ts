import type { Day } from '#shared/days.ts'
import type { Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

export interface SimulatedVisit {
  day: Day
  arrivedAt: Date
  leftAt: Date
  channel: 'walk-in' | 'call-in'
  consultantId: string
  seriesId: string
  sourceId: string
}

/** Writes the rows of a simulated store's visits and their closings. */
export class VisitWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random

  constructor(plan: StorePlan, rows: StoreRows, random: Random) {
    this.#plan = plan
    this.#rows = rows
    this.#random = random
  }

  close(visit: SimulatedVisit, closure: { outcome: 'unfiled' | 'not_prospect' }): void {
    const isProspect = closure.outcome === 'unfiled'
    this.write(this.#random.id(visit.arrivedAt.getTime()), visit, {
      outcome: closure.outcome,
      ...(isProspect
        ? {}
        : { kind: this.#random.pick(['service', 'supplier', 'companion'] as const) }),
    })
  }

  leaveOpen(visit: SimulatedVisit): void {
    this.#rows.visits.add({
      ...this.#cells(this.#random.id(visit.arrivedAt.getTime()), visit),
      outcome: 'open',
      note: '',
      is_returning: false,
      series_id: null,
      source_id: null,
    })
  }

  /** A closed visit, and its closing as it was known then. */
  write(
    id: string,
    visit: SimulatedVisit,
    closure: {
      outcome: string
      kind?: string
      sex?: string
      customerId?: string
      opportunityId?: string
      level?: string
      note?: string
    },
  ): void {
    const shared = {
      outcome: closure.outcome,
      not_prospect_kind: closure.kind ?? null,
      customer_id: closure.customerId ?? null,
      opportunity_id: closure.opportunityId ?? null,
      level: closure.level ?? null,
      is_returning: false,
    }
    const cells = this.#cells(id, visit)
    this.#rows.visits.add({
      ...cells,
      ...shared,
      sex: closure.sex ?? null,
      note: closure.note ?? '',
      left_at: visit.leftAt,
      closed_at: visit.leftAt,
      closed_by: this.#plan.receptionist,
    })
    this.#rows.visit_closures.add({
      ...cells,
      ...shared,
      id: this.#random.id(visit.leftAt.getTime()),
      visit_id: id,
      recorded_at: visit.leftAt,
    })
  }

  #cells(id: string, visit: SimulatedVisit) {
    return {
      store_id: this.#plan.storeId,
      id,
      channel: visit.channel,
      party_size:
        visit.channel === 'walk-in'
          ? this.#random.weighted([
              [1, 3],
              [2, 5],
              [3, 3],
              [4, 1],
            ] as const)
          : null,
      business_day: visit.day,
      arrived_at: visit.arrivedAt,
      received_by: visit.consultantId,
      series_id: visit.seriesId,
      source_id: visit.sourceId,
      recorded_at: visit.arrivedAt,
      recorded_by: this.#plan.receptionist,
    }
  }
}
