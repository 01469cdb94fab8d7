import { useState } from 'react'
import { type Customer, getCustomer, type Vehicle } from '#modules/customers/contract.ts'
import { CompletenessCard, RecordFacts, useMayEdit } from '#modules/customers/web/panels.tsx'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { SpecialBanner } from '#ui/light/SpecialMark.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { Slot } from '#ui/slots.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import type { Card } from '../contracts/card.ts'
import { cardsOfCustomer } from '../contracts/find-cards.ts'
import { cardWords } from '../words.ts'
import { CardActions } from './CardActions.tsx'
import { CardLifeFacts } from './CardLifeFacts.tsx'
import { DueBadge } from './CardLine.tsx'
import { CustomerSheet } from './CustomerSheets.tsx'
import { sayClosing } from '../closing.ts'
import { PhoneNumbers } from './PhoneNumbers.tsx'
import { StageBar } from './StageBar.tsx'
import { VehicleSheet } from './VehicleSheet.tsx'
import './cards.css'

const live = { live: ['opportunities.*', 'customers.*'] }

/** Who, how hot, whose, what next; then the timeline, the facts beside it. */
export function CustomerPage() {
  const { params } = useNavigation()
  const id = params.id ?? ''
  const seesCards = useCan('opportunities.read')
  const today = dayOf(useNow(), useTimeZone())
  const customer = useAsk(getCustomer, { params: { id } }, live)
  const cards = useAsk(cardsOfCustomer, { params: { id } }, { ...live, when: seesCards })
  // The card on which something is being done stays until its sheet is closed.
  const [chosen, setChosen] = useState<string>()
  if (customer.error)
    return <FailedPage error={customer.error} onRetry={() => void customer.refetch()} />
  if (customer.data === undefined) return <Skeleton rows={8} height={48} />
  if (customer.data.isErased) return <Erased id={id} />
  const all = cards.data?.items ?? []
  const card = all.find((one) => one.id === chosen) ?? all.find((one) => one.closedOn === null)
  const latest = card ?? all[0]
  return (
    <div className="customer-page">
      <Head customer={customer.data} card={card} today={today} />
      <div className="k-stack">
        <Slot name="customer-head" customerId={id} />
        {card ? (
          <CardActions key={card.id} card={card} today={today} onWork={() => setChosen(card.id)} />
        ) : null}
        {card ? <StageBar card={card} today={today} /> : null}
        <div className="k-line">
          <Slot name="customer-actions" customerId={id} />
        </div>
        {cards.error ? <Failure error={cards.error} /> : null}
        <Slot name="customer-main" customerId={id} />
      </div>
      <div className="k-stack">
        <Completeness customer={customer.data} card={card} />
        <Facts customer={customer.data} card={card ?? all[0]} />
        {latest ? <CardLifeFacts card={latest} /> : null}
        <Slot name="customer-aside" customerId={id} />
      </div>
    </div>
  )
}

/** Nothing personal is left, and nothing can be done but read the proof. */
function Erased({ id }: { id: string }) {
  const t = useWords(cardWords)
  return (
    <div className="k-stack customer-erased">
      <h1>{t('erasedName')}</h1>
      <p className="k-muted">{t('erasedHint')}</p>
      <Slot name="customer-aside" customerId={id} />
    </div>
  )
}

function Head(props: { customer: Customer; card: Card | undefined; today: string }) {
  const t = useWords(cardWords)
  const { customer, card, today } = props
  return (
    <header className="customer-head">
      <div className="k-line">
        {card ? (
          <Badge tone={card.level} title={t('level')}>
            {card.level}
          </Badge>
        ) : null}
        <h1>{customer.name}</h1>
        {customer.sex ? <span className="k-muted">{t(customer.sex)}</span> : null}
        {customer.isOwner ? <Badge tone="done">{t('isOwner')}</Badge> : null}
        {customer.kind === 'company' ? <Badge>{t('company')}</Badge> : null}
        {card?.isReturning ? <Badge>{t('returning')}</Badge> : null}
        {customer.doNotContact.length > 0 ? (
          <Badge tone="blocked">{t('doNotContact')}</Badge>
        ) : null}
      </div>
      <div className="k-line k-muted">
        <span>{card?.ownerName ?? customer.ownerName}</span>
        {card?.seriesName ? <span>{card.seriesName}</span> : null}
        {card ? (
          <>
            <Badge tone={card.state === 'active' ? 'plain' : 'blocked'}>{t(card.state)}</Badge>
            <DueBadge card={card} today={today} />
          </>
        ) : (
          <span>{t('noOpenCard')}</span>
        )}
      </div>
      <SpecialBanner mark={customer.special} reason={customer.specialReason} />
      {card?.followUp?.isFrozen ? <p className="k-muted">{t('frozen')}</p> : null}
    </header>
  )
}

function Completeness({ customer, card }: { customer: Customer; card: Card | undefined }) {
  const mayEdit = useMayEdit(customer.ownerId)
  return <CompletenessCard customerId={customer.id} level={card?.level} mayEdit={mayEdit} />
}

function Facts({ customer, card }: { customer: Customer; card: Card | undefined }) {
  const t = useWords(cardWords)
  const mayEdit = useMayEdit(customer.ownerId)
  const [open, setOpen] = useState<'customer' | 'vehicle' | Vehicle>()
  const close = () => setOpen(undefined)
  return (
    <section className="k-card k-stack" aria-label={t('facts')}>
      <div className="k-spread">
        <h2>{t('facts')}</h2>
        {mayEdit ? <Button onClick={() => setOpen('customer')}>{t('edit')}</Button> : null}
      </div>
      <PhoneNumbers customer={customer} mayEdit={mayEdit} />
      <dl className="customer-facts">
        {card ? (
          <>
            <dt>{t('expectedOn')}</dt>
            <dd>
              <When at={card.expectedOn} /> {card.isExpectedEstimated ? `(${t('estimated')})` : ''}
              {card.isExpectedPast ? <Badge tone="overdue">{t('past')}</Badge> : null}
            </dd>
            <dt>{t('stage')}</dt>
            <dd>{card.stage}%</dd>
            {card.quantity > 1 ? (
              <>
                <dt>{t('quantity')}</dt>
                <dd>{card.quantity}</dd>
              </>
            ) : null}
            <dt>{t('lastContact')}</dt>
            <dd>
              <When at={card.lastContactOn} />
            </dd>
            <dt>{t('openedOn')}</dt>
            <dd>
              <When at={card.openedOn} />
            </dd>
            {card.sourceName && card.sourceId !== customer.source?.id ? (
              <>
                <dt>{t('source')}</dt>
                <dd>{card.sourceName}</dd>
              </>
            ) : null}
            {card.closedReason ? (
              <>
                <dt>{t('closedReason')}</dt>
                <dd>{sayClosing(t, card.closedReason)}</dd>
              </>
            ) : null}
            {card.note ? (
              <>
                <dt>{t('course')}</dt>
                <dd>{card.note}</dd>
              </>
            ) : null}
            {card.summary ? (
              <>
                <dt>{t('summary')}</dt>
                <dd>{card.summary}</dd>
              </>
            ) : null}
          </>
        ) : null}
      </dl>
      <RecordFacts customer={customer} />
      {customer.vehicles.length > 0 ? (
        <ul className="customer-vehicles" aria-label={t('vehicles')}>
          {customer.vehicles.map((car) => (
            <li key={car.id} className="k-spread">
              <span>
                {[car.plate ?? car.vin, car.seriesName, car.colour].filter(Boolean).join(' · ')}
              </span>
              {mayEdit ? (
                <Button
                  kind="quiet"
                  aria-label={`${t('edit')} ${car.plate ?? car.vin ?? ''}`}
                  onClick={() => setOpen(car)}
                >
                  {t('edit')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {mayEdit ? (
        <div className="k-line">
          <Button onClick={() => setOpen('vehicle')}>{t('addVehicle')}</Button>
        </div>
      ) : null}
      {open === 'customer' ? <CustomerSheet customer={customer} onClose={close} /> : null}
      {open !== undefined && open !== 'customer' ? (
        <VehicleSheet
          customer={customer}
          vehicle={open === 'vehicle' ? undefined : open}
          onClose={close}
        />
      ) : null}
    </section>
  )
}
