import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  countProposedLosses,
  listProposedLosses,
  type LossStep,
  type ProposedLoss,
} from '../contract.ts'
import { lossWords } from '../words.ts'
import { ConfirmedLosses } from './ConfirmedLosses.tsx'
import { LossSheet } from './LossSheet.tsx'

const phoneRow = { first: 'customer', end: 'decideBy', second: ['kind', 'reason', 'owner'] }

const views = ['to_call', 'to_decide', 'confirmed'] as const
type View = (typeof views)[number]

/** Losses on their way: care calls, the supervisor decides, the clerk files the papers. */
export function LossesPage() {
  const t = useWords(lossWords)
  const verifies = useCan('losses.verify')
  const mayAnalyse = useCan('metrics.read')
  const state = useTableState({
    filters: ['late', 'from', 'to', 'papers', 'verified', 'kind'],
  })
  const { search, setSearch } = useNavigation()
  const view = viewOf(search.view, verifies)
  const counts = useAsk(countProposedLosses, {}, { live: ['losses.*', 'opportunities.*'] })
  const n = (count: number | undefined) => (count === undefined ? '' : ` ${count}`)
  const said: Record<View, string> = {
    to_call: `${t('toCall')}${n(counts.data?.toCall)}`,
    to_decide: `${t('toDecide')}${n(counts.data?.toDecide)}`,
    confirmed: t('confirmed'),
  }
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('losses')}</h1>
        <span className="k-line">
          {mayAnalyse ? (
            <Link to="/attribute-analysis?who=losses&by=reason&by2=series">
              {t('lossAnalysis')}
            </Link>
          ) : null}
          <Link to="/losses/win-back">{t('winBacks')}</Link>
        </span>
      </div>
      <Segmented<View>
        label={t('losses')}
        value={view}
        onChange={(next) => setSearch({ view: next }, { replace: true })}
        options={views.map((value) => ({ value, label: said[value] }))}
      />
      {view === 'confirmed' ? (
        <ConfirmedLosses state={state} />
      ) : (
        <Proposed
          key={view}
          step={view}
          state={{ ...state, query: { ...state.query, step: view } }}
        />
      )}
    </div>
  )
}

function viewOf(asked: string | undefined, verifies: boolean): View {
  const known = views.find((one) => one === asked)
  return known ?? (verifies ? 'to_call' : 'to_decide')
}

function Proposed({ step, state }: { step: LossStep; state: ReturnType<typeof useTableState> }) {
  const t = useWords(lossWords)
  const [chosen, setChosen] = useState<ProposedLoss>()
  const late = state.filters.late === 'true' ? ('true' as const) : undefined
  const pages = usePages(
    listProposedLosses,
    { query: { step, late } },
    { live: ['losses.*', 'opportunities.*'] },
  )
  return (
    <>
      <DataTable<ProposedLoss>
        name="proposed-losses"
        label={t('losses')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(loss) => loss.id}
        state={state}
        pages={pages}
        onOpen={setChosen}
        filters={[
          {
            name: 'late',
            label: t('late'),
            kind: 'choice',
            options: [{ value: 'true', label: t('late') }],
          },
        ]}
        empty={
          <EmptyState title={t(step === 'to_call' ? 'noneToCall' : 'noneToDecide')}>
            {t('noneHint')}
          </EmptyState>
        }
      />
      {chosen ? <LossSheet loss={chosen} onClose={() => setChosen(undefined)} /> : null}
    </>
  )
}

function useColumns(): Column<ProposedLoss>[] {
  const t = useWords(lossWords)
  return [
    { key: 'customer', title: t('customer'), width: 120, render: (loss) => loss.customerName },
    {
      key: 'decideBy',
      title: t('decideBy'),
      width: 140,
      render: (loss) => (
        <span className="k-line">
          <When at={loss.decideBy} />
          {loss.isLate ? <Badge tone="overdue">{t('late')}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'kind',
      title: t('kind'),
      width: 90,
      render: (loss) => (loss.kind ? t(loss.kind) : '—'),
    },
    { key: 'reason', title: t('reason'), width: 160, render: (loss) => loss.reason },
    {
      key: 'competitor',
      title: t('competitor'),
      width: 110,
      render: (loss) => loss.competitor ?? '—',
    },
    { key: 'rival', title: t('rival'), width: 130, render: (loss) => loss.rival ?? '—' },
    { key: 'series', title: t('series'), width: 110, render: (loss) => loss.seriesName ?? '—' },
    {
      key: 'result',
      title: t('verified'),
      width: 130,
      render: (loss) =>
        loss.result ? (
          <Badge tone={loss.result === 'not_lost' ? 'due' : 'done'}>{t(loss.result)}</Badge>
        ) : loss.tries > 0 ? (
          t('triesOf', { n: loss.tries })
        ) : (
          '—'
        ),
    },
    {
      key: 'nextTryOn',
      title: t('nextTryOn'),
      width: 110,
      render: (loss) => (loss.nextTryOn ? <When at={loss.nextTryOn} /> : '—'),
    },
    { key: 'phone', title: t('phone'), width: 130, render: (loss) => loss.maskedPhone ?? '—' },
    { key: 'owner', title: t('owner'), width: 100, render: (loss) => loss.ownerName ?? '—' },
    {
      key: 'proposedAt',
      title: t('proposedAt'),
      width: 140,
      render: (loss) => <When at={loss.proposedAt} />,
    },
    { key: 'level', title: t('level'), width: 70, render: (loss) => loss.level },
    { key: 'stage', title: t('stage'), width: 70, render: (loss) => `${loss.stage}%` },
  ]
}
