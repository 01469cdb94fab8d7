import { Badge } from '#ui/light/Badge.tsx'
import { useWords } from '#ui/words.tsx'
import type { Card } from '../contracts/card.ts'
import { lifeWords } from '../life-words.ts'

const tones = { hot: 'H', warm: 'A', cold: 'C' } as const

/** How warm, which letter, and what to do: always the three together, so that none is misread. */
export function TemperatureMark({ of }: { of: NonNullable<Card['temperature']> }) {
  const t = useWords(lifeWords)
  return (
    <Badge tone={tones[of.heat]} title={t(`${of.action}Hint`)}>
      {t(of.heat)} {of.letter} · {t(of.action)}
    </Badge>
  )
}
