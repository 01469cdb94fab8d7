import { useEffect, useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type DueKind, dueKinds, type Lead } from '../contract.ts'
import { getLeadRules } from '../contracts/lead-rules.ts'
import { leadQueue } from '../contracts/lead-work.ts'
import { leadTitles } from '../titles.ts'
import { workWords } from '../work-words.ts'
import { DeskLead } from './DeskLead.tsx'
import { isTyping } from './CallForm.tsx'
import { LeadClock } from './LeadClock.tsx'
import './leads.css'

type Whose = 'me' | 'team' | 'all'
const shown = 100

/** The callers' one screen: the queue by when calls are due, and the call beside it. */
export function CallDeskPage() {
  const t = useWords(workWords)
  const title = useWords(leadTitles)
  const { search, setSearch } = useNavigation()
  const seesAll = useCan('leads.read', 'store')
  const rules = useAsk(getLeadRules, {})
  const hasTeam = (rules.data?.rules.teamId ?? null) !== null
  const whose = (seesAll && (search.owner as Whose)) || 'me'
  const kind = dueKinds.find((one) => one === search.kind)
  const queue = useAsk(
    leadQueue,
    { query: { owner: whose, limit: shown, ...(kind ? { kind } : {}) } },
    { live: ['leads.*', 'appointments.*'], keep: true },
  )
  const items = queue.data?.items ?? []
  const counts = queue.data?.counts
  const label = (name: DueKind | 'all') =>
    `${t(name)}${counts ? ` ${name === 'all' ? counts.all : counts.byKind[name]}` : ''}`
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{title('callDesk')}</h1>
        {counts && counts.due > 0 ? (
          <Badge tone="overdue">{t('due', { n: counts.due })}</Badge>
        ) : null}
      </div>
      <div className="k-line">
        {seesAll ? (
          <Segmented<Whose>
            label={t('whose')}
            value={whose}
            onChange={(owner) =>
              setSearch({ owner: owner === 'me' ? undefined : owner }, { replace: true })
            }
            options={[
              { value: 'me', label: t('mine') },
              ...(hasTeam ? [{ value: 'team' as const, label: t('team') }] : []),
              { value: 'all', label: t('everybody') },
            ]}
          />
        ) : null}
        <Segmented<DueKind | 'all'>
          label={t('queue')}
          value={kind ?? 'all'}
          onChange={(chosen) =>
            setSearch({ kind: chosen === 'all' ? undefined : chosen }, { replace: true })
          }
          options={(['all', ...dueKinds] as const).map((value) => ({ value, label: label(value) }))}
        />
      </div>
      {queue.error ? (
        <Failure error={queue.error} onRetry={() => void queue.refetch()} />
      ) : queue.data === undefined ? (
        <Skeleton rows={6} height={56} />
      ) : items.length === 0 ? (
        <EmptyState title={t('allDone')}>{t('allDoneHint')}</EmptyState>
      ) : (
        <Desk items={items} />
      )}
    </div>
  )
}

function Desk({ items }: { items: readonly Lead[] }) {
  const t = useWords(workWords)
  // Held while it is worked on: a colleague's call or a new lead moves the queue, never the form.
  const [held, setHeld] = useState(items[0])
  const [isOpen, setOpen] = useState(false)
  const at = items.findIndex(({ id }) => id === held?.id)
  const lead = items[at] ?? held
  const isGone = at < 0
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step === 0 || isTyping(event)) return
      const next = items[Math.min(items.length - 1, Math.max(0, at + step))]
      if (next) setHeld(next)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [items, at])
  const goOn = () => setHeld(items[at + 1] ?? items[at - 1])
  return (
    <>
      <p className="k-muted leads-keys">{t('keys')}</p>
      <div className="leads-desk" data-open={isOpen || undefined}>
        <ul className="k-list leads-queue" aria-label={t('queue')}>
          {items.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="k-row"
                aria-current={one.id === lead?.id || undefined}
                onClick={() => {
                  setHeld(one)
                  setOpen(true)
                }}
              >
                <QueueLine lead={one} />
              </button>
            </li>
          ))}
        </ul>
        {lead ? (
          <DeskLead
            key={lead.id}
            lead={lead}
            isGone={isGone}
            onDone={goOn}
            onBack={() => setOpen(false)}
          />
        ) : null}
      </div>
    </>
  )
}

function QueueLine({ lead }: { lead: Lead }) {
  const t = useWords(workWords)
  const about = [
    lead.seriesName,
    lead.noShows > 0 ? t('noShows', { n: lead.noShows }) : null,
    lead.unreachedTries > 0 ? t('tries', { n: lead.unreachedTries }) : null,
    lead.dueKind === 'nurture' ? t('touches', { n: lead.touches }) : null,
  ].filter(Boolean)
  return (
    <>
      <span className="k-row-main">
        <span className="k-line">
          <strong>{lead.customerName}</strong>
          {lead.dueKind ? <span className="k-muted">{t(lead.dueKind)}</span> : null}
        </span>
        <span className="k-muted">{about.join(' · ')}</span>
      </span>
      {lead.dueKind === 'first' ? (
        <LeadClock lead={lead} />
      ) : lead.dueAt ? (
        <When at={lead.dueAt} />
      ) : null}
    </>
  )
}
