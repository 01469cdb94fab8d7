import { useAsk } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getOrder, type Order } from '../contract.ts'
import { carName } from '../car-name.ts'
import { lineWord } from '../line-word.ts'
import { orderWords } from '../words.ts'
import { CarsPart } from './CarsPart.tsx'
import { ContractPart } from './ContractPart.tsx'
import { OrderActions } from './OrderActions.tsx'
import { OrderBadge } from './OrderBadge.tsx'
import { PaymentsPart } from './PaymentsPart.tsx'
import { StepsPart } from './StepsPart.tsx'
import './orders.css'

/** One order: who, what, how much; what is next; everything that stands on it. */
export function OrderPage() {
  const t = useWords(orderWords)
  const { params } = useNavigation()
  const answer = useAsk(
    getOrder,
    { params: { id: params.id ?? '' } },
    { live: ['orders.*', 'customers.*'] },
  )
  if (answer.error)
    return (
      <div className="k-stack">
        <h1>{t('order')}</h1>
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      </div>
    )
  if (answer.data === undefined) return <Skeleton rows={8} height={48} />
  return <Shown order={answer.data} />
}

function Shown({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const locale = useLocale()
  return (
    <div className="k-stack">
      <header className="k-stack">
        <div className="k-line">
          <h1>
            {order.number} · {order.customer.name}
          </h1>
          <OrderBadge order={order} />
        </div>
        <div className="k-line k-muted">
          <span>
            {[carName(order), order.colourName].filter(Boolean).join(' ')}
            {order.quantity > 1 ? ` ×${order.quantity}` : ''}
          </span>
          <strong className="k-number">¥{sayYuan(order.amountFen, locale)}</strong>
          {order.promisedOn ? (
            <span>
              {t('promisedOn')} <When at={order.promisedOn} />
            </span>
          ) : null}
          <span>
            {t('consultant')} {order.owner.name}
          </span>
          {order.keeper.id === order.owner.id ? null : (
            <span>
              {t('keeper')} {order.keeper.name}
            </span>
          )}
        </div>
        <div className="k-line">
          <Link to={`/customers/${order.customer.id}`}>{t('toCustomer')}</Link>
          <Link to={`/cards/${order.opportunityId}`}>{t('toCard')}</Link>
        </div>
      </header>
      <OrderActions order={order} />
      {order.state === 'draft' || order.state === 'cancelled' ? null : <StepsPart order={order} />}
      <div className="order-columns">
        <div className="k-stack">
          <Lines order={order} />
          <PaymentsPart order={order} />
        </div>
        <div className="k-stack">
          <CarsPart order={order} />
          <ContractPart order={order} />
          <Facts order={order} />
          <History order={order} />
        </div>
      </div>
    </div>
  )
}

function Lines({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const locale = useLocale()
  const rows =
    order.lines.length > 0
      ? order.lines
      : [
          {
            kind: 'car' as const,
            shownAs: order.modelName || order.seriesName || '—',
            quantity: order.quantity,
            unitFen: order.listFen,
            amountFen: order.listFen,
            note: '',
          },
          ...(order.discountFen > 0
            ? [
                {
                  kind: 'discount' as const,
                  shownAs: t('discount'),
                  quantity: 1,
                  unitFen: order.discountFen,
                  amountFen: -order.discountFen,
                  note: '',
                },
              ]
            : []),
        ]
  return (
    <section className="k-card k-stack" aria-label={t('lines')}>
      <h2>{t('lines')}</h2>
      <table className="order-lines">
        <thead>
          <tr>
            <th scope="col">{t('lineName')}</th>
            <th scope="col" data-right>
              {t('pieces')}
            </th>
            <th scope="col" data-right data-wide>
              {t('unitYuan')}
            </th>
            <th scope="col" data-right>
              {t('lineAmount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line, place) => (
            <tr key={place}>
              <td>
                {line.shownAs === t(lineWord(line.kind)) ? null : (
                  <span className="k-muted">{t(lineWord(line.kind))} </span>
                )}
                {line.shownAs}
                {line.note ? <span className="k-muted"> {line.note}</span> : null}
              </td>
              <td data-right>{line.quantity}</td>
              <td data-right data-wide>
                {sayYuan(line.unitFen, locale)}
              </td>
              <td data-right>{sayYuan(line.amountFen, locale)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <td />
            <td data-wide />
            <td data-right>
              <strong>{sayYuan(order.amountFen, locale)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      {order.note ? <p>{order.note}</p> : null}
    </section>
  )
}

function Facts({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const locale = useLocale()
  const day = (value: string | null) => (value === null ? null : <When at={value} />)
  const facts: [string, React.ReactNode][] = [
    [t('paymentMethod'), order.paymentMethod === null ? null : t(order.paymentMethod)],
    [t('madeAt'), <When key="made" at={order.madeAt} />],
    [t('signedOn'), day(order.signedOn)],
    [t('deliveredOn'), day(order.deliveredOn)],
    [t('cancelledOn'), day(order.cancelledOn)],
    [t('whyCancel'), order.cancelReason],
    [
      t('credits'),
      order.credits.length > 0
        ? order.credits
            .map((one) => `${one.name} ${one.percent}%`)
            .join(locale === 'zh' ? '，' : ', ')
        : null,
    ],
  ]
  return (
    <section className="k-card k-stack" aria-label={t('facts')}>
      <h2>{t('facts')}</h2>
      <dl className="order-facts">
        {facts
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <Fact key={label} label={label} value={value} />
          ))}
      </dl>
    </section>
  )
}

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}

function History({ order }: { order: Order }) {
  const t = useWords(orderWords)
  if (order.history.length === 0) return null
  return (
    <section className="k-card k-stack" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <ol className="order-history">
        {order.history.toReversed().map((one) => (
          <li key={one.id}>
            <span className="k-line">
              <Badge>{t(`ev_${one.kind}`)}</Badge>
              <When at={one.at} />
              <span className="k-muted">{one.by}</span>
            </span>
            {one.reason ? <p>{one.reason}</p> : null}
            {one.changes.map((change) => (
              <p key={change.field} className="k-muted">
                {t('wasBefore', change)}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
