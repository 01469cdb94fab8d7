import { useAsk } from '#ui/ask.ts'
import { useWords } from '#ui/words.tsx'
import { claimsOfCustomer } from '../contracts/claims.ts'
import { neverLostWords } from '../never-lost-words.ts'
import { ClaimCard } from './ClaimCard.tsx'

/** Claims on a customer, on the customer's page; nothing where there are none. */
export function ClaimsPanel({ customerId }: { customerId: string }) {
  const t = useWords(neverLostWords)
  const claims = useAsk(
    claimsOfCustomer,
    { params: { id: customerId } },
    { live: ['opportunities.claim_*'] },
  )
  if (!claims.data || claims.data.items.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('claims')}>
      <h2>{t('claims')}</h2>
      {claims.data.items.map((claim) => (
        <ClaimCard key={claim.id} claim={claim} />
      ))}
    </section>
  )
}
