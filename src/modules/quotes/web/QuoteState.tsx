import { Badge, type Tone } from '#ui/light/Badge.tsx'
import { useWords } from '#ui/words.tsx'
import type { QuoteState as State } from '../contract.ts'
import { quoteWords } from '../words.ts'

const tones: Record<State, Tone> = {
  draft: 'plain',
  waiting: 'due',
  approved: 'done',
  refused: 'overdue',
  sent: 'A',
  accepted: 'done',
  expired: 'blocked',
  withdrawn: 'blocked',
}

/** Where a quote stands, in its word. */
export function QuoteState({ state }: { state: State }) {
  const t = useWords(quoteWords)
  return <Badge tone={tones[state]}>{t(state)}</Badge>
}
