import { type ComponentType, createContext, useContext, useEffect, useState } from 'react'
import type { Locale } from '#shared/errors.ts'
import type { Screen } from '#ui/screen.ts'
import { theme } from '#ui/theme.ts'

export const appearances = ['device', 'light', 'dark'] as const
export type Appearance = (typeof appearances)[number]

/** What the shells need from the wiring: the person's screens, the search box, their settings. */
export interface Frame {
  /** The screens this person may open. */
  screens: readonly Screen[]
  home: Screen | undefined
  /** The search box of the desk header; its first `<input>` is focused by Ctrl/⌘ K. */
  SearchBox: ComponentType | undefined
  appearance: Appearance
  setAppearance: (appearance: Appearance) => void
  setLocale: (locale: Locale) => void
  setStore: (storeId: number) => void
  logOut: () => void
}

const FrameContext = createContext<Frame | undefined>(undefined)
export const FrameProvider = FrameContext.Provider

export function useFrame(): Frame {
  const frame = useContext(FrameContext)
  if (frame === undefined) throw new Error('useFrame outside a FrameProvider')
  return frame
}

/** Whether a media query holds, followed as the window changes. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const update = () => setHolds(media.matches)
    update()
    media.addEventListener('change', update)
    return () => media.removeEventListener('change', update)
  }, [query])
  return holds
}

/** Whether the page is as narrow as a phone (below 768 px). */
export function useIsPhone(): boolean {
  return useMedia(`(max-width: ${theme.sizes.breakpoint - 1}px)`)
}

/** The screen at a path; `$id` stands for one part of it. */
export function screenAt(screens: readonly Screen[], path: string): Screen | undefined {
  const parts = path.split('/')
  return screens.find((screen) => {
    const wanted = screen.path.split('/')
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part.startsWith('$') || part === parts[index])
    )
  })
}

/** Whether a screen of the navigation is the place of this path: itself, or the list it came from. */
export function isWithin(screen: Screen, path: string): boolean {
  return path === screen.path || path.startsWith(`${screen.path}/`)
}
