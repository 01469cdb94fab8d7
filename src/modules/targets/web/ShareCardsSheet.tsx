import { useState } from 'react'
import { getHoldings, handOver, previewHandOver } from '#modules/opportunities/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { getWorkload, type WorkloadPerson } from '../contracts/workload.ts'
import { targetWords } from '../words.ts'

const levels = ['H', 'A', 'B', 'C'] as const

/** Some of a person's cards to colleagues by load: chosen by level and number, shown before it is done. */
export function ShareCardsSheet(props: {
  from: WorkloadPerson
  people: readonly WorkloadPerson[]
  onClose: () => void
}) {
  const t = useWords(targetWords)
  const toast = useToast()
  const { from } = props
  const others = props.people.filter((one) => one.personId !== from.personId)
  const [chosen, setChosen] = useState<readonly string[]>(['A', 'B', 'C'])
  const [count, setCount] = useState(String(Math.max(1, Math.ceil(from.openCards / 4))))
  const [to, setTo] = useState<readonly string[]>(
    others.filter((one) => !one.isAway).map((one) => one.personId),
  )
  const [reason, setReason] = useState(t('shareCards'))
  const held = useAsk(getHoldings, { params: { id: from.personId } })
  const preview = useDo(previewHandOver)
  const give = useDo(handOver, { refresh: [getWorkload, getHoldings] })
  const customerIds = (held.data?.items ?? [])
    .filter((item) => item.level !== null && chosen.includes(item.level))
    .slice(0, Math.max(0, Math.round(Number(count)) || 0))
    .map((item) => item.customerId)
  const choice = {
    fromId: from.personId,
    receiverIds: [...to],
    rule: 'load' as const,
    customerIds,
  }
  const isReady = customerIds.length > 0 && to.length > 0
  const save = async () => {
    const done = await give.mutateAsync({ body: { ...choice, reason } })
    toast(t('given', { n: done.customers }))
    props.onClose()
  }
  const flip = (list: readonly string[], value: string) =>
    list.includes(value) ? list.filter((one) => one !== value) : [...list, value]
  return (
    <Sheet open onClose={props.onClose} title={t('shareCardsOf', { name: from.name })}>
      <div className="k-form">
        <Field label={t('levels')} group required>
          <div className="k-line">
            {levels.map((level) => (
              <label key={level} className="k-line">
                <input
                  type="checkbox"
                  checked={chosen.includes(level)}
                  onChange={() => {
                    setChosen(flip(chosen, level))
                    preview.reset()
                  }}
                />
                {level} ({from.cards[level]})
              </label>
            ))}
          </div>
        </Field>
        <Field label={t('howMany')} required>
          <TextInput
            value={count}
            inputMode="numeric"
            onChange={(next) => {
              setCount(next)
              preview.reset()
            }}
          />
        </Field>
        <Field label={t('receivers')} group required>
          <div className="k-stack">
            {others.map((one) => (
              <label key={one.personId} className="k-line">
                <input
                  type="checkbox"
                  checked={to.includes(one.personId)}
                  onChange={() => {
                    setTo(flip(to, one.personId))
                    preview.reset()
                  }}
                />
                {one.name} ({t('cards')} {one.openCards}) {one.isAway ? t('away') : ''}
              </label>
            ))}
          </div>
        </Field>
        {held.error ? <Failure error={held.error} /> : null}
        {held.data === undefined && !held.error ? <Skeleton rows={1} /> : null}
        <Button
          busy={preview.isPending}
          aria-disabled={!isReady || undefined}
          onClick={() => (isReady ? preview.mutate({ body: choice }) : undefined)}
        >
          {t('preview')}
        </Button>
        {preview.error ? <Failure error={preview.error} /> : null}
        {preview.data ? (
          <>
            <table className="goal-table">
              <thead>
                <tr>
                  <th scope="col">{t('receivers')}</th>
                  <th scope="col">{t('current')}</th>
                  <th scope="col">{t('gets')}</th>
                  <th scope="col">{t('afterwards')}</th>
                </tr>
              </thead>
              <tbody>
                {preview.data.receivers.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.name}</th>
                    <td>{one.cardsNow}</td>
                    <td>{one.cards}</td>
                    <td>{one.cardsNow + one.cards}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Field label={t('reason')} required>
              <TextInput value={reason} onChange={setReason} maxLength={500} />
            </Field>
            {give.error ? <Failure error={give.error} /> : null}
            <Button
              kind="primary"
              wide
              busy={give.isPending}
              onClick={() => void save().catch(() => undefined)}
            >
              {t('give')}
            </Button>
          </>
        ) : null}
      </div>
    </Sheet>
  )
}
