import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getCustomer } from '../contract.ts'
import { listMerges, type Side, splitCustomers } from '../contracts/duplicates.ts'
import { duplicateWords } from '../duplicate-words.ts'

type Merge = CallOutput<typeof listMerges>['items'][number]

/** What was merged into a customer, to be split again; nothing where nothing was. */
export function MergesPanel({ customerId }: { customerId: string }) {
  const t = useWords(duplicateWords)
  const maySplit = useCan('customers.merge')
  const answer = useAsk(
    listMerges,
    { params: { id: customerId } },
    { live: ['customers.merged', 'customers.split'] },
  )
  const [splitting, setSplitting] = useState<Merge>()
  const items = answer.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('mergedFrom')}>
      <h2>{t('mergedFrom')}</h2>
      <List label={t('mergedFrom')}>
        {items.map((one) => (
          <Row
            key={one.operationId}
            end={
              maySplit ? (
                <Button
                  aria-label={t('splitOf', { name: one.name })}
                  onClick={() => setSplitting(one)}
                >
                  {t('split')}
                </Button>
              ) : null
            }
          >
            {one.name}
            <br />
            <span className="k-muted">
              <When at={one.at} /> · {one.by} {one.reason}
            </span>
          </Row>
        ))}
      </List>
      {splitting ? <SplitSheet one={splitting} onClose={() => setSplitting(undefined)} /> : null}
    </section>
  )
}

function SplitSheet({ one, onClose }: { one: Merge; onClose: () => void }) {
  const t = useWords(duplicateWords)
  const toast = useToast()
  const split = useDo(splitCustomers, { refresh: [listMerges, getCustomer] })
  const [later, setLater] = useState<Side>('kept')
  // The panel may be gone with its last line before the answer is told: awaited, not called back.
  const submit = async () => {
    await split.mutateAsync({ params: { id: one.operationId }, body: { later } })
    toast(t('splitDone'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t('splitOf', { name: one.name })}>
      <div className="k-stack">
        <p>{t('splitHint')}</p>
        {one.later.length > 0 ? (
          <>
            <p>
              {t('laterWork', {
                what: one.later.map((row) => `${row.name} ${row.count}`).join('、'),
              })}
            </p>
            <Field label={t('laterTo')} group required>
              <Choice<Side>
                value={later}
                onChange={setLater}
                options={[
                  { value: 'kept', label: t('kept') },
                  { value: 'gone', label: one.name },
                ]}
              />
            </Field>
          </>
        ) : null}
        {split.error ? <Failure error={split.error} /> : null}
        <Button
          kind="danger"
          busy={split.isPending}
          onClick={() => void submit().catch(() => undefined)}
        >
          {t('split')}
        </Button>
      </div>
    </Sheet>
  )
}
