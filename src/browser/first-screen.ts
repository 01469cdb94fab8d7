import type { Screen } from '#ui/screen.ts'

const keptHome = 'keyuan.home'

/**
 * Fetches the code of the screen that is asked for while the session is still being asked: at `/` that
 * is where this device last started. Whether the person may see it is decided by the router.
 */
export function fetchFirstScreen(screens: readonly Screen[], address: string): void {
  const path = address === '/' ? localStorage.getItem(keptHome) : address
  const screen = screens.find((one) => path !== null && isAt(one.path, path))
  if (screen !== undefined) void screen.load().catch(() => undefined)
}

export function keepHome(path: string | undefined): void {
  if (path !== undefined) localStorage.setItem(keptHome, path)
}

/** Whether an address is one of a screen: `/customers/$id` takes `/customers/0192…`. */
function isAt(pattern: string, path: string): boolean {
  const asked = path.split('/')
  const parts = pattern.split('/')
  return (
    parts.length === asked.length &&
    parts.every((part, at) => part.startsWith('$') || part === asked[at])
  )
}
