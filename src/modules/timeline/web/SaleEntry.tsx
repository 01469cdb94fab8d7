import type { ReactNode } from 'react'
import { Badge } from '#ui/light/Badge.tsx'
import { sayYuan } from '#ui/format.ts'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { TimelineEntry } from '../contract.ts'
import { timelineWords } from '../words.ts'

type Key = keyof typeof timelineWords

/** Words that mean another thing elsewhere on the timeline. */
const ofOrder: Record<string, Key> = { made: 'orderMade', cancelled: 'orderCancelled' }
const ofLead: Record<string, Key> = { no_show: 'leadNoShow' }

/** What an entry of the sale says: quotes, orders, leads, calls of care. */
export function SaleEntry({ entry }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  const locale = useLocale()
  const { data } = entry
  const said = (word: string | null | undefined, own: Record<string, Key> = {}) => {
    const key = own[word ?? ''] ?? (Object.hasOwn(timelineWords, word ?? '') ? word : undefined)
    return key ? t(key as Key) : (word ?? '')
  }
  const amount = data.amountFen ?? data.totalFen
  const money = amount === null || amount === undefined ? null : `¥${sayYuan(amount, locale)}`
  switch (entry.kind) {
    case 'quote':
      return (
        <Line
          title={t('quote', { number: data.number ?? '', n: data.versionNo ?? 1 })}
          to={data.quoteId ? `/quotes/${data.quoteId}` : undefined}
          badge={said(data.state)}
        >
          {data.model} {money}
        </Line>
      )
    case 'order':
      return (
        <Line
          title={t('order', { number: data.number ?? '' })}
          to={data.orderId ? `/orders/${data.orderId}` : undefined}
          badge={said(data.what, ofOrder)}
          reason={data.reason}
        >
          {money}
        </Line>
      )
    case 'lead':
      return (
        <Line title={said(data.step, ofLead)} note={data.note}>
          {data.step === 'contacted' ? data.to : null}
        </Line>
      )
    default:
      return <Line title={t('lossCall')} badge={said(data.outcome)} note={data.note} />
  }
}

function Line(props: {
  title: string
  to?: string | undefined
  badge?: string
  note?: string | null | undefined
  reason?: string | null | undefined
  children?: ReactNode
}) {
  return (
    <div>
      <span className="k-line">
        <strong>{props.to ? <Link to={props.to}>{props.title}</Link> : props.title}</strong>
        {props.badge ? <Badge>{props.badge}</Badge> : null}
        <span>{props.children}</span>
        {props.reason ? <span className="k-muted"> · {props.reason}</span> : null}
      </span>
      {props.note ? <p className="timeline-note">{props.note}</p> : null}
    </div>
  )
}
