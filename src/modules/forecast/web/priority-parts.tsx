import type { Locale } from '#shared/errors.ts'
import { type Phrase, say } from '#shared/words.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { useWords } from '#ui/words.tsx'
import type { PriorityLine } from '../contracts/priorities.ts'
import { forecastWords } from '../words.ts'

/** Class and priority in words: a number of its own, never a level's letter. */
export function PriorityBadge({ line }: { line: Pick<PriorityLine, 'class' | 'priority'> }) {
  const t = useWords(forecastWords)
  return (
    <Badge tone={line.priority === 1 ? 'due' : 'plain'}>
      {t(line.class)} · {t('priority')} {line.priority}
    </Badge>
  )
}

/** Every reason with its points: 意向级别 H +40；…. */
export function sayReasons(line: Pick<PriorityLine, 'reasons'>, locale: Locale): string {
  return line.reasons
    .map(({ fact, value, points }) => {
      const words = forecastWords as Record<string, Phrase>
      const phrase = words[`why_${fact}`] ?? ([fact, fact] as const)
      const shown = value === '' || fact === 'recent' ? '' : ` ${value}`
      return `${say(phrase, locale)}${shown} +${points}`
    })
    .join(locale === 'zh' ? '；' : '; ')
}
