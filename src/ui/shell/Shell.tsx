import { type ReactNode, useEffect } from 'react'
import { useNavigation } from '#ui/navigation.tsx'
import { DeskShell } from '#ui/shell/DeskShell.tsx'
import { screenAt, useFrame, useIsPhone } from '#ui/shell/frame.tsx'
import { PhoneShell } from '#ui/shell/PhoneShell.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { usePhrase, useWords } from '#ui/words.tsx'

/** The frame around every screen, by the width of the page; names the window after the screen. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useWords(uiWords)
  const say = usePhrase()
  const isPhone = useIsPhone()
  const { path } = useNavigation()
  const { screens } = useFrame()
  const screen = screenAt(screens, path)
  useSearchKey()
  useEffect(() => {
    document.title = screen ? `${say(screen.title)} · ${t('product')}` : t('product')
  }, [screen, say, t])
  return (
    <>
      <a className="k-skip" href="#content">
        {t('skipToContent')}
      </a>
      {isPhone ? <PhoneShell>{children}</PhoneShell> : <DeskShell>{children}</DeskShell>}
    </>
  )
}

/** Ctrl/⌘ K goes to the search box, or to the search screen where there is no box. */
function useSearchKey() {
  const { go } = useNavigation()
  const { screens } = useFrame()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      const box = document.querySelector<HTMLInputElement>('[data-search-slot] input')
      if (box !== null) {
        box.focus()
        box.select()
        return
      }
      const screen = screens.find((candidate) => candidate.phone === 'search')
      if (screen !== undefined) go(screen.path)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [go, screens])
}
