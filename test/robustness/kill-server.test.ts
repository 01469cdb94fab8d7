import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoreInfo } from '#foundation/ctx.ts'
import { makeGroup, type TestPerson } from '#modules/access/testing.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  newInstallation,
  openBeside,
  type Product,
  startProduct,
  superuserUrl,
  waitUntil,
} from './product.ts'

const kills = 10
const writers = 6
const loadBeforeKillMs = 700

let installation: Awaited<ReturnType<typeof newInstallation>>
let product: Product
let store: StoreInfo
let consultants: TestPerson[]

beforeAll(async () => {
  installation = await newInstallation()
  product = startProduct(installation, { KEYUAN_LOG: 'warn' })
  await product.ready()
  const { app, database } = openBeside(installation.dataDir)
  const group = await makeGroup(app)
  store = group.store
  consultants = await Promise.all(
    Array.from({ length: writers }, () => group.addPerson('consultant')),
  )
  await database.close()
}, 120_000)

afterAll(async () => {
  await product.stop()
  await installation.remove()
}, 60_000)

interface Ledger {
  visits: Set<string>
  cards: Set<string>
  contacts: Set<string>
  /** Requests that were answered at the first try, and those that had to be sent again. */
  answered: number
  sentAgain: number
  refused: string[]
}

test('kill -9 of the server, and of PostgreSQL, under write load, ten times: every acknowledged write is there after restart, nothing half-written, and it comes back by itself', async () => {
  const ledger: Ledger = {
    visits: new Set(),
    cards: new Set(),
    contacts: new Set(),
    answered: 0,
    sentAgain: 0,
    refused: [],
  }
  const load = { isOver: false }
  const work = consultants.map((person, i) => keepWriting(person, i, ledger, load))

  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(loadBeforeKillMs)
    const before = ledger.answered
    const pid = kill % 2 === 0 ? product.serverPid() : product.postmasterPid()
    process.kill(pid, 'SIGKILL')
    await waitUntil(async () => ledger.answered > before + writers * 2, product.output)
    await product.ready()
  }
  load.isOver = true
  await Promise.all(work)

  expect(ledger.refused).toEqual([])
  expect(ledger.sentAgain).toBeGreaterThan(0)
  await everythingIsThere(ledger)
}, 150_000)

/** One consultant's day without a pause: a visit, its card, a follow-up; each sent until it is answered. */
async function keepWriting(
  person: TestPerson,
  number: number,
  ledger: Ledger,
  load: { isOver: boolean },
): Promise<void> {
  const today = dayInZone(new Date(), store.timeZone)
  for (let round = 0; !load.isOver; round += 1) {
    const visitId = uuidv7()
    const visit = await sendUntilAnswered(person, ledger, 'POST', '/api/visits', {
      id: visitId,
      channel: 'walk-in',
    })
    if (!visit) return
    ledger.visits.add(visitId)

    const cardId = uuidv7()
    const filed = await sendUntilAnswered(person, ledger, 'POST', `/api/visits/${visitId}/card`, {
      version: visit.version,
      card: {
        id: cardId,
        customer: {
          id: uuidv7(),
          name: '张三',
          phones: [`139${String(number * 1_000_000 + round).padStart(8, '0')}`],
        },
        expectedOn: addDays(today, 20),
      },
    })
    if (!filed) return
    ledger.cards.add(cardId)

    const card = await sendUntilAnswered(person, ledger, 'GET', `/api/opportunities/${cardId}`)
    const contactId = uuidv7()
    const done = await sendUntilAnswered(
      person,
      ledger,
      'POST',
      `/api/opportunities/${cardId}/follow-up-completions`,
      {
        id: contactId,
        followUpId: (card?.followUp as { id: string } | undefined)?.id,
        method: 'call',
        isReached: true,
        result: '已联系',
      },
    )
    if (!done) return
    ledger.contacts.add(contactId)
    await sleep(60)
  }
}

type Answer = Record<string, unknown>

/** The same request with the same key until there is an answer; a refusal is noted and ends the writer. */
async function sendUntilAnswered(
  person: TestPerson,
  ledger: Ledger,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer | undefined> {
  const key = randomUUID()
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(`${product.url}${path}`, {
        method,
        headers: {
          cookie: person.cookie,
          'x-keyuan': '1',
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const answer = (await response.json()) as Answer
      if (response.ok) {
        ledger.answered += 1
        if (attempt > 1) ledger.sentAgain += 1
        return answer
      }
      if (response.status !== 503 && response.status !== 429) {
        ledger.refused.push(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
        return undefined
      }
    } catch {
      // No answer: the server is gone, or went while it answered.
    }
    await sleep(100)
  }
}

async function everythingIsThere(ledger: Ledger): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl(installation.dataDir) })
  await client.connect()
  const ids = async (text: string): Promise<string[]> => {
    const { rows } = await client.query<{ id: string }>(text, [store.id])
    return rows.map((row) => row.id)
  }
  try {
    // Exactly what was acknowledged: nothing lost, and no second record from a request sent again.
    expect((await ids('select id from keyuan.visits where store_id = $1')).sort()).toEqual(
      [...ledger.visits].sort(),
    )
    expect((await ids('select id from keyuan.opportunities where store_id = $1')).sort()).toEqual(
      [...ledger.cards].sort(),
    )
    const contacts = await ids(
      "select id from keyuan.contacts where store_id = $1 and method = 'call'",
    )
    expect(contacts.sort()).toEqual([...ledger.contacts].sort())
    expect(await ids('select id from keyuan.customers where store_id = $1')).toHaveLength(
      ledger.cards.size,
    )
    expect(await ids('select id from keyuan.customer_phones where store_id = $1')).toHaveLength(
      ledger.cards.size,
    )

    for (const [what, text] of Object.entries(halfWritten))
      expect(await ids(text), what).toEqual([])

    // News is not lost either: the worker comes back to every event.
    await waitUntil(
      async () =>
        (await ids('select id from keyuan.events where store_id = $1 and handled_at is null'))
          .length === 0,
      product.output,
    )
    const failed = await ids('select id from keyuan.events where store_id = $1 and attempts > 5')
    expect(failed).toEqual([])
  } finally {
    await client.end()
  }
}

/** Each finds records that lack, or have twice, what is written in the same transaction. */
const halfWritten = {
  'a visit without exactly one audit entry of its opening': `
    select v.id from keyuan.visits v where v.store_id = $1 and 1 <> (
      select count(*) from keyuan.audit_entries a
       where a.store_id = $1 and a.record_id = v.id::text and a.action = 'visit.opened')`,
  'a visit without exactly one event of its opening': `
    select v.id from keyuan.visits v where v.store_id = $1 and 1 <> (
      select count(*) from keyuan.events e
       where e.store_id = $1 and e.record_id = v.id and e.type = 'showroom.visit_opened')`,
  'a filed visit without its one closure': `
    select v.id from keyuan.visits v where v.store_id = $1 and v.outcome <> 'open' and 1 <> (
      select count(*) from keyuan.visit_closures c where c.store_id = $1 and c.visit_id = v.id)`,
  'a filed visit without its card': `
    select v.id from keyuan.visits v where v.store_id = $1 and v.outcome = 'filed' and not exists (
      select from keyuan.opportunities o
       where o.store_id = $1 and o.id = v.opportunity_id and o.opened_visit_id = v.id)`,
  'a card without exactly one audit entry of its opening': `
    select o.id from keyuan.opportunities o where o.store_id = $1 and 1 <> (
      select count(*) from keyuan.audit_entries a
       where a.store_id = $1 and a.record_id = o.id::text and a.action = 'opportunity.opened')`,
  'a card without exactly one event of its opening': `
    select o.id from keyuan.opportunities o where o.store_id = $1 and 1 <> (
      select count(*) from keyuan.events e
       where e.store_id = $1 and e.record_id = o.id and e.type = 'opportunities.opened')`,
  'an open card without exactly one open promise': `
    select o.id from keyuan.opportunities o
     where o.store_id = $1 and o.state in ('active', 'suspended', 'loss_proposed', 'signed') and 1 <> (
      select count(*) from keyuan.follow_ups f
       where f.store_id = $1 and f.opportunity_id = o.id and f.state = 'open')`,
  'a contact that completed no promise': `
    select c.id from keyuan.contacts c where c.store_id = $1 and c.method = 'call' and not exists (
      select from keyuan.follow_ups f
       where f.store_id = $1 and f.id = c.follow_up_id and f.state = 'done' and f.contact_id = c.id)`,
  'a customer without a card': `
    select c.id from keyuan.customers c where c.store_id = $1 and not exists (
      select from keyuan.opportunities o where o.store_id = $1 and o.customer_id = c.id)`,
}
