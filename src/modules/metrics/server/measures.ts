/**
 * What is added up, by the kind of record it is added up over. Each is a sum over the records that
 * count in it: of ones, of cars, or of fen.
 */
export const measuresOf = {
  /** Closed visits. */
  door: [
    'unfiled',
    'newly_filed',
    'repeat_visits',
    'not_prospects',
    'walk_ins',
    'call_ins',
    'returning_filed',
  ],
  /** Prospects filed at the door in the period, and how far they have come by now. */
  cohort: [
    'cohort_filed',
    'cohort_driven',
    'cohort_quoted',
    'cohort_signed',
    'cohort_delivered',
    'cohort_lost',
  ],
  /** Cards opened without a visit. */
  cards: ['cards_without_visit'],
  promises: ['overdue_promises'],
  /** How cards end. */
  endings: ['won', 'defeated', 'lost_contact', 'terminated'],
  /** What is neither won nor lost at the end of a day. */
  base: ['open_cards', 'open_leads'],
  /** The stages of a card's life (seed row 003-47); contacts are once per card and period. */
  life: ['registered', 'ended', 'analysed'],
  contacted: ['followed_up'],
  /** Orders by the day of signing, those not cancelled. */
  deals: ['deals', 'cars_sold', 'deal_amount', 'deal_discount'],
  cancellations: ['cancellations'],
  drives: ['test_drives'],
  quotes: ['quotes', 'quoted_amount'],
  leads: ['leads_received', 'leads_in_store', 'leads_bought'],
  lead_calls: ['leads_called', 'leads_graded_a'],
  lead_arrivals: ['lead_arrivals'],
  deliveries: ['deliveries', 'cars_delivered', 'delivered_amount'],
} as const satisfies Record<string, readonly string[]>

export type SourceName = keyof typeof measuresOf
export type MeasureOf<S extends SourceName> = (typeof measuresOf)[S][number]
export type Measure = MeasureOf<SourceName>
export type DoorMeasure = MeasureOf<'door'>

const sourceOfMeasure = new Map(
  (Object.entries(measuresOf) as [SourceName, readonly Measure[]][]).flatMap(([source, measures]) =>
    measures.map((measure) => [measure, source] as const),
  ),
)

/** The kind of record a measure is added up over. */
export function sourceOf(measure: Measure): SourceName {
  return sourceOfMeasure.get(measure) as SourceName
}
