import { INTENT_LEVELS, type IntentLevel } from '#shared/intent-level.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import { getCadence } from '../contracts/promise-care.ts'
import { cardWords } from '../words.ts'

/** The rules of the store, as long as they are not there yet the product's own hold on the screen. */
export function useCadence() {
  return useAsk(getCadence, {}, { live: ['access.store_changed'] }).data
}

/** Which level, each with its limit and how often such a customer is called (row 004-07). */
export function LevelChoice(props: {
  value: IntentLevel | undefined
  onChange: (level: IntentLevel) => void
}) {
  const t = useWords(cardWords)
  const c = useWords(careWords)
  const cadence = useCadence()
  const rule = (level: IntentLevel): string => {
    if (!cadence) return t(`level${level}`)
    const { levelLimits: limits, promiseGaps } = cadence
    const limit = level === 'C' ? c('beyond', { n: limits.B }) : c('within', { n: limits[level] })
    return c('levelRule', { limit, gap: promiseGaps[level] })
  }
  return (
    <Choice<IntentLevel>
      value={props.value}
      onChange={props.onChange}
      options={INTENT_LEVELS.map((level) => ({
        value: level,
        label: (
          <>
            <Badge tone={level}>{level}</Badge>&nbsp;{rule(level)}
          </>
        ),
      }))}
    />
  )
}
