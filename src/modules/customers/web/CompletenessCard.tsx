import type { IntentLevel } from '#shared/intent-level.ts'
import { useAsk } from '#ui/ask.ts'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useWords } from '#ui/words.tsx'
import { getCompleteness } from '../contracts/questions.ts'
import { NextQuestion } from './NextQuestion.tsx'
import { recordWords } from './record-words.ts'
import './record.css'

/** How much of what the store wants to know is known, what is missing by name, and what to ask next. */
export function CompletenessCard(props: {
  customerId: string
  level: IntentLevel | undefined
  mayEdit: boolean
}) {
  const t = useWords(recordWords)
  const { customerId, level, mayEdit } = props
  const answer = useAsk(
    getCompleteness,
    { params: { id: customerId }, query: { level } },
    { live: ['customers.*'] },
  )
  const data = answer.data
  return (
    <section className="k-card k-stack" aria-label={t('completeness')}>
      <div className="k-spread">
        <h2>{t('completeness')}</h2>
        {data ? (
          <span className="k-number">
            {t('percentOf', {
              percent: data.percent,
              known: data.needed.length - data.missing.length,
              needed: data.needed.length,
            })}
          </span>
        ) : null}
      </div>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : data === undefined ? (
        <Skeleton rows={2} />
      ) : (
        <>
          <progress
            className="record-progress"
            max={100}
            value={data.percent}
            aria-label={t('completeness')}
          />
          {data.missing.length === 0 ? (
            <p className="k-muted">{t('allKnown')}</p>
          ) : (
            <p>
              <span className="k-muted">{t('stillMissing')}</span>{' '}
              {data.missing.map((fact) => t(fact)).join(' · ')}
            </p>
          )}
          {data.next && mayEdit ? (
            <NextQuestion
              key={data.next}
              customerId={customerId}
              level={level}
              fact={data.next}
              title={t('askNext', { fact: t(data.next) })}
            />
          ) : null}
        </>
      )}
    </section>
  )
}
