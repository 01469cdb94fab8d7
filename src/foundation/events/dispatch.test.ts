import { afterAll, beforeAll, expect, test } from 'vitest'
import { runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { EventRow, Module } from '#foundation/module.ts'
import { makeGroup } from '#modules/access/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import { startTestApp, type TestApp } from '../../testing.ts'
import { dispatchEvents } from './dispatch.ts'
import { createDispatcher } from './dispatcher.ts'

let kit: TestApp

beforeAll(async () => {
  kit = await startTestApp()
})

afterAll(async () => {
  await kit.close()
})

const noJobs = async () => {}
const numbers = (events: EventRow[]) => events.map((event) => event.data.n)

async function newStore(): Promise<StoreInfo> {
  const { store } = await makeGroup(kit.app)
  await dispatchEvents(kit.app, [], store, noJobs)
  return store
}

async function announceNumbers(store: StoreInfo, recordId: string, from: number, count: number) {
  await runInStore(kit.app, store, async (ctx) => {
    for (let n = from; n < from + count; n += 1)
      announce(ctx, { type: 'test.happened', recordId, data: { n } })
  })
}

function listening(handle: (event: EventRow) => void): Module[] {
  return [
    {
      name: 'test',
      listeners: [
        { event: 'test.happened', name: 'test', handle: async (_ctx, event) => handle(event) },
      ],
    },
  ]
}

test('events are handed on in the order they were written, each once', async () => {
  const store = await newStore()
  await announceNumbers(store, uuidv7(), 0, 450)
  const heard: EventRow[] = []
  const modules = listening((event) => heard.push(event))
  expect(await dispatchEvents(kit.app, modules, store, noJobs)).toBe(450)
  expect(await dispatchEvents(kit.app, modules, store, noJobs)).toBe(0)
  expect(numbers(heard)).toEqual(Array.from({ length: 450 }, (_, n) => n))
})

test('after a failure the later events of that record wait, those of other records do not', async () => {
  const store = await newStore()
  const [broken, sound] = [uuidv7(), uuidv7()]
  await announceNumbers(store, broken, 0, 300)
  await announceNumbers(store, sound, 1_000, 2)
  const heard: EventRow[] = []
  let isBroken = true
  let attempts = 0
  const modules = listening((event) => {
    if (event.recordId === broken && isBroken) {
      attempts += 1
      throw new Error('not now, call 13912345678')
    }
    heard.push(event)
  })
  await dispatchEvents(kit.app, modules, store, noJobs)
  expect(attempts).toBe(1)
  expect(numbers(heard)).toEqual([1_000, 1_001])

  // It is tried again after a wait that doubles, not at each wake.
  await dispatchEvents(kit.app, modules, store, noJobs)
  expect(attempts).toBe(1)
  kit.clock.set('2026-09-15T02:00:06Z')
  await dispatchEvents(kit.app, modules, store, noJobs)
  expect(attempts).toBe(2)
  await dispatchEvents(kit.app, modules, store, noJobs)
  expect(attempts).toBe(2)

  isBroken = false
  kit.clock.set('2026-09-15T03:00:00Z')
  await dispatchEvents(kit.app, modules, store, noJobs)
  expect(numbers(heard)).toEqual([1_000, 1_001, ...Array.from({ length: 300 }, (_, n) => n)])
  const kept = await inStores(kit.app.db, [store.id], (tx) =>
    tx
      .selectFrom('events')
      .select(['last_error', 'attempts'])
      .where('store_id', '=', store.id)
      .where('attempts', '>', 0)
      .execute(),
  )
  expect(kept).toEqual([{ last_error: 'not now, call 139****5678', attempts: 2 }])
  kit.clock.set('2026-09-15T02:00:00Z')
})

test('an event whose job the queue does not take stays open until it does', async () => {
  const store = await newStore()
  await announceNumbers(store, uuidv7(), 0, 1)
  const made: string[] = []
  const modules: Module[] = [
    { name: 'test', jobs: [{ name: 'test.job', event: 'test.happened' } as never] },
  ]
  let isAway = true
  const send = async (_job: unknown, _store: StoreInfo, event: EventRow) => {
    if (isAway) throw new Error('the queue is away')
    made.push(event.id)
  }
  await dispatchEvents(kit.app, modules, store, send)
  expect(made).toEqual([])
  isAway = false
  kit.clock.set('2026-09-15T02:01:00Z')
  await dispatchEvents(kit.app, modules, store, send)
  expect(made).toHaveLength(1)
  kit.clock.set('2026-09-15T02:00:00Z')
})

test('news that comes while a store is being served is served right after; few stores at once', async () => {
  const { store, otherStore } = await makeGroup(kit.app)
  const stores = [store, otherStore]
  let running = 0
  let most = 0
  const served: number[] = []
  const dispatcher = createDispatcher(
    { ...kit.app, config: { ...kit.app.config, poolSize: 5 } },
    async ({ id }) => {
      running += 1
      most = Math.max(most, running)
      served.push(id)
      if (served.length === 1) dispatcher.wake(id)
      await new Promise((resolve) => setTimeout(resolve, 20))
      running -= 1
    },
  )
  for (const { id } of stores) dispatcher.wake(id)
  while (served.length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
  await dispatcher.stop()
  dispatcher.wake(store.id)
  expect(served.toSorted()).toEqual([store.id, store.id, otherStore.id].toSorted())
  expect(most).toBe(1)
})
