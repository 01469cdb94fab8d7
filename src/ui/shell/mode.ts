import { useEffect, useState } from 'react'
import type { Mode } from '#ui/theme.ts'

/** The mode the document is in, followed when the person changes it. */
export function useMode(): Mode {
  const [mode, setMode] = useState(readMode)
  useEffect(() => {
    const watcher = new MutationObserver(() => setMode(readMode()))
    watcher.observe(document.documentElement, { attributeFilter: ['data-mode'] })
    return () => watcher.disconnect()
  }, [])
  return mode
}

function readMode(): Mode {
  return document.documentElement.dataset.mode === 'dark' ? 'dark' : 'light'
}
