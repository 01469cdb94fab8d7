import { useState } from 'react'
import type { IntentLevel } from '#shared/intent-level.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayDate } from '#ui/format.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { decideWinBack, listWinBacks, type WinBack } from '../contract.ts'
import { sayChange } from '../say-change.ts'
import { lossWords } from '../words.ts'

const phoneRow = { first: 'customer', end: 'closedOn', second: ['changed', 'reason'] }

/** Lost customers for whom the price fell or a new model came since. */
export function WinBackPage() {
  const t = useWords(lossWords)
  const mayWrite = useCan('opportunities.write')
  const state = useTableState({ filters: [] })
  const [chosen, setChosen] = useState<WinBack>()
  const answer = useAsk(listWinBacks, {}, { live: ['losses.*'] })
  return (
    <div className="k-stack">
      <h1>{t('winBacks')}</h1>
      {answer.data?.isMore ? <Notice>{t('more')}</Notice> : null}
      <DataTable<WinBack>
        name="win-backs"
        label={t('winBacks')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(one) => one.id}
        state={state}
        rows={answer.data?.items}
        error={answer.error}
        onRetry={() => void answer.refetch()}
        {...(mayWrite
          ? { onOpen: setChosen }
          : { open: (one: WinBack) => `/customers/${one.customerId}` })}
        empty={<EmptyState title={t('noneToWin')}>{t('noneToWinHint')}</EmptyState>}
      />
      {chosen ? <WinBackSheet one={chosen} onClose={() => setChosen(undefined)} /> : null}
    </div>
  )
}

const levels = [
  ['H', 'H'],
  ['A', 'levelA'],
  ['B', 'levelB'],
  ['C', 'levelC'],
] as const

function WinBackSheet({ one, onClose }: { one: WinBack; onClose: () => void }) {
  const t = useWords(lossWords)
  const toast = useToast()
  const locale = useLocale()
  const { go } = useNavigation()
  const [isLeaving, setLeaving] = useState(false)
  const decide = useDo(decideWinBack, { refresh: [listWinBacks] })
  const params = { id: one.id }
  return (
    <Sheet open title={one.customerName} onClose={onClose}>
      <div className="k-stack">
        <p>{sayChange(one, locale)}</p>
        <p className="k-muted">
          {t('lostOn', { day: sayDate(one.closedOn, locale) })} · {one.reason}
          {(one.rival ?? one.competitor) ? ` · ${one.rival ?? one.competitor}` : ''}
        </p>
        {isLeaving ? (
          <Form<{ why: string }>
            key="leave"
            initial={{ why: '' }}
            required={['why']}
            submit={t('leave')}
            onCancel={() => setLeaving(false)}
            onSubmit={async ({ why }) => {
              await decide.mutateAsync({ params, body: { decision: 'dismissed', why } })
              toast(t('saved'))
              onClose()
            }}
          >
            {(form) => (
              <Field label={t('why')} {...form.field('why')}>
                <TextArea rows={2} maxLength={500} {...form.input('why')} />
              </Field>
            )}
          </Form>
        ) : (
          <Form<{ id: string; level: IntentLevel | '' }>
            key="back"
            initial={{ id: uuidv7(), level: '' }}
            required={['level']}
            submit={t('bringBack')}
            actions={<Button onClick={() => setLeaving(true)}>{t('leave')}</Button>}
            onSubmit={async ({ id, level }) => {
              if (level === '') return
              const { opportunityId } = await decide.mutateAsync({
                params,
                body: { decision: 'reopened', id, level },
              })
              toast(t('broughtBack'))
              go(opportunityId ? `/cards/${opportunityId}` : `/customers/${one.customerId}`)
            }}
          >
            {(form) => (
              <Field group label={t('level')} {...form.field('level')}>
                <Choice<IntentLevel>
                  value={form.values.level || undefined}
                  onChange={(level) => form.set({ level })}
                  options={levels.map(([value, word]) => ({ value, label: t(word) }))}
                />
              </Field>
            )}
          </Form>
        )}
      </div>
    </Sheet>
  )
}

function useColumns(): Column<WinBack>[] {
  const t = useWords(lossWords)
  const locale = useLocale()
  return [
    { key: 'customer', title: t('customer'), width: 120, render: (one) => one.customerName },
    { key: 'changed', title: t('changed'), width: 240, render: (one) => sayChange(one, locale) },
    { key: 'reason', title: t('reason'), width: 160, render: (one) => one.reason },
    {
      key: 'competitor',
      title: t('competitor'),
      width: 110,
      render: (one) => one.rival ?? one.competitor ?? '—',
    },
    { key: 'series', title: t('series'), width: 110, render: (one) => one.seriesName ?? '—' },
    {
      key: 'closedOn',
      title: t('closedOn'),
      width: 110,
      render: (one) => <When at={one.closedOn} />,
    },
    { key: 'owner', title: t('owner'), width: 100, render: (one) => one.ownerName ?? '—' },
    { key: 'phone', title: t('phone'), width: 130, render: (one) => one.maskedPhone ?? '—' },
  ]
}
