import { baseSource, endingsSource } from './base.queries.ts'
import { cardsSource, promisesSource } from './cards.queries.ts'
import { cohortSource } from './cohort.queries.ts'
import { doorSource } from './door.queries.ts'
import { leadArrivalsSource, leadCallsSource, leadsSource } from './leads.queries.ts'
import { lifeSource } from './life.queries.ts'
import type { SourceName } from './measures.ts'
import { cancellationsSource, dealsSource, deliveriesSource } from './orders.queries.ts'
import type { RecordSource } from './record-source.ts'
import { drivesSource, quotesSource } from './road.queries.ts'

/** Every kind of record that numbers are counted from. */
export const sources: Record<SourceName, RecordSource> = {
  door: doorSource,
  cohort: cohortSource,
  cards: cardsSource,
  promises: promisesSource,
  endings: endingsSource,
  base: baseSource,
  life: lifeSource,
  contacted: lifeSource,
  deals: dealsSource,
  cancellations: cancellationsSource,
  deliveries: deliveriesSource,
  drives: drivesSource,
  quotes: quotesSource,
  leads: leadsSource,
  lead_calls: leadCallsSource,
  lead_arrivals: leadArrivalsSource,
}
