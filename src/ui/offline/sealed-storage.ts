import type { DeviceStorage, DeviceStore } from './storage.ts'

const ivLength = 12

/** A change of a sealed value; undefined removes it. */
export interface SealedChange {
  store: DeviceStore
  key: string
  value: unknown
}

/** Values of a device, sealed with the person's key (AES-GCM) before they are written. */
export interface SealedStorage {
  get<T>(store: DeviceStore, key: string): Promise<T | undefined>
  entries<T>(store: DeviceStore): Promise<[key: string, value: T][]>
  write(changes: readonly SealedChange[]): Promise<void>
  clear(stores: readonly DeviceStore[]): Promise<void>
  destroy(): Promise<void>
}

/** What cannot be opened any more (an older key, a broken value) reads as not there. */
export function sealedStorage(storage: DeviceStorage): SealedStorage {
  const open = async (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> => {
    const key = await storage.sealingKey()
    try {
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: bytes.subarray(0, ivLength) },
        key,
        bytes.subarray(ivLength),
      )
      return JSON.parse(new TextDecoder().decode(plain))
    } catch {
      return undefined
    }
  }
  return {
    get: async <T>(store: DeviceStore, key: string) => {
      const bytes = await storage.get(store, key)
      return (bytes && (await open(bytes))) as T | undefined
    },
    entries: async <T>(store: DeviceStore) => {
      const rows = await storage.entries(store)
      const opened = await Promise.all(
        rows.map(async ([key, bytes]) => [key, await open(bytes)] as const),
      )
      return opened.filter((row): row is [string, T & object] => row[1] !== undefined)
    },
    write: async (changes) => {
      const key = await storage.sealingKey()
      await storage.write(
        await Promise.all(
          changes.map(async (change) => ({
            store: change.store,
            key: change.key,
            value: change.value === undefined ? undefined : await seal(key, change.value),
          })),
        ),
      )
    },
    clear: (stores) => storage.clear(stores),
    destroy: () => storage.destroy(),
  }
}

async function seal(key: CryptoKey, value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const plain = new TextEncoder().encode(JSON.stringify(value))
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain))
  const bytes = new Uint8Array(ivLength + sealed.length)
  bytes.set(iv)
  bytes.set(sealed, ivLength)
  return bytes
}
