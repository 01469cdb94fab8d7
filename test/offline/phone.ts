import { randomUUID } from 'node:crypto'
import type { TestPerson } from '#modules/access/testing.ts'
import { deviceClock } from '#modules/offline/contract.ts'
import { floorKnowledge } from '#modules/offline/web/knowledge.ts'
import type { DeviceView } from '#modules/offline/web/view.ts'
import { callUrl } from '#ui/call.ts'
import { CallError, problemToError } from '#ui/call-error.ts'
import type { Request, Send } from '#ui/offline/command.ts'
import { makeDevice } from '#ui/offline/device.ts'
import { sealedStorage } from '#ui/offline/sealed-storage.ts'
import { memoryLocks, memoryStorage } from '#ui/offline/testing.ts'
import type { TestApp } from '../../src/testing.ts'

/** What the air does to the next request. */
export type Cut = 'none' | 'before' | 'after'

/** One phone of a person: the app's own code over a store in memory and real HTTP. */
export function makePhone(kit: TestApp, person: TestPerson, name: string) {
  const raw = memoryStorage()
  const storage = sealedStorage(raw)
  const locks = memoryLocks()
  const air = { isOnline: true, nextCut: 'none' as Cut, skewMs: 0 }
  const answered = new Map<string, unknown>()
  const now = () => kit.clock.now().getTime() + air.skewMs

  const http = async (request: Request, key?: string): Promise<unknown> => {
    const cut = air.nextCut
    air.nextCut = 'none'
    const nobody = () => new CallError({ status: 0, code: 'network', title: '' })
    if (!air.isOnline || cut === 'before') throw nobody()
    const response = await fetch(kit.url + callUrl(request.path, request), {
      method: request.method,
      headers: {
        'x-keyuan': '1',
        'accept-language': 'zh',
        cookie: person.cookie,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    })
    const text = await response.text()
    if (cut === 'after') throw nobody()
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    if (!response.ok) throw problemToError(response.status, body, '')
    return body
  }
  const send: Send = async (request, { key }) => {
    const answer = await http(request, key)
    answered.set(key, answer)
    return answer
  }

  const open = () =>
    makeDevice<DeviceView>({
      personId: person.id,
      storage,
      locks,
      send,
      now,
      newKey: randomUUID,
      knowledge: floorKnowledge({
        personId: person.id,
        personName: person.name,
        storeId: person.storeId,
        timeZone: 'Asia/Shanghai',
        now: () => new Date(now()),
      }),
      serverTime: async () =>
        ((await http({ method: 'GET', path: deviceClock.path })) as { now: string }).now,
      ask: (request) => http(request),
      storeId: () => undefined,
    })
  let device = open()
  return {
    name,
    person,
    air,
    raw,
    /** What the server finally said to each key. */
    answered,
    device: () => device,
    /** A second tab of the same app on the same phone. */
    otherTab: open,
    reload: () => {
      device = open()
    },
    /** Does something as a screen does; gives the key of the intent. */
    perform: async (request: Request): Promise<string> => {
      const key = randomUUID()
      await device.perform(request, {
        key,
        direct: () => send(request, { key, storeId: undefined }),
      })
      return key
    },
  }
}
export type Phone = ReturnType<typeof makePhone>
