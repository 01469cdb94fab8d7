import { randomInt } from 'node:crypto'
import { pinyinOf } from '#foundation/pinyin.ts'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { HttpRequest } from './http-client.ts'
import type { OpenPromise } from './people.queries.ts'
import type { Site } from './site.ts'

export interface Scenario {
  name: string
  cookie: string
  storeId: number
  /** The request of a turn. */
  request(turn: number): HttpRequest
  /** Compared with its own statements sent bare: at most this many times their time. */
  ratio?: number
  /** Or measured by itself: at most so many milliseconds at this percentile. */
  limit?: { percentile: 'p95' | 'p99'; milliseconds: number }
  clients: number[]
  /** Puts the records of another turn in the place of the recorded request's, where each serves once. */
  rename?: () => Map<string, unknown>
}

const phone = (): string => `139${String(randomInt(100_000_000)).padStart(8, '0')}`

const deskPages = ['traffic', 'people', 'weekdays', 'sources', 'losses', 'cycle-filed'] as const

/** What is measured: the requests of the floor, the search, the numbers (architecture.md, budgets). */
export function scenarios(
  site: Site,
  given: { promises: OpenPromise[]; names: string[]; today: string },
): Scenario[] {
  const { one, many } = site
  const asConsultant = { cookie: one.consultant.cookie, storeId: one.storeId }
  const asManager = { cookie: one.manager.cookie, storeId: one.storeId }
  const asGroup = { cookie: many.administrator.cookie, storeId: many.storeId }
  const twice = [1, 16]
  const promise = (turn: number) => given.promises[turn % given.promises.length] as OpenPromise
  let current: OpenPromise | undefined
  let used = 0
  let list = given.promises
  /** Each open promise is kept once; the cards saved before make enough of them. */
  const nextPromise = (): OpenPromise => {
    if (list !== given.promises) {
      list = given.promises
      used = 0
    }
    const next = list[used]
    if (!next) throw new Error('No open promise is left')
    used += 1
    return next
  }
  const year = `from=${addDays(given.today, -365)}&to=${given.today}`
  const month = `from=${addDays(given.today, -30)}&to=${given.today}`
  return [
    {
      name: 'list-cards',
      ...asConsultant,
      ratio: 3,
      clients: twice,
      request: () => ({ method: 'GET', path: '/api/opportunities?owner=me&limit=50' }),
    },
    {
      name: 'consultants-day',
      ...asConsultant,
      ratio: 3,
      clients: twice,
      request: () => ({ method: 'GET', path: '/api/follow-ups' }),
    },
    {
      name: 'get-card',
      ...asConsultant,
      ratio: 3,
      clients: twice,
      request: (turn) => ({
        method: 'GET',
        path: `/api/opportunities/${promise(turn).opportunityId}`,
      }),
    },
    {
      name: 'save-card',
      ...asConsultant,
      ratio: 3,
      clients: twice,
      request: () => ({
        method: 'POST',
        path: '/api/opportunities',
        headers: { 'idempotency-key': uuidv7() },
        body: {
          id: uuidv7(),
          customer: { name: '量测客', phones: [phone()] },
          expectedOn: addDays(given.today, 5),
        },
      }),
    },
    {
      name: 'complete-follow-up',
      ...asConsultant,
      ratio: 3,
      clients: twice,
      request: () => {
        current = nextPromise()
        return {
          method: 'POST',
          path: `/api/opportunities/${current.opportunityId}/follow-up-completions`,
          headers: { 'idempotency-key': uuidv7() },
          body: {
            followUpId: current.followUpId,
            method: 'call',
            isReached: true,
            result: 'interested',
            note: '',
          },
        }
      },
      rename: () => {
        const recorded = current as OpenPromise
        const other = nextPromise()
        return new Map([
          [recorded.opportunityId, other.opportunityId],
          [recorded.followUpId, other.followUpId],
          [recorded.customerId, other.customerId],
        ])
      },
    },
    {
      name: 'open-visit',
      ...asManager,
      ratio: 3,
      clients: [1],
      request: () => ({
        method: 'POST',
        path: '/api/visits',
        headers: { 'idempotency-key': uuidv7() },
        body: { id: uuidv7(), channel: 'walk-in', partySize: 2 },
      }),
    },
    {
      name: 'search-group',
      ...asGroup,
      limit: { percentile: 'p99', milliseconds: 30 },
      clients: [1],
      request: (turn) => ({
        method: 'GET',
        path: `/api/search?q=${encodeURIComponent(searchText(given.names, turn))}`,
      }),
    },
    ...['traffic', 'filing_rate', 'deals', 'deal_amount', 'filed_close_rate'].flatMap(
      (key): Scenario[] => [
        {
          name: `number-one-store-${key}`,
          ...asManager,
          limit: { percentile: 'p95', milliseconds: 50 },
          clients: [1],
          request: () => ({ method: 'GET', path: `/api/metrics/${key}?${year}&by=month` }),
        },
        {
          name: `number-all-stores-${key}`,
          ...asGroup,
          limit: { percentile: 'p95', milliseconds: 300 },
          clients: [1],
          request: () => ({
            method: 'GET',
            path: `/api/metrics/${key}?${month}&by=store&stores=all`,
          }),
        },
      ],
    ),
    // A page of the decision desk asks several numbers at once, hence the budget of many stores.
    ...deskPages.map(
      (page): Scenario => ({
        name: `desk-one-store-${page}`,
        ...asManager,
        limit: { percentile: 'p95', milliseconds: 300 },
        clients: [1],
        request: () => ({ method: 'GET', path: `/api/analysis/${page}` }),
      }),
    ),
  ]
}

/** The published mix: two-character names, full names, pinyin, initials, last four digits, numbers. */
function searchText(names: string[], turn: number): string {
  const name = names[(turn * 7) % names.length] as string
  switch (turn % 6) {
    case 0:
      return name
    case 1:
      return name.slice(-2)
    case 2:
      return pinyinOf(name).full
    case 3:
      return pinyinOf(name).initials
    case 4:
      return String(turn % 10_000).padStart(4, '0')
    default:
      return phone()
  }
}
