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

const longestStartMs = 3000
let isExpected = false

/** Says that a device is on its way: what fails until then waits for it. */
export function expectDevice(): void {
  isExpected = true
}

/** The device, waited for a moment while it is being opened. */
export async function deviceSoon(): Promise<Device | undefined> {
  if (device !== undefined || !isExpected) return device
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(), longestStartMs)
    const stop = watchDevice(() => {
      if (device !== undefined) done()
    })
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve(device)
    }
  })
}

export function setDevice(next: Device | undefined): void {
  stopWatching?.()
  device = next
  isExpected = false
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
