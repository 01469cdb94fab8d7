import { cpus, totalmem } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { inStores } from '#foundation/db/database.ts'
import { dayInZone } from '#shared/days.ts'
import { compareWithFile, createReplay, writePlans } from './bare.ts'
import { coldBrowser } from './cold-browser.ts'
import { createHttpClient } from './http-client.ts'
import { customerImportRate, importRate } from './import-rate.ts'
import { longListScenarios } from './long-list.ts'
import { measure } from './measure.ts'
import { listConsultantNames, listOpenPromises, sampleNames } from './people.queries.ts'
import { createRecorder, type Recorder } from './record.ts'
import { type Scenario, scenarios } from './scenarios.ts'
import { openSite, type Site } from './site.ts'
import { screenScript, serverMemory } from './sizes.ts'

interface Line {
  name: string
  concurrency: number
  p50: number
  p99: number
  perSecond: number
  bare: number | null
  ratio: number | null
  budget: string
  ok: boolean
}

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    only: { type: 'string' },
    data: { type: 'string' },
  },
})
const isQuick = options.quick === true
const seconds = isQuick ? 2 : 8
/** After its start the server is left alone for so long before it counts as at rest. */
const restMs = 20_000
const sizes = isQuick
  ? { oneStoreYears: 10, stores: 20, years: 5 }
  : { oneStoreYears: 10, stores: 200, years: 5 }
const say = (text: string): void => {
  if (!options.json) console.error(text)
}

const site = await openSite(sizes, say, options.data)
const lines: Line[] = []
try {
  lines.push(...(await budgetsBySize(site)))
  lines.push(...(await budgetsByTime(site)))
  lines.push(...(await budgetsOfOnce(site)))
} finally {
  await site.stop()
}
report(lines)
process.exitCode = lines.every((l) => l.ok) ? 0 : 1

async function budgetsByTime(at: Site): Promise<Line[]> {
  const { app } = at.open
  const promises = await openPromises(at)
  const names = await inStores(app.db, at.many.storeIds, (tx) => sampleNames(tx, at.many.storeIds))
  const given = { promises, names, today: dayInZone(app.clock.now(), 'Asia/Shanghai') }
  const all = [...scenarios(at, given), ...(await longListScenarios(at, given.today))]
  const recorder = await createRecorder(at)
  const pool = new pg.Pool({
    connectionString: at.ownerUrl,
    max: 20,
    options: '-c search_path=keyuan,public -c timezone=UTC -c role=keyuan_app',
  })
  pool.on('error', () => {})
  const measured: Line[] = []
  for (const scenario of all.filter((s) => !options.only || s.name.includes(options.only))) {
    for (const clients of scenario.clients) {
      const refill = async (): Promise<void> => {
        if (scenario.rename) given.promises = await openPromises(at)
      }
      const line = await measureOne(at, scenario, clients, { recorder, pool, refill })
      measured.push(line)
      say(lineText(line))
    }
  }
  await recorder.close()
  await pool.end()
  return measured
}

function openPromises({ open, one }: Site) {
  return inStores(open.app.db, [one.storeId], (tx) =>
    listOpenPromises(tx, one.storeId, one.consultant.id),
  )
}

async function measureOne(
  at: Site,
  scenario: Scenario,
  clients: number,
  { recorder, pool, refill }: { recorder: Recorder; pool: pg.Pool; refill: () => Promise<void> },
): Promise<Line> {
  await refill()
  const send = createHttpClient(at.port, {
    cookie: scenario.cookie,
    'x-keyuan-store': String(scenario.storeId),
  })
  const product = await measure(clients, seconds, async (turn) => {
    const { status, text } = await send(scenario.request(turn))
    if (status >= 300) throw new Error(`${scenario.name}: ${status} ${text.slice(0, 300)}`)
  })
  const shared = {
    name: scenario.name,
    concurrency: clients,
    p50: product.p50,
    p99: product.p99,
    perSecond: product.perSecond,
  }
  if (scenario.limit) {
    const { percentile, milliseconds } = scenario.limit
    return {
      ...shared,
      bare: null,
      ratio: null,
      budget: `${percentile} ${milliseconds} ms`,
      ok: product[percentile] <= milliseconds,
    }
  }
  await refill()
  const { statements, madeSince } = await recorder.record(scenario, 0)
  const difference = compareWithFile(scenario.name, statements)
  if (difference) say(difference)
  if (clients === 1) await writePlans(pool, scenario.name, statements)
  const bare = await measure(
    clients,
    seconds,
    createReplay(pool, statements, madeSince, scenario.rename),
  )
  const ratio = product.p50 / bare.p50
  return {
    ...shared,
    bare: bare.p50,
    ratio,
    budget: `${scenario.ratio} × bare`,
    ok: ratio <= (scenario.ratio ?? 3),
  }
}

async function budgetsBySize(at: Site): Promise<Line[]> {
  const none = { concurrency: 0, p99: Number.NaN, perSecond: Number.NaN, bare: null, ratio: null }
  const script = screenScript()
  await setTimeout(restMs)
  const memory = serverMemory(at.server.pid as number)
  return [
    {
      name: 'first-load-script-kB',
      ...none,
      p50: script,
      budget: '200 kB gzipped',
      ok: script <= 200,
    },
    { name: 'server-memory-MB', ...none, p50: memory, budget: '200 MB at rest', ok: memory <= 200 },
  ]
}

/** What is measured as a whole: a first page in a new browser, a large import. */
async function budgetsOfOnce(at: Site): Promise<Line[]> {
  if (options.only) return []
  const { app } = at.open
  const none = { concurrency: 1, p99: Number.NaN, bare: null, ratio: null }
  const cold = await coldBrowser(at)
  const consultants = await inStores(app.db, [], (tx) => listConsultantNames(tx, at.many.storeId))
  const today = dayInZone(app.clock.now(), 'Asia/Shanghai')
  const given = { rows: isQuick ? 10_000 : 100_000, consultants, today }
  const perSecond = await importRate(at, given)
  const customersPerSecond = await customerImportRate(at, given)
  const measured: Line[] = [
    {
      ...none,
      name: 'cold-browser-to-list',
      p50: cold,
      perSecond: Number.NaN,
      budget: '1000 ms',
      ok: cold <= 1_000,
    },
    {
      ...none,
      name: 'import-rows',
      p50: Number.NaN,
      perSecond,
      budget: '5000 rows/s after reading',
      ok: perSecond >= 5_000,
    },
    {
      ...none,
      name: 'import-customers',
      p50: Number.NaN,
      perSecond: customersPerSecond,
      budget: '5000 rows/s after reading',
      ok: customersPerSecond >= 5_000,
    },
  ]
  for (const line of measured) say(lineText(line))
  return measured
}

function lineText(l: Line): string {
  const number = (n: number | null) =>
    (n === null || Number.isNaN(n) ? '–' : n.toFixed(n < 10 ? 2 : 0)).padStart(8)
  return `${l.ok ? 'ok  ' : 'OVER'} ${l.name.padEnd(34)} ×${String(l.concurrency).padEnd(3)} p50 ${number(l.p50)} p99 ${number(l.p99)} /s ${number(l.perSecond)} bare ${number(l.bare)} ratio ${number(l.ratio)}  (${l.budget})`
}

function report(measured: Line[]): void {
  if (options.json) {
    console.log(
      JSON.stringify(
        measured.map((l) => ({
          ...l,
          p50: Number.isNaN(l.p50) ? null : l.p50,
          p99: Number.isNaN(l.p99) ? null : l.p99,
          perSecond: Number.isNaN(l.perSecond) ? null : l.perSecond,
        })),
      ),
    )
    return
  }
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}, embedded PostgreSQL 18`,
  )
  console.log(
    `1 store of ${sizes.oneStoreYears} years and ${sizes.stores} stores of ${sizes.years}; ${site.customers} customers, made in ${Math.round(site.generationSeconds)} s`,
  )
  console.log(
    'The load, the server and PostgreSQL share the machine; p50 and p99 in milliseconds.\n',
  )
  for (const line of measured) console.log(lineText(line))
}
