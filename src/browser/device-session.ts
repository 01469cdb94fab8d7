import { useEffect } from 'react'
import type { Session as SessionAnswer } from '#modules/access/contract.ts'
import type { Locale } from '#shared/errors.ts'
import { currentDevice, expectDevice, setDevice } from '#ui/device.ts'
import type { LiveConnection } from '#ui/live.tsx'
import type { Session } from '#ui/session.tsx'

const keptPerson = 'keyuan.device'
const syncEveryMs = 2 * 60_000
const afterFirstScreenMs = 1500
let isRecalled = false

/** Whether this browser may keep work: a phone or an installed app, served over HTTPS or loopback. */
export function mayKeepWork(): boolean {
  return (
    window.isSecureContext &&
    'indexedDB' in window &&
    matchMedia('(max-width: 767px), (display-mode: standalone)').matches
  )
}

/** The session of the last contact, when the app starts with no network; undefined where there is none. */
export async function recallSession(): Promise<SessionAnswer | undefined> {
  const personId = localStorage.getItem(keptPerson)
  if (personId === null || !window.isSecureContext) return undefined
  const { openDevice } = await import('./device.ts')
  return openDevice(personId).then(
    async (device) => {
      isRecalled = true
      return (await device.keptSession()) as SessionAnswer | undefined
    },
    () => undefined,
  )
}

/** Opens the person's device after the first paint, and keeps it up to date while the page is open. */
export function useDevice(session: Session, connection: LiveConnection | undefined): void {
  useEffect(() => {
    if (!mayKeepWork() || session.grants['opportunities.write'] === undefined) return undefined
    let isGone = false
    let stop: (() => void) | undefined
    // Only what a person did here before can be waited for.
    if (localStorage.getItem(keptPerson) === session.person.id) expectDevice()
    const start = async () => {
      const { startDevice } = await import('./device.ts')
      const device = await startDevice(session, localStorage.getItem(keptPerson))
      if (isGone) return
      localStorage.setItem(keptPerson, session.person.id)
      setDevice(device)
      stop = keepUpToDate(() => device.sync().catch(() => undefined), connection)
      void navigator.serviceWorker?.register('/sw.js').catch(() => undefined)
    }
    // The first screen has the line to itself; without a network the device is needed at once.
    const pause = navigator.onLine && !isRecalled ? afterFirstScreenMs : 0
    const timer = setTimeout(() => void start().catch(() => undefined), pause)
    return () => {
      isGone = true
      clearTimeout(timer)
      stop?.()
      setDevice(undefined)
    }
  }, [session, connection])
}

/** At the start, when the network or the page comes back, and from time to time. */
function keepUpToDate(sync: () => Promise<unknown>, connection: LiveConnection | undefined) {
  const onVisible = () => {
    if (document.visibilityState === 'visible') void sync()
  }
  const onMessage = (event: MessageEvent) => {
    if (event.data === 'send') void sync()
  }
  const timer = setInterval(onVisible, syncEveryMs)
  window.addEventListener('online', sync)
  document.addEventListener('visibilitychange', onVisible)
  navigator.serviceWorker?.addEventListener('message', onMessage)
  const stopLive = connection?.watchOnline((online) => {
    if (online) void sync()
  })
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', sync)
    document.removeEventListener('visibilitychange', onVisible)
    navigator.serviceWorker?.removeEventListener('message', onMessage)
    stopLive?.()
  }
}

/** Before a log-out: sends what waits, asks about the rest, then wipes the device. False: stay. */
export async function leaveDevice(locale: Locale): Promise<boolean> {
  const device = currentDevice()
  if (device === undefined) return true
  await device.flush().catch(() => undefined)
  const { waiting, refused } = device.status()
  if (waiting + refused > 0) {
    const { sayUnsent } = await import('./device.ts')
    if (!window.confirm(sayUnsent(waiting + refused, locale))) return false
  }
  setDevice(undefined)
  localStorage.removeItem(keptPerson)
  await device.wipe().catch(() => undefined)
  return true
}
