/** The places of a device's store. Everything in them is sealed. */
export const deviceStores = ['meta', 'records', 'answers', 'outbox', 'files'] as const
export type DeviceStore = (typeof deviceStores)[number]

export interface StorageChange {
  store: DeviceStore
  key: string
  /** Undefined removes. */
  value: Uint8Array<ArrayBuffer> | undefined
}

/** Where one person's data lies on this device; a port, so that tests need no browser. */
export interface DeviceStorage {
  /** The person's own key; made at first use, never leaves the device, gone after `destroy`. */
  sealingKey(): Promise<CryptoKey>
  get(store: DeviceStore, key: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** In the order of their keys. */
  entries(store: DeviceStore): Promise<[key: string, value: Uint8Array<ArrayBuffer>][]>
  /** All or nothing. */
  write(changes: readonly StorageChange[]): Promise<void>
  clear(stores: readonly DeviceStore[]): Promise<void>
  /** Everything goes, the key too. */
  destroy(): Promise<void>
}

/** One at a time, over all tabs of the device. */
export interface DeviceLocks {
  run<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** A key that seals and opens and cannot be read, not even by the page that made it. */
export function makeSealingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}
