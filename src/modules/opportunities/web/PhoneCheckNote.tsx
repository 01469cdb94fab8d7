import { useEffect } from 'react'
import { looksLikeCompletePhone } from '#shared/phone.ts'
import { useDo } from '#ui/ask.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { checkPhone, type PhoneCheck } from '../contract.ts'
import { cardWords } from '../words.ts'

/** Whose a number is, asked once it is complete and a moment after the last key. */
export function PhoneCheckNote({ phone }: { phone: string }) {
  const { mutate, data, error, reset } = useDo(checkPhone)
  const isComplete = looksLikeCompletePhone(phone)
  useEffect(() => {
    reset()
    if (!isComplete) return undefined
    const timer = setTimeout(() => mutate({ body: { phone } }), 300)
    return () => clearTimeout(timer)
  }, [isComplete, phone, mutate, reset])
  return (
    <div role="status">
      {error ? <Failure error={error} /> : data ? <Verdict check={data} /> : null}
    </div>
  )
}

function Verdict({ check }: { check: PhoneCheck }) {
  const t = useWords(cardWords)
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
  const tone =
    check.verdict === 'colleague' || (check.verdict === 'mine' && check.card === 'open')
      ? 'overdue'
      : check.verdict === 'new'
        ? 'done'
        : 'blocked'
  return (
    <Notice
      tone={tone}
      action={
        check.customer ? <Link to={`/customers/${check.customer.id}`}>{t('openIt')}</Link> : null
      }
    >
      {said}
      {check.isElsewhere && check.verdict !== 'other_store' ? ` · ${t('checkElsewhere')}` : ''}
    </Notice>
  )
}
