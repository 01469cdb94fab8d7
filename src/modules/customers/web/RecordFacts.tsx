import { useState } from 'react'
import { channelFamilies } from '#modules/dictionaries/contract.ts'
import { customerFacts, isFactOf } from '#shared/customer-facts.ts'
import { useDo } from '#ui/ask.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Customer, revealIdNumber } from '../contract.ts'
import { ReasonSheet } from './ReasonSheet.tsx'
import { recordWords } from './record-words.ts'
import './record.css'

/** The facts of a customer that are known, in the order in which they are asked; no empty lines. */
export function RecordFacts({ customer }: { customer: Customer }) {
  const t = useWords(recordWords)
  const locale = useLocale()
  const today = dayOf(useNow(), useTimeZone())
  const say = useFactText(customer)
  const sayConsent = (source: string | null) => {
    const key = consentWords.find((one) => one === source)
    return key ? t(key) : (source ?? '—')
  }
  const sayChannel = (channel: string) => {
    const key = Object.entries(channelWords).find(([one]) => one === channel)?.[1]
    return key ? t(key) : channel
  }
  const lines = customerFacts.flatMap((fact) => {
    const text = isFactOf(fact, customer.kind) ? say(fact) : ''
    return text === '' ? [] : [{ fact, text }]
  })
  return (
    <dl className="record-facts">
      {customer.kind === 'company' ? (
        <>
          <dt>{t('kind')}</dt>
          <dd>{t('company')}</dd>
        </>
      ) : null}
      {lines.map(({ fact, text }) => (
        <Line key={fact} label={t(fact)}>
          {fact === 'idNumber' ? <IdNumber customer={customer} /> : text}
        </Line>
      ))}
      {customer.note ? <Line label={t('note')}>{customer.note}</Line> : null}
      <Line label={t('consent')}>
        {customer.consentAt
          ? t('consentGiven', {
              source: sayConsent(customer.consentSource),
              day: sayDay(customer.consentAt.slice(0, 10), today, locale),
            })
          : t('noConsent')}
      </Line>
      {customer.doNotContact.length > 0 ? (
        <Line label={t('doNotContact')}>{customer.doNotContact.map(sayChannel).join(' · ')}</Line>
      ) : null}
    </dl>
  )
}

/** The ways of contact a person can refuse. */
const channelWords = {
  call: 'byCall',
  message: 'byMessage',
  wechat: 'byWechat',
  email: 'byEmail',
  post: 'byPost',
} as const
const consentWords = ['signed', 'verbal', 'online', 'message', 'import', 'prospect-card'] as const

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

function useFactText(customer: Customer) {
  const t = useWords(recordWords)
  const locale = useLocale()
  const { facts } = customer
  const familyOf = (code: string | null) => {
    const family = Object.entries(channelFamilies).find(([key]) => key === code)?.[1]
    const name = family?.[locale === 'en' ? 1 : 0]
    if (name === undefined || name === customer.source?.label) return ''
    return locale === 'en' ? ` (${name})` : `（${name}）`
  }
  return (fact: (typeof customerFacts)[number]): string => {
    switch (fact) {
      case 'sex':
        return customer.sex ? t(customer.sex) : ''
      case 'source':
        return customer.source ? customer.source.label + familyOf(customer.source.family) : ''
      case 'occupation':
      case 'industry':
        return customer[fact]?.label ?? ''
      case 'householdType':
        return customer.household?.label ?? ''
      case 'area':
        return customer.area?.label ?? ''
      case 'hobbies':
        return customer.hobbies.map((one) => one.label).join('、')
      case 'preferences':
        return customer.preferences
      case 'birthday':
        return customer.birthday ?? ''
      case 'idNumber':
        return customer.idNumberMasked ?? ''
      case 'secondPhone':
      case 'contactPerson':
        // Numbers and people have places of their own.
        return ''
      default:
        return facts[fact]
    }
  }
}

/** Masked; opened at once for one's own customer, else with a reason; logged either way. */
function IdNumber({ customer }: { customer: Customer }) {
  const t = useWords(recordWords)
  const { person } = useSession()
  const isOwn = customer.ownerId === person.id
  const may = useCan('customers.reveal', isOwn ? 'own' : 'store')
  const reveal = useDo(revealIdNumber)
  const [asking, setAsking] = useState(false)
  const show = async (reason?: string) => {
    await reveal.mutateAsync({ params: { id: customer.id }, body: reason ? { reason } : {} })
    setAsking(false)
  }
  return (
    <span className="k-line">
      <span className="k-number">{reveal.data?.idNumber ?? customer.idNumberMasked}</span>
      {may && !reveal.data ? (
        <Button
          kind="quiet"
          busy={reveal.isPending}
          onClick={() => (isOwn ? void show().catch(() => undefined) : setAsking(true))}
        >
          {t('showIdNumber')}
        </Button>
      ) : null}
      {reveal.error && !asking ? <Failure error={reveal.error} /> : null}
      {asking ? (
        <ReasonSheet
          title={t('showIdNumber')}
          error={reveal.error}
          busy={reveal.isPending}
          onClose={() => setAsking(false)}
          onGive={show}
        />
      ) : null}
    </span>
  )
}
