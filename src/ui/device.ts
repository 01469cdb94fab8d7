import { useSyncExternalStore } from 'react'
import type { Device, DeviceStatus } from '#ui/offline/device.ts'

// The first load knows only that there may be a device; its code comes after the first paint.
let device: Device | undefined
let stopWatching: (() => void) | undefined
let status: DeviceStatus | undefined
const listeners = new Set<() => void>()

/** The person's device once it is ready; none at a desk and without HTTPS. */
export function currentDevice(): Device | undefined {
  return device
}

export function setDevice(next: Device | undefined): void {
  stopWatching?.()
  device = next
  status = undefined
  stopWatching = next?.watch((now) => {
    status = now
    for (const listener of listeners) listener()
  })
  if (next === undefined) for (const listener of listeners) listener()
}

/** Calls back whenever something on the device changes. */
export function watchDevice(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** How things stand on the device; undefined where there is none. */
export function useDeviceStatus(): DeviceStatus | undefined {
  return useSyncExternalStore(watchDevice, () => status)
}

/** Whether unsent work names a record. */
export function useIsUnsent(id: string): boolean {
  return useSyncExternalStore(watchDevice, () => status?.unsent.includes(id) ?? false)
}
