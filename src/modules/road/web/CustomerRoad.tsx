import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Road, roadOfCustomer } from '../contract.ts'
import { listCosts, sumCosts, withdrawCost } from '../contracts/costs.ts'
import { answerEnquiry, listEnquiries } from '../contracts/effort.ts'
import { listTradeIns, type TradeIn } from '../contracts/trade-ins.ts'
import { roadWords } from '../words.ts'
import { CostSheet, EnquirySheet } from './CostSheets.tsx'
import { TradeInSheet } from './TradeInSheet.tsx'
import './road.css'

/** Beside a customer: the car they would trade in, what they asked, what was spent on them. */
export function CustomerRoad({ customerId }: { customerId: string }) {
  const found = useAsk(roadOfCustomer, { params: { id: customerId } }, { live: ['road.*'] })
  const road = found.data?.road
  const spends = useCan('costs.read')
  if (!road) return null
  return (
    <>
      <TradeIns road={road} />
      <Enquiries road={road} />
      {spends ? <Costs road={road} /> : null}
    </>
  )
}

function TradeIns({ road }: { road: Road }) {
  const t = useWords(roadWords)
  const locale = useLocale()
  const [open, setOpen] = useState<TradeIn | 'new'>()
  const found = useAsk(
    listTradeIns,
    { query: { customerId: road.customerId, limit: 20 } },
    { live: ['road.*'] },
  )
  const items = found.data?.items ?? []
  return (
    <section className="k-card k-stack" aria-label={t('tradeIn')}>
      <div className="k-spread">
        <h2>{t('tradeIn')}</h2>
        {road.isMine ? <Button onClick={() => setOpen('new')}>{t('addTradeIn')}</Button> : null}
      </div>
      {found.error ? <Failure error={found.error} /> : null}
      {items.length > 0 ? (
        <List label={t('tradeIn')}>
          {items.map((one) => (
            <Row
              key={one.id}
              onClick={() => setOpen(one)}
              end={
                <Badge tone={one.decision === 'accepted' ? 'done' : 'plain'}>
                  {one.appraisedFen === null ? t('notAppraised') : t(`dec_${one.decision}`)}
                </Badge>
              }
            >
              {one.car} {one.plate ?? ''}{' '}
              <span className="k-muted">
                {one.appraisedFen === null ? '' : sayYuan(one.appraisedFen, locale)}
              </span>
            </Row>
          ))}
        </List>
      ) : null}
      {open ? (
        <TradeInSheet
          customerId={road.customerId}
          tradeIn={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </section>
  )
}

function Enquiries({ road }: { road: Road }) {
  const t = useWords(roadWords)
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const found = useAsk(
    listEnquiries,
    { params: { id: road.opportunityId } },
    { live: ['road.*', 'opportunities.*'] },
  )
  const answer = useDo(answerEnquiry, { refresh: [listEnquiries] })
  return (
    <section className="k-card k-stack" aria-label={t('enquiry')}>
      <div className="k-spread">
        <h2>{t('enquiry')}</h2>
        <Button onClick={() => setOpen(true)}>{t('addEnquiry')}</Button>
      </div>
      {found.error ? <Failure error={found.error} /> : null}
      {(found.data?.items ?? []).slice(0, 5).map((one) => (
        <div key={one.id} className="k-spread">
          <span>
            <When at={one.askedAt} /> {t(one.channel)} {one.words}{' '}
            {one.answeredAt ? (
              <Badge tone={one.isLate ? 'overdue' : 'done'}>
                {t(one.isLate ? 'lateNow' : 'answered')}
              </Badge>
            ) : one.isLate ? (
              <Badge tone="overdue">{t('lateNow')}</Badge>
            ) : one.dueAt ? (
              <Badge tone="due">
                <When at={one.dueAt} />
              </Badge>
            ) : null}
          </span>
          {one.answeredAt === null && road.isMine ? (
            <Button
              kind="quiet"
              busy={answer.isPending}
              onClick={() =>
                answer.mutate({ params: { id: one.id } }, { onSuccess: () => toast(t('answered')) })
              }
            >
              {t('markAnswered')}
            </Button>
          ) : null}
        </div>
      ))}
      {answer.error ? <Failure error={answer.error} /> : null}
      {isOpen ? (
        <EnquirySheet opportunityId={road.opportunityId} onClose={() => setOpen(false)} />
      ) : null}
    </section>
  )
}

function Costs({ road }: { road: Road }) {
  const t = useWords(roadWords)
  const locale = useLocale()
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const found = useAsk(
    listCosts,
    { query: { opportunityId: road.opportunityId, limit: 20 } },
    { live: ['road.*'] },
  )
  const withdraw = useDo(withdrawCost, { refresh: [listCosts, sumCosts] })
  const set = (id: string, isWithdrawn: boolean) =>
    withdraw.mutateAsync({ params: { id }, body: { isWithdrawn } })
  const items = found.data?.items ?? []
  return (
    <section className="k-card k-stack" aria-label={t('cost')}>
      <div className="k-spread">
        <h2>{t('cost')}</h2>
        {road.isMine ? <Button onClick={() => setOpen(true)}>{t('addCost')}</Button> : null}
      </div>
      {found.error ? <Failure error={found.error} /> : null}
      {items.length > 0 ? (
        <p className="k-number">
          {t('costSum', { yuan: sayYuan(found.data?.sumFen ?? 0, locale) })}
        </p>
      ) : null}
      {items.map((one) => (
        <div key={one.id} className="k-spread">
          <span>
            <When at={one.onDay} /> {t(one.kind)} {one.result}{' '}
            <span className="k-number">{sayYuan(one.amountFen, locale)}</span>
          </span>
          {road.isMine ? (
            <Button
              kind="quiet"
              aria-label={`${t('remove')} ${t(one.kind)} ${one.onDay}`}
              onClick={() =>
                void set(one.id, true).then(
                  () => toast(t('removed'), { undo: () => set(one.id, false) }),
                  () => undefined,
                )
              }
            >
              {t('remove')}
            </Button>
          ) : null}
        </div>
      ))}
      {withdraw.error ? <Failure error={withdraw.error} /> : null}
      {isOpen ? (
        <CostSheet opportunityId={road.opportunityId} onClose={() => setOpen(false)} />
      ) : null}
    </section>
  )
}
