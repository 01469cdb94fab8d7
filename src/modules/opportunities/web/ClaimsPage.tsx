import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useWords } from '#ui/words.tsx'
import { listClaims } from '../contracts/claims.ts'
import { neverLostWords } from '../never-lost-words.ts'
import { ClaimCard } from './ClaimCard.tsx'
import './never-lost.css'

/** Claims one may know of: what either shows, what the rules propose, what the manager decided. */
export function ClaimsPage() {
  const t = useWords(neverLostWords)
  const [limit, setLimit] = useState(50)
  const answer = useAsk(listClaims, { query: { limit } }, { keep: true, live: ['opportunities.*'] })
  const items = answer.data?.items
  return (
    <div className="k-stack care-narrow">
      <h1>{t('claims')}</h1>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {items === undefined && !answer.error ? <Skeleton rows={6} /> : null}
      {items?.length === 0 ? (
        <EmptyState title={t('claimsEmpty')}>{t('claimsEmptyHint')}</EmptyState>
      ) : null}
      {items?.map((claim) => (
        <ClaimCard key={claim.id} claim={claim} />
      ))}
      {answer.data?.nextCursor && limit < 200 ? (
        <Button onClick={() => setLimit(200)}>{t('more')}</Button>
      ) : null}
    </div>
  )
}
