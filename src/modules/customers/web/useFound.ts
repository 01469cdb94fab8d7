import { useEffect, useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { useNavigation } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { useFrame } from '#ui/shell/frame.tsx'
import { type Found, search } from '../contract.ts'

const pauseMs = 120

/** Asks while somebody types: the answer to the last text, kept until the next one is there. */
export function useFound(text: string) {
  const typed = text.trim()
  const [asked, setAsked] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), pauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  const answer = useAsk(search, { query: { q: asked } }, { when: asked !== '', keep: true })
  const isSettled = asked === typed && !answer.isFetching
  return {
    found: typed === '' ? undefined : answer.data?.items,
    error: typed === '' ? null : answer.error,
    retry: () => void answer.refetch(),
    isSettled,
  }
}

/** Opens a found customer; one of another store in that store. */
export function useOpenFound(): (found: Found) => void {
  const { go } = useNavigation()
  const { setStore } = useFrame()
  const session = useSession()
  return (found) => {
    if (found.storeId !== session.store.id) setStore(found.storeId)
    go(`/customers/${found.id}`)
  }
}
