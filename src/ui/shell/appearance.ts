import { type Appearance, appearances } from '#ui/shell/frame.tsx'
import { applyTheme, type Mode } from '#ui/theme.ts'

const kept = 'keyuan.appearance'
const darkDevice = '(prefers-color-scheme: dark)'

/** What this device was set to before; as the device unless chosen. */
export function readAppearance(): Appearance {
  const value = localStorage.getItem(kept)
  return appearances.find((appearance) => appearance === value) ?? 'device'
}

export function keepAppearance(appearance: Appearance): void {
  localStorage.setItem(kept, appearance)
}

/** Puts the tokens of an appearance on the page, following the device where it says so. */
export function followAppearance(appearance: Appearance): () => void {
  const media = matchMedia(darkDevice)
  const apply = () => applyTheme(modeOf(appearance, media.matches), document.documentElement)
  apply()
  // Paper is white, whatever the screen is.
  const print = () => applyTheme('light', document.documentElement)
  media.addEventListener('change', apply)
  addEventListener('beforeprint', print)
  addEventListener('afterprint', apply)
  return () => {
    media.removeEventListener('change', apply)
    removeEventListener('beforeprint', print)
    removeEventListener('afterprint', apply)
  }
}

function modeOf(appearance: Appearance, deviceIsDark: boolean): Mode {
  if (appearance === 'device') return deviceIsDark ? 'dark' : 'light'
  return appearance
}
