import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Link } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { listLeads } from '../contract.ts'
import { leadWords } from '../words.ts'

const shown = 3

/** On the start page: leads that wait for the first call, the newest first. */
export function MyLeads() {
  const t = useWords(leadWords)
  const answer = useAsk(
    listLeads,
    { query: { owner: 'me', grade: 'none', limit: shown } },
    { live: ['leads.*'] },
  )
  const leads = answer.data?.items ?? []
  if (leads.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('myLeads')}>
      <div className="k-spread">
        <strong>{t('waiting', { n: answer.data?.count ?? leads.length })}</strong>
        <Link to="/leads?owner=me">{t('leads')}</Link>
      </div>
      <List label={t('myLeads')}>
        {leads.map((lead) => (
          <Row
            key={lead.id}
            to={`/leads/${lead.id}`}
            end={<Badge tone="due">{t(lead.origin)}</Badge>}
          >
            <strong>{lead.customerName}</strong>{' '}
            <span className="k-muted">
              {lead.seriesName ? `${lead.seriesName} · ` : ''}
              <When at={lead.receivedAt} />
            </span>
          </Row>
        ))}
      </List>
    </section>
  )
}
