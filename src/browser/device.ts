import { deviceClock } from '#modules/offline/contract.ts'
import { floorKnowledge } from '#modules/offline/web/knowledge.ts'
import type { DeviceView, Holder } from '#modules/offline/web/view.ts'
import { offlineWords } from '#modules/offline/words.ts'
import type { Locale } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { say } from '#shared/words.ts'
import { call, currentStoreId } from '#ui/call.ts'
import { browserLocks, browserStorage } from '#ui/offline/browser-storage.ts'
import type { Request } from '#ui/offline/command.ts'
import { type Device, makeDevice } from '#ui/offline/device.ts'
import { sealedStorage } from '#ui/offline/sealed-storage.ts'
import type { Session } from '#ui/session.tsx'

const longestMs = 15_000

/** The device of a person: their store in this browser, sent through the product's own calls. */
export async function openDevice(personId: string, holder?: Holder): Promise<Device> {
  const storage = sealedStorage(await browserStorage(personId))
  return makeDevice<DeviceView>({
    personId,
    storage,
    locks: browserLocks,
    now: Date.now,
    newKey: () => uuidv7(),
    storeId: currentStoreId,
    knowledge: floorKnowledge(holder ?? nobody(personId)),
    serverTime: async () => (await call(deviceClock, {}, { withinMs: longestMs })).now,
    ask: (request) => ask(request, { withinMs: longestMs }),
    send: (request, { key, storeId, file }) =>
      ask(request, {
        key,
        withinMs: file === undefined ? longestMs : 4 * longestMs,
        ...(storeId === undefined ? {} : { storeId }),
        ...(file === undefined ? {} : { file }),
      }),
  })
}

/** Opens the device of who is logged in; what another person kept here goes first. */
export async function startDevice(session: Session, earlierId: string | null): Promise<Device> {
  const { person, store } = session
  if (earlierId !== null && earlierId !== person.id) await makeRoom(earlierId)
  const device = await openDevice(person.id, {
    personId: person.id,
    personName: person.name,
    storeId: store.id,
    timeZone: store.timeZone,
    seesOwnOnly: session.grants['customers.read'] === 'own',
    now: () => new Date(),
  })
  await device.keptSession()
  await device.keepSession(session)
  await device.refresh()
  return device
}

/** The data of another person goes; their unsent work stays sealed until they are back. */
async function makeRoom(personId: string): Promise<void> {
  const device = await openDevice(personId)
  const unsent = await device.unsent()
  if (unsent.length === 0) await device.wipe()
  else await device.dropData()
}

/** The question before a log-out with unsent work. */
export function sayUnsent(n: number, locale: Locale): string {
  return say(offlineWords.leaveWithUnsent, locale, { n })
}

function nobody(personId: string): Holder {
  return { personId, personName: '', storeId: 0, timeZone: 'Asia/Shanghai', now: () => new Date() }
}

/** A kept request as a call: the route is known by its method and path alone. */
function ask(request: Request, options: Parameters<typeof call>[2]): Promise<unknown> {
  const { method, path, params, query, body } = request
  const loose = call as (route: object, input: object, options: unknown) => Promise<unknown>
  return loose({ method, path }, { params, query, body }, options)
}
