import { formatYuan } from '#shared/money.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { listApprovals } from '../contract.ts'
import { quoteWords } from '../words.ts'

/** On the manager's pages: discounts that wait for their yes, the longest waiting first. */
export function ApprovalInbox() {
  const t = useWords(quoteWords)
  const answer = useAsk(listApprovals, {}, { live: ['quotes.*'] })
  const items = answer.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('inbox')}>
      <strong>
        {t('inbox')} · {items.length}
      </strong>
      <List label={t('inbox')}>
        {items.map((request) => (
          <Row
            key={request.id}
            to={`/quotes/${request.quote.id}`}
            end={
              request.isBelowFloor ? (
                <Badge tone="overdue">{t('belowFloor')}</Badge>
              ) : (
                <Badge tone="due">{t('waiting')}</Badge>
              )
            }
          >
            <span>
              <strong>{request.quote.customerName}</strong> {request.quote.modelText}
            </span>
            <br />
            <span className="k-muted">
              {t('discount')} {formatYuan(request.discountFen, { whole: true, symbol: true })} ·{' '}
              {request.askedByName} <When at={request.askedAt} /> · {request.reason}
            </span>
          </Row>
        ))}
      </List>
      {answer.data && answer.data.beyondLimit > 0 ? (
        <span className="k-muted">{t('beyondLimit', { n: answer.data.beyondLimit })}</span>
      ) : null}
    </section>
  )
}
