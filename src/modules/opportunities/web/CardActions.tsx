import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import type { Card } from '../contracts/card.ts'
import { activateCard } from '../contracts/card-endings.ts'
import { cardsOfCustomer, followUpsOfDay } from '../contracts/find-cards.ts'
import { pinCard, unpinCard } from '../contracts/promise-care.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { AskApproval, approversOf } from './AskApproval.tsx'
import { CardFactsForm } from './CardFactsForm.tsx'
import { ExpectationForm, HandOverForm, LossForm } from './CardForms.tsx'
import { FollowUpSheet } from './FollowUpSheet.tsx'
import { MovePromiseForm } from './MovePromiseForm.tsx'
import { PoolForm } from './PutIntoPool.tsx'
import { SharesForm } from './SharesForm.tsx'
import { SuspensionForm } from './SuspensionForm.tsx'
import { TerminateForm } from './TerminateForm.tsx'
import { useCall } from './useCall.ts'

const forms = {
  changeFacts: CardFactsForm,
  changeExpectation: ExpectationForm,
  suspend: SuspensionForm,
  proposeLoss: LossForm,
  handOver: HandOverForm,
  movePromise: MovePromiseForm,
  putIntoPool: PoolForm,
  shares: SharesForm,
  terminate: TerminateForm,
} as const
type FormName = keyof typeof forms

/** What can be done with an open card: the next step first, everything else behind *more*. */
export function CardActions(props: { card: Card; today: string; onWork: () => void }) {
  const { card, today } = props
  const t = useWords(cardWords)
  const c = useWords(careWords)
  const l = useWords(lifeWords)
  const locale = useLocale()
  const toast = useToast()
  const { person } = useSession()
  const mayWrite = useCan('opportunities.write')
  const mayAssign = useCan('opportunities.assign', 'team')
  const mayPool = useCan('opportunities.assign', 'store')
  const { call, isBusy } = useCall()
  const activate = useDo(activateCard, { refresh: [cardsOfCustomer, timelineOf] })
  const [open, setOpen] = useState<FormName | 'complete' | 'more'>()
  const show = (name: FormName | 'complete' | 'more') => {
    props.onWork()
    setOpen(name)
  }
  const close = () => setOpen(undefined)
  const label = (name: FormName) =>
    name === 'movePromise' || name === 'putIntoPool'
      ? c(name)
      : name === 'shares' || name === 'terminate'
        ? l(name)
        : t(name)
  const day = useAsk(followUpsOfDay, { query: { owner: 'me' } }, { when: open === 'more' })
  const isPinned = day.data?.items.some((one) => one.id === card.id && one.isPinned) ?? false
  const pin = useDo(pinCard, { refresh: [followUpsOfDay] })
  const unpin = useDo(unpinCard, { refresh: [followUpsOfDay] })
  const togglePin = async () => {
    await (isPinned ? unpin : pin).mutateAsync({ params: { id: card.id } })
    toast(c(isPinned ? 'unpin' : 'pinned'))
    close()
  }
  // Who shares a card or stands in for a day follows it; everything else is the owner's or a manager's.
  const mayChange = useCan('opportunities.write', 'team') || card.ownerId === person.id
  const isWorkable = card.state === 'active' || card.state === 'signed'
  const others: FormName[] = [
    ...(mayWrite && mayChange && (isWorkable || card.state === 'suspended')
      ? (['changeFacts'] as const)
      : []),
    ...(mayWrite && mayChange && isWorkable ? (['changeExpectation'] as const) : []),
    ...(mayWrite && mayChange && isWorkable ? (['movePromise'] as const) : []),
    ...(mayWrite && mayChange && card.state === 'active' ? (['suspend'] as const) : []),
    ...(mayWrite && mayChange && (card.state === 'active' || card.state === 'suspended')
      ? (['proposeLoss'] as const)
      : []),
    ...(mayAssign ? (['handOver'] as const) : []),
    ...(mayPool ? (['putIntoPool'] as const) : []),
    ...(mayWrite && mayChange && card.state !== 'delivered' ? (['shares'] as const) : []),
    ...(mayWrite && mayChange && (card.state === 'active' || card.state === 'suspended')
      ? (['terminate'] as const)
      : []),
  ]
  const dial = async () => {
    await call(card.customerId).catch((error: unknown) => toast(sayError(error, locale)))
    show('complete')
  }
  const askedOf = approversOf(activate.error)
  const FormOf = open !== undefined && open !== 'complete' && open !== 'more' ? forms[open] : null
  return (
    <section className="customer-actions" aria-label={t('nextAction')}>
      <div className="customer-next">
        {mayWrite && isWorkable ? (
          <Button kind="primary" onClick={() => show('complete')}>
            {t('complete')}
          </Button>
        ) : null}
        {mayWrite && isWorkable && card.ownerId === person.id ? (
          <Button busy={isBusy} onClick={() => void dial()}>
            {t('call')}
          </Button>
        ) : null}
        {mayWrite && card.state === 'suspended' ? (
          <Button
            kind="primary"
            busy={activate.isPending}
            onClick={() => activate.mutate({ params: { id: card.id } })}
          >
            {t('activate')}
          </Button>
        ) : null}
        {mayAssign && card.state === 'loss_proposed' ? (
          <Link to="/losses?view=to_decide">{t('confirmLoss')}</Link>
        ) : null}
        {others.length > 0 ? <Button onClick={() => show('more')}>{t('actions')}</Button> : null}
      </div>
      {activate.error && !askedOf ? <Failure error={activate.error} /> : null}
      {askedOf ? (
        <AskApproval
          card={card}
          today={today}
          wanted={{ step: 'activate', approvers: askedOf }}
          onClose={() => activate.reset()}
        />
      ) : null}
      {open === 'complete' ? <FollowUpSheet card={card} today={today} onClose={close} /> : null}
      <Sheet open={open === 'more'} onClose={close} title={t('actions')}>
        <div className="k-stack">
          {others.map((name) => (
            <Button key={name} wide onClick={() => show(name)}>
              {label(name)}
            </Button>
          ))}
          <Button wide busy={pin.isPending} onClick={() => void togglePin()}>
            {c(isPinned ? 'unpin' : 'pin')}
          </Button>
        </div>
      </Sheet>
      {FormOf && open !== undefined && open !== 'complete' && open !== 'more' ? (
        <Sheet open onClose={close} title={label(open)}>
          <FormOf card={card} today={today} onDone={close} />
        </Sheet>
      ) : null}
    </section>
  )
}
