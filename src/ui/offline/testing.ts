import {
  type DeviceLocks,
  type DeviceStorage,
  type DeviceStore,
  makeSealingKey,
} from './storage.ts'

/** A device's store in memory: what a reload of the page finds again. */
export function memoryStorage(): DeviceStorage {
  const stores = new Map<DeviceStore, Map<string, Uint8Array<ArrayBuffer>>>()
  let key: Promise<CryptoKey> | undefined
  const of = (store: DeviceStore) => {
    const found = stores.get(store) ?? new Map<string, Uint8Array<ArrayBuffer>>()
    stores.set(store, found)
    return found
  }
  return {
    sealingKey: () => {
      key ??= makeSealingKey()
      return key
    },
    get: async (store, at) => of(store).get(at),
    entries: async (store) => [...of(store)].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    write: async (changes) => {
      for (const { store, key: at, value } of changes) {
        if (value === undefined) of(store).delete(at)
        else of(store).set(at, value)
      }
    },
    clear: async (names) => {
      for (const name of names) of(name).clear()
    },
    destroy: async () => {
      stores.clear()
      key = undefined
    },
  }
}

/** The locks of one device, whatever tabs are open on it. */
export function memoryLocks(): DeviceLocks {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: (name, work) => {
      const run = (tails.get(name) ?? Promise.resolve()).then(work, work)
      tails.set(
        name,
        run.catch(() => undefined),
      )
      return run
    },
  }
}
