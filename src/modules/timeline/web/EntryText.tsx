import type { ReactNode } from 'react'
import { cardWords, useContactResults } from '#modules/opportunities/web/panels.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import type { TimelineEntry } from '../contract.ts'
import { timelineWords } from '../words.ts'
import type { Gathered } from './gathered.ts'
import { SaleEntry } from './SaleEntry.tsx'

type CardKey = keyof typeof cardWords
type Key = keyof typeof timelineWords

/** What one entry says, by its kind. */
export function EntryText({ entry }: { entry: Gathered }) {
  if (entry.opening) return <Opening steps={entry.opening} />
  switch (entry.kind) {
    case 'contact':
      return <Contact entry={entry} />
    case 'change':
      return <Change entry={entry} />
    case 'visit':
      return <Visit entry={entry} />
    case 'appointment':
      return <Appointment entry={entry} />
    case 'task':
      return <Task entry={entry} />
    case 'quote':
    case 'order':
    case 'lead':
    case 'loss_call':
      return <SaleEntry entry={entry} />
    case 'test_drive':
      return <Drive entry={entry} />
    case 'road':
      return <Road entry={entry} />
    case 'comment':
    case 'attachment':
      return <Words entry={entry} />
    default:
      return <DataChange entry={entry} />
  }
}

const methodWords: Record<string, CardKey> = {
  call: 'byCall',
  message: 'byMessage',
  visit: 'byVisit',
  test_drive: 'byTestDrive',
  home_visit: 'byHomeVisit',
  other: 'byOther',
}
const fieldWords: Record<string, CardKey> = {
  state: 'state',
  stage: 'stage',
  level: 'level',
  owner: 'owner',
  expected_on: 'expectedOn',
  due_on: 'dueOn',
}
const openingOrder = ['level', 'owner', 'expected_on']

function Contact({ entry: { data } }: { entry: TimelineEntry }) {
  const t = useWords(cardWords)
  const own = useWords(timelineWords)
  const said = useSaid()
  const { results, error } = useContactResults()
  // Until the dictionary is here a result is a code nobody should read.
  const isKnown = results.length > 0 || error !== null
  const result = results.find(({ code }) => code === data.result)?.label ?? said(data.result)
  return (
    <div className={data.isTakenBack ? 'k-muted' : undefined}>
      <span className="k-line">
        {data.isTakenBack ? <Badge>{own('takenBack')}</Badge> : null}
        <strong>{t(methodWords[data.method ?? 'other'] ?? 'byOther')}</strong>
        <Badge tone={data.isTakenBack ? 'plain' : data.isReached ? 'done' : 'blocked'}>
          {t(data.isReached ? 'wasReached' : 'notReached')}
        </Badge>
        <span>{isKnown ? result : ''}</span>
        {data.isExtra ? <span className="k-muted">{t('extraContact')}</span> : null}
      </span>
      <Note>{data.note}</Note>
    </div>
  )
}

function Opening({ steps }: { steps: TimelineEntry[] }) {
  const t = useWords(cardWords)
  const shown = openingOrder.flatMap((field) => steps.filter((step) => step.data.field === field))
  return (
    <div>
      <strong>{t('newCard')}</strong>
      {shown.map((step) => (
        <span key={step.id}>
          {' · '}
          {t(fieldWords[step.data.field ?? ''] ?? 'state')}{' '}
          <Value entry={step} text={step.data.to} />
        </span>
      ))}
      <Reason>{steps[0]?.data.reason}</Reason>
    </div>
  )
}

function Change({ entry }: { entry: TimelineEntry }) {
  const t = useWords(cardWords)
  const { data } = entry
  return (
    <div>
      {t(fieldWords[data.field ?? ''] ?? 'state')} <Value entry={entry} text={data.from} />
      {' → '}
      <Value entry={entry} text={data.to} />
      <Reason>{data.reason}</Reason>
    </div>
  )
}

function Visit({ entry: { data } }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  return (
    <div>
      <span className="k-line">
        <strong>{t(data.channel === 'call-in' ? 'callIn' : 'walkIn')}</strong>
        <Badge tone={data.outcome === 'open' ? 'due' : 'plain'}>
          {t(wordIn(timelineWords, data.outcome) ?? 'visit')}
        </Badge>
        {data.partySize ? <span>{t('partySize', { n: data.partySize })}</span> : null}
      </span>
      <Note>{data.note}</Note>
    </div>
  )
}

function Appointment({ entry: { data } }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  return (
    <div>
      <strong>{t(wordIn(timelineWords, data.state) ?? 'appointment')}</strong>{' '}
      {data.startsAt ? <When at={data.startsAt} /> : null}
      <Reason>{data.reason}</Reason>
      <Note>{data.note}</Note>
    </div>
  )
}

function Drive({ entry: { data } }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  return (
    <div>
      <strong>{t(wordIn(timelineWords, `drive_${data.state}`) ?? 'drive')}</strong> {data.text}{' '}
      {data.startsAt ? <When at={data.startsAt} /> : null}
      <Reason>{data.reason}</Reason>
      <Note>{data.note}</Note>
      <Note>{data.result}</Note>
    </div>
  )
}

function Road({ entry: { data } }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  const step = wordIn(timelineWords, `step_${data.field}`)
  return (
    <div>
      <strong>{t(wordIn(timelineWords, `road_${data.state}`) ?? 'road')}</strong>{' '}
      {step ? t(step) : data.text} {data.result}
      <Reason>{data.reason}</Reason>
      <Note>{data.note}</Note>
    </div>
  )
}

const taskWords: Record<string, Key> = {
  call: 'taskCall',
  send: 'taskSend',
  propose: 'taskPropose',
  other: 'taskOther',
}

function Task({ entry: { data } }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  return (
    <div>
      <span className="k-line">
        <strong>{t(data.state === 'done' ? 'taskDone' : 'taskMade')}</strong>
        <span>{t(taskWords[data.taskKind ?? 'other'] ?? 'taskOther')}</span>
        {data.dueOn ? <When at={data.dueOn} /> : null}
        {data.personName ? <span>{data.personName}</span> : null}
      </span>
      <Note>{data.note}</Note>
    </div>
  )
}

function Words({ entry: { kind, data } }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  return (
    <div>
      <strong>{t(kind === 'comment' ? 'commented' : 'attached')}</strong>
      <Note>{data.text}</Note>
      <Note>{data.note}</Note>
    </div>
  )
}

const actionWords: Record<string, Key> = {
  'customer.created': 'customerCreated',
  'customer.changed': 'customerChanged',
  'customer.phone_added': 'phoneAdded',
  'customer.phone_removed': 'phoneRemoved',
  'customer.vehicle_added': 'vehicleAdded',
  'customer.merged': 'merged',
  'customer.split': 'split',
  'customer.handed_over': 'handedOver',
  'customer.erased': 'erased',
  'phone.revealed': 'phoneRevealed',
  'id_number.revealed': 'idRevealed',
}

function DataChange({ entry: { data } }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  const action = data.action ?? ''
  const known = actionWords[action] ?? (action.includes('consent') ? 'consentChanged' : 'dataOther')
  return (
    <div>
      <strong>{t(known)}</strong>
      <Reason>{data.reason === 'follow-up' ? t('followUpReason') : data.reason}</Reason>
    </div>
  )
}

/** A value of a change: days as people say them, states in words. */
function Value({ entry, text }: { entry: TimelineEntry; text: string | null | undefined }) {
  const said = useSaid()
  if (text && /^\d{4}-\d\d-\d\d$/.test(text)) return <When at={text} />
  return <>{entry.data.field === 'stage' && text ? `${text}%` : said(text)}</>
}

function Note({ children }: { children: ReactNode }) {
  return children ? <p className="timeline-note">{children}</p> : null
}

function Reason({ children }: { children: string | null | undefined }) {
  const said = useSaid()
  return children ? <span className="k-muted"> · {said(children)}</span> : null
}

/** A word of ours where the value is one, else the value as it was typed. */
function useSaid() {
  const t = useWords(cardWords)
  return (value: string | null | undefined) => {
    const key = wordIn(cardWords, value)
    return key ? t(key) : (value ?? '')
  }
}

function wordIn<T extends object>(
  words: T,
  value: string | null | undefined,
): (keyof T & string) | undefined {
  return value && Object.hasOwn(words, value) ? (value as keyof T & string) : undefined
}
