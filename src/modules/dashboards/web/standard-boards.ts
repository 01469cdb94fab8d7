/** A tile of a standard board: a line of `readTile`. */
const number = (metrics: string, period = 'this_month') =>
  `metrics=${metrics}&period=${period}&show=number&width=1`
const chart = (metric: string, by: string, period: string, show = 'bar', width = '2') =>
  `metrics=${metric}&by=${by}&period=${period}&show=${show}&width=${width}`
const table = (metrics: string, by: string, period = 'this_month') =>
  `metrics=${metrics}&by=${by}&period=${period}&show=table&width=4`

const selling = [
  number('traffic'),
  number('filing_rate'),
  number('deals'),
  number('filed_close_rate'),
]
const managing = [
  ...selling,
  number('deliveries'),
  number('deal_amount'),
  number('overdue_promises'),
  number('loss'),
  chart('traffic', 'day', 'last_30_days'),
  chart('deals', 'month', 'last_12_months', 'line'),
  table('traffic,newly_filed,filing_rate,deals,filed_close_rate,deliveries', 'consultant'),
  chart('deals', 'series', 'this_month'),
  chart('loss', 'reason', 'last_90_days'),
]

/** What each role answers for (seed row 000-04), until the person arranges an own board. */
export const standardBoards: Readonly<Record<string, readonly string[]>> = {
  consultant: [
    number('newly_filed'),
    number('filing_rate'),
    number('deals'),
    number('filed_close_rate'),
    number('overdue_promises'),
    number('open_cards'),
    chart('open_cards', 'level', 'today'),
    chart('deals', 'month', 'last_12_months', 'line'),
  ],
  showroom_manager: managing,
  sales_manager: managing,
  general_manager: [
    ...managing.slice(0, 8),
    chart('deal_amount', 'month', 'last_12_months', 'line'),
    chart('traffic', 'month', 'last_12_months', 'line'),
    table('traffic,filing_rate,deals,filed_close_rate,deal_amount', 'series'),
    chart('deals', 'source', 'this_year'),
    chart('loss', 'reason', 'last_90_days'),
  ],
  marketing: [
    number('traffic'),
    number('walk_ins'),
    number('call_ins'),
    number('leads_received'),
    chart('traffic', 'day', 'last_30_days'),
    chart('traffic', 'source', 'last_30_days'),
    table('traffic,filing_rate,deals,filed_close_rate', 'source', 'last_90_days'),
  ],
  care_agent: [
    number('loss'),
    number('defeated'),
    number('lost_contact'),
    number('deliveries'),
    chart('loss', 'verified', 'last_90_days'),
    chart('loss', 'reason', 'last_90_days'),
  ],
  dcc_agent: [
    number('leads_received'),
    number('leads_called'),
    number('lead_a_rate'),
    number('lead_arrival_rate'),
    chart('leads_called', 'grade', 'this_month'),
    chart('leads_received', 'day', 'last_30_days'),
  ],
  information_clerk: [
    ...selling,
    table('traffic,newly_filed,filing_rate,deals,deliveries,loss', 'consultant'),
  ],
  regional_manager: [
    ...selling.map((one) => `${one}&stores=all`),
    `${table('traffic,filing_rate,deals,filed_close_rate,deliveries', 'store')}&stores=all`,
    `${chart('deals', 'month', 'last_12_months', 'line')}&stores=all`,
    `${chart('traffic', 'month', 'last_12_months', 'line')}&stores=all`,
  ],
  administrator: [
    ...selling.map((one) => `${one}&stores=all`),
    `${table('traffic,filing_rate,deals,filed_close_rate,deliveries', 'store')}&stores=all`,
  ],
}
