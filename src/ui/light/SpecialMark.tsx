import { defineWords } from '#shared/words.ts'
import { useWords } from '#ui/words.tsx'
import './marks.css'

const markWords = defineWords({
  fleet: ['大客户', 'Fleet'],
  vip: ['重要客户', 'VIP'],
  difficult: ['黑色客户', 'Difficult'],
})
type Mark = keyof typeof markWords
const signs: Record<Mark, string> = { fleet: '◆', vip: '★', difficult: '⚠\uFE0E' }

/** The mark of a special customer: a sign and its word, the reason when pointed at; nothing for others. */
export function SpecialMark({ mark, reason }: { mark: Mark | null; reason?: string }) {
  const t = useWords(markWords)
  if (mark === null) return null
  return (
    <span className="special-mark" data-mark={mark} title={reason || undefined}>
      <span aria-hidden="true">{signs[mark]}</span> {t(mark)}
    </span>
  )
}

/** The same across the page of the customer, with the reason written out. */
export function SpecialBanner({ mark, reason }: { mark: Mark | null; reason: string }) {
  const t = useWords(markWords)
  if (mark === null) return null
  return (
    <p className="special-banner" data-mark={mark} role="note">
      <strong>
        <span aria-hidden="true">{signs[mark]}</span> {t(mark)}
      </strong>
      {reason ? <span>{reason}</span> : null}
    </p>
  )
}
