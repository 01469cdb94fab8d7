import { deleteDB, openDB } from 'idb'
import { type DeviceLocks, type DeviceStorage, deviceStores, makeSealingKey } from './storage.ts'

const version = 1

/** A person's store in IndexedDB. Only in a secure context: elsewhere there is no key to seal with. */
export async function browserStorage(personId: string): Promise<DeviceStorage> {
  const name = `keyuan-${personId}`
  const db = await openDB(name, version, {
    upgrade: (opened) => {
      for (const store of [...deviceStores, 'keys'])
        if (!opened.objectStoreNames.contains(store)) opened.createObjectStore(store)
    },
    // Another tab wipes the device: let it.
    blocking: () => db.close(),
  })
  let key: Promise<CryptoKey> | undefined
  const readKey = async (): Promise<CryptoKey> => {
    const kept: unknown = await db.get('keys', 'sealing')
    if (kept instanceof CryptoKey) return kept
    const made = await makeSealingKey()
    const transaction = db.transaction('keys', 'readwrite')
    // Two tabs may have made one: the first stays.
    const first: unknown = await transaction.store.get('sealing')
    if (!(first instanceof CryptoKey)) await transaction.store.put(made, 'sealing')
    await transaction.done
    return first instanceof CryptoKey ? first : made
  }
  return {
    sealingKey: () => {
      key ??= readKey()
      return key
    },
    get: (store, at) => db.get(store, at),
    entries: async (store) => {
      const transaction = db.transaction(store)
      const [keys, values] = await Promise.all([
        transaction.store.getAllKeys(),
        transaction.store.getAll(),
      ])
      return keys.map((at, place) => [String(at), values[place]])
    },
    write: async (changes) => {
      const stores = [...new Set(changes.map((change) => change.store))]
      if (stores.length === 0) return
      const transaction = db.transaction(stores, 'readwrite', { durability: 'strict' })
      for (const { store, key: at, value } of changes) {
        if (value === undefined) void transaction.objectStore(store).delete(at)
        else void transaction.objectStore(store).put(value, at)
      }
      await transaction.done
    },
    clear: async (stores) => {
      const transaction = db.transaction([...stores], 'readwrite')
      for (const store of stores) void transaction.objectStore(store).clear()
      await transaction.done
    },
    destroy: async () => {
      db.close()
      await deleteDB(name)
    },
  }
}

/** Web Locks: one tab at a time, and free again when a tab dies. */
export const browserLocks: DeviceLocks = {
  run: async (name, work) => {
    if (navigator.locks === undefined) return work()
    return await navigator.locks.request(name, work)
  },
}
