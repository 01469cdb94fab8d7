import type { IntentLevel } from '#shared/intent-level.ts'
import { useAsk } from '#ui/ask.ts'
import { useWords } from '#ui/words.tsx'
import { getCompleteness } from '../contracts/questions.ts'
import { NextQuestion } from './NextQuestion.tsx'
import { recordWords } from './record-words.ts'
import './record.css'

/** In the sheet of a contact: the one thing still to be learnt of this customer; nothing when all is known. */
export function QuestionPanel(props: { customerId: string; level?: IntentLevel }) {
  const t = useWords(recordWords)
  const { customerId, level } = props
  const { data } = useAsk(
    getCompleteness,
    { params: { id: customerId }, query: { level } },
    { keep: true },
  )
  if (!data?.next) return null
  return (
    <NextQuestion
      key={data.next}
      customerId={customerId}
      level={level}
      fact={data.next}
      title={t('askNow', { fact: t(data.next) })}
    />
  )
}
