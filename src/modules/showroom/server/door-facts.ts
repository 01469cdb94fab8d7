import type { VisitRow } from './visits.queries.ts'

/** Ids, words and times of a visit, for the events of the door. */
export function doorFacts(visit: VisitRow) {
  return {
    businessDay: visit.business_day,
    channel: visit.channel,
    outcome: visit.withdrawn_at ? 'withdrawn' : visit.outcome,
    customerId: visit.customer_id,
    receiverId: visit.received_by,
    opportunityId: visit.opportunity_id,
    arrivedAt: visit.arrived_at?.toISOString() ?? null,
    leftAt: visit.left_at?.toISOString() ?? null,
  }
}
