import { useState } from 'react'
import { timelineOf } from '#modules/timeline/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { cardsOfCustomer } from '../contracts/find-cards.ts'
import { readShares, setShares } from '../contracts/shares.ts'
import { lifeWords } from '../life-words.ts'
import { type CardFormProps, Steps } from './CardForms.tsx'
import { useConsultantOptions } from './card-options.ts'

const most = 6
interface Line {
  personId: string
  percent: string
}

/** How the credit of a card is shared: adds to 100, fixed once the contract is signed. */
export function SharesForm({ card, onDone }: CardFormProps) {
  const t = useWords(lifeWords)
  const now = useAsk(readShares, { params: { id: card.id } })
  const people = useConsultantOptions(true)
  const set = useDo(setShares, { refresh: [readShares, cardsOfCustomer, timelineOf] })
  const [lines, setLines] = useState<Line[]>()
  const [reason, setReason] = useState('')
  if (now.error) return <Failure error={now.error} onRetry={() => void now.refetch()} />
  if (!now.data) return <Skeleton rows={3} />
  const { shares, isFixed, version } = now.data
  const shown =
    lines ?? shares.map(({ personId, percent }) => ({ personId, percent: String(percent) }))
  const names = new Map([
    ...people.map((one): [string, string] => [one.value, one.label]),
    ...shares.map((one): [string, string] => [one.personId, one.name ?? '—']),
    [card.ownerId, card.ownerName ?? '—'] as [string, string],
  ])
  const sum = shown.reduce((all, line) => all + (Number(line.percent) || 0), 0)
  const isComplete = shown.every((line) => line.personId !== '' && Number(line.percent) > 0)
  const change = (at: number, next: Partial<Line>) =>
    setLines(shown.map((line, n) => (n === at ? { ...line, ...next } : line)))
  if (isFixed)
    return (
      <div className="k-stack">
        <Notice tone="blocked">{t('sharesFixed')}</Notice>
        <ul>
          {shares.map((one) => (
            <li key={one.personId}>{t('sharesOf', { name: one.name ?? '—', n: one.percent })}</li>
          ))}
        </ul>
      </div>
    )
  return (
    <Steps
      submit={t('save')}
      error={set.error}
      busy={set.isPending}
      isReady={sum === 100 && isComplete && reason.trim().length > 1}
      onDone={onDone}
      said={t('sharesSaved')}
      onSubmit={() =>
        set.mutateAsync({
          params: { id: card.id },
          body: {
            version,
            shares: shown.map((line) => ({
              personId: line.personId,
              percent: Number(line.percent),
            })),
            reason: reason.trim(),
          },
        })
      }
    >
      {shown.map((line, at) => (
        <div key={line.personId || `new-${at}`} className="share-line">
          <Field label={t('person')} required>
            {line.personId === card.ownerId ? (
              <TextInput
                value={names.get(line.personId) ?? ''}
                onChange={() => undefined}
                readOnly
              />
            ) : (
              <Select
                value={line.personId}
                placeholder="—"
                onChange={(personId) => change(at, { personId })}
                options={[...names]
                  .filter(
                    ([id]) =>
                      id === line.personId ||
                      (id !== card.ownerId && shown.every((one) => one.personId !== id)),
                  )
                  .map(([value, label]) => ({ value, label }))}
              />
            )}
          </Field>
          <Field label={t('share')} required>
            <TextInput
              inputMode="numeric"
              maxLength={3}
              value={line.percent}
              onChange={(text) => change(at, { percent: text.replace(/\D/g, '') })}
            />
          </Field>
          {line.personId === card.ownerId ? null : (
            <Button
              kind="quiet"
              aria-label={t('removeSharer', { name: names.get(line.personId) ?? '' })}
              onClick={() => setLines(shown.filter((_one, n) => n !== at))}
            >
              ✕
            </Button>
          )}
        </div>
      ))}
      <div className="k-spread">
        <strong role="status">
          {sum === 100
            ? t('sharesSum', { n: sum })
            : sum < 100
              ? t('sharesLeft', { n: 100 - sum })
              : t('sharesOver', { n: sum - 100 })}
        </strong>
        {shown.length < most ? (
          <Button
            onClick={() =>
              setLines([...shown, { personId: '', percent: String(Math.max(0, 100 - sum)) }])
            }
          >
            {t('addSharer')}
          </Button>
        ) : null}
      </div>
      <Field label={t('reason')} required>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
    </Steps>
  )
}
