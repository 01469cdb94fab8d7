import { useState } from 'react'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { sayNumber, sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { decisions, listTradeIns, type TradeIn } from '../contracts/trade-ins.ts'
import { roadWords } from '../words.ts'
import { TradeInSheet } from './TradeInSheet.tsx'

const phoneRow = { first: 'car', end: 'edit', second: ['customer', 'validUntil', 'appraisedFen'] }

/** Every car customers would trade in, those without a price to be found with one filter. */
export function TradeInsPage() {
  const t = useWords(roadWords)
  const [open, setOpen] = useState<TradeIn>()
  const state = useTableState({ filters: ['decision', 'waiting'] })
  const pages = usePages(listTradeIns, { query: state.filters }, { live: ['road.*'] })
  return (
    <div className="k-stack">
      <h1>{t('tradeIns')}</h1>
      <DataTable<TradeIn>
        name="trade-ins"
        label={t('tradeIns')}
        columns={useColumns(setOpen)}
        rowKey={(one) => one.id}
        state={state}
        pages={pages}
        phone={phoneRow}
        open={(one) => `/customers/${one.customer.id}`}
        filters={[
          {
            name: 'decision',
            label: t('decision'),
            kind: 'choice',
            options: decisions.map((value) => ({ value, label: t(`dec_${value}`) })),
          },
          {
            name: 'waiting',
            label: t('waiting'),
            kind: 'choice',
            options: [{ value: 'true', label: t('waiting') }],
          },
        ]}
        empty={<EmptyState title={t('noTradeIns')}>{t('noTradeInsHint')}</EmptyState>}
      />
      {open ? (
        <TradeInSheet
          customerId={open.customer.id}
          tradeIn={open}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </div>
  )
}

function useColumns(onOpen: (one: TradeIn) => void): Column<TradeIn>[] {
  const t = useWords(roadWords)
  const locale = useLocale()
  const appraises = useCan('trade_ins.appraise')
  const yuan = (fen: number | null) => (fen === null ? '—' : sayYuan(fen, locale))
  return [
    { key: 'customer', title: t('customer'), width: 90, render: (one) => one.customer.name },
    { key: 'car', title: t('car'), width: 160, render: (one) => one.car },
    { key: 'plate', title: t('plate'), width: 100, render: (one) => one.plate ?? '—' },
    { key: 'year', title: t('year'), width: 64, render: (one) => one.year ?? '—' },
    {
      key: 'mileageKm',
      title: t('mileage'),
      width: 115,
      align: 'right',
      render: (one) => (one.mileageKm === null ? '—' : sayNumber(one.mileageKm, locale)),
    },
    {
      key: 'askedFen',
      title: t('asked'),
      width: 115,
      align: 'right',
      render: (one) => yuan(one.askedFen),
    },
    {
      key: 'appraisedFen',
      title: t('appraised'),
      width: 130,
      align: 'right',
      render: (one) => yuan(one.appraisedFen),
    },
    {
      key: 'validUntil',
      title: t('validUntil'),
      width: 170,
      render: (one) =>
        one.validUntil ? (
          <>
            <When at={one.validUntil} />{' '}
            {one.isExpired ? <Badge tone="overdue">{t('expired')}</Badge> : null}
          </>
        ) : (
          <Badge tone="due">{t('notAppraised')}</Badge>
        ),
    },
    {
      key: 'decision',
      title: t('decision'),
      width: 100,
      render: (one) => t(`dec_${one.decision}`),
    },
    { key: 'owner', title: t('consultant'), width: 84, render: (one) => one.ownerName ?? '—' },
    {
      key: 'edit',
      title: t(appraises ? 'appraise' : 'look'),
      width: 96,
      render: (one) => (
        <Button
          aria-label={`${t(appraises ? 'appraise' : 'look')} ${one.car}`}
          onClick={(event) => {
            event.stopPropagation()
            event.preventDefault()
            onOpen(one)
          }}
        >
          {t(appraises ? 'appraise' : 'look')}
        </Button>
      ),
    },
  ]
}
