import { useEffect } from 'react'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useDo } from '#ui/ask.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { checkPhone, type PhoneCheck } from '../contract.ts'
import { neverLostWords } from '../never-lost-words.ts'
import { cardWords } from '../words.ts'
import { ClaimButton } from './ClaimSheet.tsx'

/** Whose a number is, asked once it is complete and a moment after the last key. */
export function PhoneCheckNote(props: {
  phone: string
  /** Making the card of a visit: with an open card on record it becomes a repeat visit. */
  ofVisit?: boolean
}) {
  const { phone, ofVisit = false } = props
  const t = useWords(cardWords)
  const asks = useCan('customers.read')
  const { mutate, data, error, reset } = useDo(checkPhone)
  const isComplete = asks && looksLikeCompletePhone(phone)
  useEffect(() => {
    reset()
    if (!isComplete) return undefined
    const timer = setTimeout(() => mutate({ body: { phone } }), 300)
    return () => clearTimeout(timer)
  }, [isComplete, phone, mutate, reset])
  return (
    <div role="status" className="card-phone-check">
      {error?.status === 0 ? (
        <Notice tone="blocked">{t('checkLater')}</Notice>
      ) : error ? (
        <Failure error={error} />
      ) : data ? (
        <Verdict check={data} ofVisit={ofVisit} phone={phone} />
      ) : null}
    </div>
  )
}

function Verdict(props: { check: PhoneCheck; ofVisit: boolean; phone: string }) {
  const { check, ofVisit, phone } = props
  const t = useWords(cardWords)
  const care = useWords(neverLostWords)
  const mayWork = useCan('opportunities.write')
  const mayAssign = useCan('opportunities.assign')
  // Whoever gives cards out needs no claim.
  const mayClaim = mayWork && !mayAssign
  const locale = useLocale()
  const today = dayOf(useNow(), useTimeZone())
  const name = check.ownerName ?? ''
  const said = {
    mine: t(check.card === 'open' ? 'checkMineOpen' : 'checkMineEnded'),
    colleague:
      check.card === 'ended' && check.freeFrom
        ? t('checkColleagueEnded', { name, day: sayDay(check.freeFrom, today, locale) })
        : t('checkColleague', { name }),
    other_store: t('checkElsewhere'),
    new: t(check.card === 'ended' ? 'checkNewReturning' : 'checkNew'),
  }[check.verdict]
  const isOpenHere =
    check.card === 'open' && (check.verdict === 'mine' || check.verdict === 'colleague')
  const tone =
    !ofVisit && (check.verdict === 'colleague' || isOpenHere)
      ? 'overdue'
      : check.verdict === 'new'
        ? 'done'
        : 'blocked'
  return (
    <Notice
      tone={tone}
      action={
        check.isInPool && mayWork ? (
          <Link to="/pool">{care('toPool')}</Link>
        ) : (
          <>
            {check.customer ? (
              <Link to={`/customers/${check.customer.id}`}>{t('openIt')}</Link>
            ) : null}
            {check.verdict === 'colleague' && check.card === 'open' && mayClaim ? (
              <ClaimButton phone={phone} />
            ) : null}
          </>
        )
      }
    >
      {check.isInPool ? care('inPool') : said}
      {ofVisit && isOpenHere ? ` · ${t('savesRepeat')}` : ''}
      {check.isElsewhere && check.verdict !== 'other_store' ? ` · ${t('checkElsewhere')}` : ''}
    </Notice>
  )
}
