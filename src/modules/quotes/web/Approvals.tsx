import { useState } from 'react'
import { formatYuan } from '#shared/money.ts'
import { useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { MoneyField } from '#ui/light/MoneyField.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type Decision,
  decideApproval,
  getQuote,
  listApprovals,
  listQuotes,
  type QuoteRecord,
} from '../contract.ts'
import { quoteWords } from '../words.ts'

/** Approve, approve less, or refuse the open request. */
export function DecisionCard({ quote }: { quote: QuoteRecord }) {
  const t = useWords(quoteWords)
  const toast = useToast()
  const decide = useDo(decideApproval, { refresh: [getQuote, listApprovals, listQuotes] })
  const [note, setNote] = useState('')
  const [counterFen, setCounter] = useState<number | null>(null)
  const request = quote.approvals.at(-1)
  if (!request) return null
  const yuan = (fen: number) => formatYuan(fen, { whole: true, symbol: true })
  const mayCounter = counterFen !== null && counterFen < request.discountFen
  const run = (decision: Decision) =>
    decide
      .mutateAsync({
        params: { id: request.id },
        body: {
          versionNo: request.versionNo,
          decision,
          note,
          ...(decision === 'countered' && counterFen !== null ? { counterFen } : {}),
        },
      })
      .then(() => toast(t('decided')))
      // The refusal is shown in the card.
      .catch(() => undefined)
  return (
    <section className="k-card k-stack quote-decision" aria-label={t('decide')}>
      <h2>{t('decide')}</h2>
      <p>
        {request.askedByName} · <When at={request.askedAt} /> · {request.reason}
      </p>
      <p className="k-line">
        <span>
          {t('discount')} <strong>{yuan(request.discountFen)}</strong>
        </span>
        <span>
          {t('basis')} <strong>{yuan(request.basisFen)}</strong> (
          {t('ofList', { percent: (quote.need.percentBp / 100).toFixed(2) })})
        </span>
        <span>
          {t('carPrice')} <strong>{yuan(request.carFen)}</strong>
        </span>
        {request.isBelowFloor ? <Badge tone="overdue">{t('belowFloor')}</Badge> : null}
      </p>
      {decide.error ? <Failure error={decide.error} /> : null}
      <Field label={t('decisionNote')}>
        <TextArea rows={2} maxLength={500} value={note} onChange={setNote} />
      </Field>
      <MoneyField
        label={t('counterFen')}
        hint={t('counterHint', { amount: formatYuan(request.discountFen, { whole: true }) })}
        value={counterFen}
        onChange={setCounter}
      />
      <div className="k-line">
        <Button kind="primary" busy={decide.isPending} onClick={() => void run('approved')}>
          {t('approve')}
        </Button>
        <Button
          busy={decide.isPending}
          disabled={!mayCounter}
          onClick={() => void run('countered')}
        >
          {t('counter')}
        </Button>
        <Button
          kind="danger"
          busy={decide.isPending}
          disabled={note.trim() === ''}
          onClick={() => void run('refused')}
        >
          {t('refuse')}
        </Button>
      </div>
    </section>
  )
}

/** Who asked, who decided, and why. */
export function Approvals({ quote }: { quote: QuoteRecord }) {
  const t = useWords(quoteWords)
  return (
    <section className="k-card k-stack" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <List label={t('history')}>
        {quote.approvals.map((one) => (
          <Row
            key={one.id}
            end={
              <Badge
                tone={one.state === 'approved' || one.state === 'countered' ? 'done' : 'plain'}
              >
                {t(one.state)}
              </Badge>
            }
          >
            <span>
              {t('versionN', { no: one.versionNo })} · {t('discount')}{' '}
              {formatYuan(one.discountFen, { whole: true, symbol: true })} · {one.askedByName}{' '}
              <When at={one.askedAt} />：{one.reason}
            </span>
            {one.decidedAt ? (
              <>
                <br />
                <span className="k-muted">
                  {one.decidedByName ?? ''} <When at={one.decidedAt} /> {one.decisionNote}
                  {one.counterFen === null
                    ? ''
                    : ` ${formatYuan(one.counterFen, { whole: true, symbol: true })}`}
                </span>
              </>
            ) : null}
          </Row>
        ))}
      </List>
    </section>
  )
}
