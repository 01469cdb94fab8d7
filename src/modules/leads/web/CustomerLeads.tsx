import { useAsk } from '#ui/ask.ts'
import { List, Row } from '#ui/light/List.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { leadsOfCustomer } from '../contract.ts'
import { leadWords } from '../words.ts'
import { StateBadge } from './lead-badges.tsx'

/** Beside a customer: the leads they came from. */
export function CustomerLeads({ customerId }: { customerId: string }) {
  const t = useWords(leadWords)
  const answer = useAsk(leadsOfCustomer, { params: { id: customerId } }, { live: ['leads.*'] })
  const leads = answer.data?.items ?? []
  if (leads.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('leads')}>
      <h2>{t('leads')}</h2>
      <List label={t('leads')}>
        {leads.map((lead) => (
          <Row key={lead.id} to={`/leads/${lead.id}`} end={<StateBadge lead={lead} />}>
            {t(lead.origin)}{' '}
            <span className="k-muted">
              <When at={lead.receivedAt} />
            </span>
          </Row>
        ))}
      </List>
    </section>
  )
}
