import { useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { type Chosen, type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { usePages } from '#ui/pages.ts'
import { useSession } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type DispatchLead,
  dispatchLeads,
  dispatchStates,
  listDispatchLeads,
  listDispatchStores,
  recallDispatch,
  recordDispatchLeads,
} from '../contracts/lead-dispatch.ts'
import { dispatchWords } from '../dispatch-words.ts'
import './leads.css'

const phoneRow = { first: 'name', end: 'state', second: ['phone', 'city', 'toStore'] }

const refresh = [listDispatchLeads, listDispatchStores]
const tones = {
  waiting: 'due',
  sent: 'plain',
  accepted: 'done',
  returned: 'overdue',
  closed: 'blocked',
} as const

/** The head office's leads: recorded, sent to stores, returned, sent again. */
export function DispatchPage() {
  const t = useWords(dispatchWords)
  const { store } = useSession()
  return (
    <div className="k-stack">
      <h1>{t('dispatch')}</h1>
      {store.isHeadOffice ? <Pool /> : <Notice>{t('onlyHeadOffice')}</Notice>}
    </div>
  )
}

function Pool() {
  const t = useWords(dispatchWords)
  const state = useTableState({ filters: ['state'] })
  const pages = usePages(listDispatchLeads, { query: state.filters }, { live: ['leads.*'] })
  const [isAdding, setAdding] = useState(false)
  const [sending, setSending] = useState<{ ids: string[]; done: () => void }>()
  return (
    <>
      <p className="k-muted">{t('about')}</p>
      <DataTable<DispatchLead>
        name="dispatch-leads"
        label={t('dispatch')}
        phone={phoneRow}
        rowKey={(lead) => lead.id}
        state={state}
        pages={pages}
        columns={useColumns()}
        filters={[
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: dispatchStates.map((value) => ({ value, label: t(value) })),
          },
        ]}
        selection={sendAction(t('send'), (ids, done) => setSending({ ids, done }))}
        actions={
          <Button kind="primary" onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        }
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
      {isAdding ? <AddSheet onClose={() => setAdding(false)} /> : null}
      {sending ? (
        <SendSheet ids={sending.ids} onClose={() => setSending(undefined)} onDone={sending.done} />
      ) : null}
    </>
  )
}

/** What the bar of a selection offers. */
function sendAction(label: string, onSend: (ids: string[], done: () => void) => void) {
  return ({ keys, clear }: Chosen) => (
    <Button kind="primary" onClick={() => onSend([...keys], clear)}>
      {label}
    </Button>
  )
}

function useColumns(): Column<DispatchLead>[] {
  const t = useWords(dispatchWords)
  return [
    { key: 'name', title: t('name'), width: 110, render: (lead) => lead.name ?? '—' },
    { key: 'phone', title: t('phone'), width: 130, render: (lead) => lead.maskedPhone ?? '—' },
    {
      key: 'state',
      title: t('state'),
      width: 110,
      render: (lead) => <Badge tone={tones[lead.state]}>{t(lead.state)}</Badge>,
    },
    { key: 'city', title: t('city'), width: 90, render: (lead) => lead.city || '—' },
    {
      key: 'storeCode',
      title: t('storeCode'),
      width: 100,
      render: (lead) => lead.storeCode || '—',
    },
    { key: 'series', title: t('series'), width: 110, render: (lead) => lead.seriesName ?? '—' },
    { key: 'toStore', title: t('toStore'), width: 150, render: (lead) => lead.toStore ?? '—' },
    {
      key: 'rule',
      title: t('rule'),
      width: 90,
      render: (lead) => (lead.rule ? t(lead.rule) : '—'),
    },
    { key: 'reason', title: t('reason'), width: 160, render: (lead) => lead.reason },
    {
      key: 'receivedAt',
      title: t('receivedAt'),
      width: 120,
      render: (lead) => <When at={lead.receivedAt} />,
    },
    {
      key: 'recall',
      title: t('recall'),
      width: 90,
      render: (lead) => (lead.state === 'sent' ? <Recall id={lead.id} /> : null),
    },
    { key: 'note', title: t('note'), width: 180, render: (lead) => lead.note },
  ]
}

function Recall({ id }: { id: string }) {
  const t = useWords(dispatchWords)
  const locale = useLocale()
  const toast = useToast()
  const recall = useDo(recallDispatch, { refresh })
  return (
    <Button
      kind="quiet"
      busy={recall.isPending}
      onClick={() =>
        void recall.mutateAsync({ params: { id } }).then(
          () => toast(t('recalled')),
          (error: unknown) => toast(sayError(error, locale)),
        )
      }
    >
      {t('recall')}
    </Button>
  )
}

function SendSheet(props: { ids: string[]; onClose: () => void; onDone: () => void }) {
  const t = useWords(dispatchWords)
  const toast = useToast()
  const stores = useAsk(listDispatchStores, {})
  const send = useDo(dispatchLeads, { refresh })
  return (
    <Sheet open title={t('send')} onClose={props.onClose}>
      <Form<{ id: string; storeId: string }>
        initial={{ id: uuidv7(), storeId: '' }}
        submit={t('send')}
        onSubmit={async ({ storeId }) => {
          const { sent, skipped } = await send.mutateAsync({
            body: { ids: props.ids, storeId: storeId === '' ? null : Number(storeId) },
          })
          toast(t('sentN', { n: sent, m: skipped }))
          props.onDone()
          props.onClose()
        }}
      >
        {(form) => (
          <Field label={t('sendTo')} {...form.field('storeId')}>
            <Select
              {...form.input('storeId')}
              placeholder={t('byRule')}
              options={(stores.data?.items ?? []).map(({ id, name, open }) => ({
                value: String(id),
                label: t('storeLoad', { name, n: open }),
              }))}
            />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}

/** Lines pasted from a sheet: name, phone, city, store code, note. */
function AddSheet({ onClose }: { onClose: () => void }) {
  const t = useWords(dispatchWords)
  const toast = useToast()
  const record = useDo(recordDispatchLeads, { refresh })
  return (
    <Sheet open title={t('add')} onClose={onClose}>
      <Form<{ id: string; lines: string }>
        initial={{ id: uuidv7(), lines: '' }}
        required={['lines']}
        onSubmit={async ({ lines }) => {
          const { made, known } = await record.mutateAsync({ body: { items: readLines(lines) } })
          toast(t('addedN', { n: made, m: known }))
          onClose()
        }}
      >
        {(form) => (
          <div className="leads-lines">
            <Field label={t('lines')} hint={t('linesHint')} {...form.field('lines')}>
              <TextArea rows={8} {...form.input('lines')} />
            </Field>
          </div>
        )}
      </Form>
    </Sheet>
  )
}

function readLines(text: string) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = line.split(/\t|,|，|;|；|\s{2,}/).map((cell) => cell.trim())
      const [name = '', phone = '', city = '', storeCode = '', ...note] = cells
      return { name, phone, city, storeCode, note: note.join(' ') }
    })
}
