import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { type Column, DataTable, type TableState } from '#ui/DataTable.tsx'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type ConfirmedLoss,
  countProposedLosses,
  filePapers,
  listConfirmedLosses,
} from '../contract.ts'
import { lossWords } from '../words.ts'

const phoneRow = { first: 'customer', end: 'closedOn', second: ['kind', 'reason', 'owner'] }

/** Confirmed losses with what care found; the clerk files their papers from here. */
export function ConfirmedLosses({ state }: { state: TableState }) {
  const t = useWords(lossWords)
  const mayFile = useCan('losses.archive')
  const [filing, setFiling] = useState<ConfirmedLoss>()
  const { late: _late, ...query } = state.filters
  const pages = usePages(listConfirmedLosses, { query }, { live: ['losses.*'] })
  return (
    <>
      <DataTable<ConfirmedLoss>
        name="losses"
        label={t('confirmed')}
        phone={phoneRow}
        columns={useColumns(mayFile ? setFiling : undefined)}
        rowKey={(loss) => loss.id}
        state={state}
        pages={pages}
        open={(loss) => `/customers/${loss.customerId}`}
        filters={[
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          {
            name: 'kind',
            label: t('kind'),
            kind: 'choice',
            options: [
              { value: 'defeat', label: t('defeat') },
              { value: 'lost_contact', label: t('lost_contact') },
            ],
          },
          {
            name: 'papers',
            label: t('papers'),
            kind: 'choice',
            options: [
              { value: 'missing', label: t('missingPapers') },
              { value: 'filed', label: t('filed') },
            ],
          },
          {
            name: 'verified',
            label: t('verified'),
            kind: 'choice',
            options: [
              { value: 'yes', label: t('verifiedN') },
              { value: 'no', label: t('unverifiedN') },
            ],
          },
        ]}
        empty={<EmptyState title={t('noneConfirmed')}>{t('noneHint')}</EmptyState>}
      />
      {filing ? <PapersSheet loss={filing} onClose={() => setFiling(undefined)} /> : null}
    </>
  )
}

function PapersSheet({ loss, onClose }: { loss: ConfirmedLoss; onClose: () => void }) {
  const t = useWords(lossWords)
  const toast = useToast()
  const file = useDo(filePapers, { refresh: [listConfirmedLosses, countProposedLosses] })
  return (
    <Sheet open title={`${t('filePapers')} · ${loss.customerName}`} onClose={onClose}>
      <Form<{ place: string }>
        initial={{ place: '' }}
        submit={t('filePapers')}
        onSubmit={async ({ place }) => {
          await file.mutateAsync({ params: { id: loss.id }, body: { place } })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <Field label={t('place')} hint={t('placeHint')} {...form.field('place')}>
            <TextInput maxLength={100} {...form.input('place')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}

function useColumns(onFile: ((loss: ConfirmedLoss) => void) | undefined): Column<ConfirmedLoss>[] {
  const t = useWords(lossWords)
  return [
    { key: 'customer', title: t('customer'), width: 120, render: (loss) => loss.customerName },
    {
      key: 'closedOn',
      title: t('closedOn'),
      width: 110,
      render: (loss) => (loss.closedOn ? <When at={loss.closedOn} /> : '—'),
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
      key: 'verified',
      title: t('verified'),
      width: 130,
      render: (loss) => (
        <Badge tone={loss.result ? 'done' : 'plain'}>{t(loss.result ?? 'notVerified')}</Badge>
      ),
    },
    {
      key: 'papers',
      title: t('papers'),
      width: 150,
      render: (loss) =>
        loss.papersAt ? (
          <span title={loss.papersPlace}>{t('filedBy', { name: loss.papersBy ?? '' })}</span>
        ) : onFile ? (
          <Button
            onClick={(event) => {
              event.stopPropagation()
              onFile(loss)
            }}
          >
            {t('filePapers')}
          </Button>
        ) : (
          t('missingPapers')
        ),
    },
    { key: 'owner', title: t('owner'), width: 100, render: (loss) => loss.ownerName ?? '—' },
    { key: 'phone', title: t('phone'), width: 130, render: (loss) => loss.maskedPhone ?? '—' },
    { key: 'level', title: t('level'), width: 70, render: (loss) => loss.level },
    { key: 'stage', title: t('stage'), width: 70, render: (loss) => `${loss.stage}%` },
    { key: 'summary', title: t('summary'), width: 220, render: (loss) => loss.summary ?? '' },
  ]
}
