import { useMemo, useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { type Chosen, type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { useUndo } from '#ui/undo.ts'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { archiveCards, keptAs, listClosedCards, purgeCards } from '../contracts/archive.ts'
import type { Card } from '../contracts/card.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { Steps } from './CardForms.tsx'
import { sayClosing } from '../closing.ts'

const phoneRow = { first: 'name', end: 'state', second: ['closedOn', 'series', 'owner', 'reason'] }

const most = 500
type Answer = CallOutput<typeof archiveCards>

/** Cards that ended: closed, then archived, then purged, in that order. */
export function ClosedCardsPage() {
  const t = useWords(lifeWords)
  const c = useWords(cardWords)
  const { search, setSearch } = useNavigation()
  const kept = keptAs.find((one) => one === search.kept) ?? 'closed'
  const state = useTableState({
    filters: ['kept', 'state', 'until'],
    defaults: { kept: 'closed' },
  })
  const pages = usePages(
    listClosedCards,
    { query: { ...(state.filters as { state?: 'lost' }), kept } },
    { live: ['opportunities.*'] },
  )
  const mayArchive = useCan('opportunities.archive')
  const mayPurge = useCan('opportunities.purge')
  const may = kept === 'closed' ? mayArchive : kept === 'archived' && mayPurge
  return (
    <div className="k-stack">
      <h1>{t('closedCards')}</h1>
      <p className="k-muted">{t('closedHint')}</p>
      <DataTable<Card>
        name="closed-cards"
        label={t('closedCards')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(card) => card.id}
        state={state}
        pages={pages}
        open={(card) => `/customers/${card.customerId}`}
        filters={[
          {
            name: 'state',
            label: c('state'),
            kind: 'choice',
            options: (['delivered', 'lost', 'terminated'] as const).map((value) => ({
              value,
              label: c(value),
            })),
          },
          { name: 'until', label: t('until'), kind: 'day' },
        ]}
        {...(may ? { selection: putAway(kept === 'closed' ? 'archive' : 'purge') } : {})}
        actions={
          <Segmented
            label={t('keptAs')}
            value={kept}
            onChange={(value) =>
              setSearch({ kept: value === 'closed' ? undefined : value }, { replace: true })
            }
            options={keptAs.map((value) => ({ value, label: t(value) }))}
          />
        }
        empty={<EmptyState title={t('noClosed')}>{t('closedHint')}</EmptyState>}
      />
    </div>
  )
}

const putAway = (what: 'archive' | 'purge') => (chosen: Chosen) => (
  <PutAway what={what} chosen={chosen} />
)

function PutAway({ what, chosen }: { what: 'archive' | 'purge'; chosen: Chosen }) {
  const t = useWords(lifeWords)
  const [isOpen, setIsOpen] = useState(false)
  if (chosen.isAll || chosen.count > most) return <span className="k-muted">{t('chooseRows')}</span>
  return (
    <>
      <Button kind={what === 'purge' ? 'danger' : 'primary'} onClick={() => setIsOpen(true)}>
        {t(what)}
      </Button>
      {isOpen ? (
        <PutAwaySheet what={what} chosen={chosen} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  )
}

function PutAwaySheet(props: { what: 'archive' | 'purge'; chosen: Chosen; onClose: () => void }) {
  const { what, chosen, onClose } = props
  const t = useWords(lifeWords)
  const toast = useToast()
  const undo = useUndo()
  const [reason, setReason] = useState('')
  const archive = useDo(archiveCards, { refresh: [listClosedCards] })
  const purge = useDo(purgeCards, { refresh: [listClosedCards] })
  const [id] = useState(uuidv7)
  const ids = [...chosen.keys]
  const tell = ({ changed, refused, operationId }: Answer) => {
    const left = refused.map((one) =>
      t('leftOut', { n: one.count, why: `${t(one.reason)} ${one.names.join('、')}` }),
    )
    const said = t(what === 'archive' ? 'archivedDone' : 'purgedDone', { n: changed })
    toast(
      [said, ...left].join(' · '),
      operationId && changed > 0 ? { undo: () => undo(operationId) } : {},
    )
    chosen.clear()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t(what === 'archive' ? 'archiveTitle' : 'purgeTitle', { n: chosen.count })}
    >
      <Steps
        submit={t(what)}
        error={archive.error ?? purge.error}
        busy={archive.isPending || purge.isPending}
        isReady={reason.trim().length > 1}
        onDone={onClose}
        isQuiet
        onSubmit={async () =>
          tell(
            what === 'archive'
              ? await archive.mutateAsync({ body: { id, ids, reason: reason.trim() } })
              : await purge.mutateAsync({ body: { ids, reason: reason.trim() } }),
          )
        }
      >
        {what === 'purge' ? <Notice tone="overdue">{t('purgeWarning')}</Notice> : null}
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
      </Steps>
    </Sheet>
  )
}

function useColumns(): Column<Card>[] {
  const t = useWords(lifeWords)
  const c = useWords(cardWords)
  return useMemo(
    () => [
      {
        key: 'closedOn',
        title: t('closedOn'),
        width: 120,
        render: (card) => (card.closedOn ? <When at={card.closedOn} /> : null),
      },
      {
        key: 'state',
        title: c('state'),
        width: 110,
        render: (card) => (
          <Badge tone={card.state === 'delivered' ? 'done' : 'plain'}>{c(card.state)}</Badge>
        ),
      },
      {
        key: 'name',
        title: c('customer'),
        width: 140,
        render: (card) => <strong>{card.customerName}</strong>,
      },
      { key: 'series', title: c('series'), render: (card) => card.seriesName },
      { key: 'owner', title: c('owner'), width: 100, render: (card) => card.ownerName },
      {
        key: 'reason',
        title: c('closedReason'),
        render: (card) => (card.closedReason ? sayClosing(c, card.closedReason) : ''),
      },
      { key: 'competitor', title: t('competitor'), render: (card) => card.competitor },
      { key: 'summary', title: t('summary'), render: (card) => card.summary },
    ],
    [t, c],
  )
}
