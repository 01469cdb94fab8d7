import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useUndo } from '#ui/undo.ts'
import { useWords } from '#ui/words.tsx'
import {
  type CardOfMerge,
  type MergeField,
  mergeCustomers,
  previewMerge,
  type Side,
} from '../contracts/duplicates.ts'
import { duplicateWords } from '../duplicate-words.ts'
import './duplicates.css'

/** Two records side by side; what differs is chosen field by field. */
export function MergePage() {
  const t = useWords(duplicateWords)
  const { search } = useNavigation()
  const { kept = '', gone = '' } = search
  const isPair = kept !== '' && gone !== ''
  const preview = useAsk(previewMerge, { query: { kept, gone } }, { when: isPair })
  return (
    <div className="k-stack">
      <h1>{t('merge')}</h1>
      {!isPair ? <EmptyState title={t('chooseTwo')} /> : null}
      {preview.error ? <Failure error={preview.error} /> : null}
      {isPair && !preview.data && !preview.error ? <Skeleton rows={10} /> : null}
      {preview.data ? <Merging key={`${kept} ${gone}`} preview={preview.data} /> : null}
    </div>
  )
}

type Preview = CallOutput<typeof previewMerge>

function Merging({ preview }: { preview: Preview }) {
  const t = useWords(duplicateWords)
  const { go, setSearch } = useNavigation()
  const toast = useToast()
  const undo = useUndo()
  const merge = useDo(mergeCustomers)
  const [id] = useState(() => uuidv7())
  const [fields, setFields] = useState<Partial<Record<MergeField, Side>>>({})
  const [card, setCard] = useState<Side | undefined>(preview.cards.proposal ?? undefined)
  const [reason, setReason] = useState('')
  const { kept, gone } = preview
  const submit = () =>
    merge.mutate(
      {
        body: {
          id,
          keptId: kept.id,
          goneId: gone.id,
          keptVersion: kept.version,
          goneVersion: gone.version,
          fields,
          ...(card && preview.cards.kept && preview.cards.gone ? { card } : {}),
          reason,
        },
      },
      {
        onSuccess: ({ operationId, customerId }) => {
          toast(t('merged'), { undo: () => undo(operationId) })
          go(`/customers/${customerId}`)
        },
      },
    )
  return (
    <>
      <p className="k-muted">{t('mergeHint')}</p>
      <div className="duplicate-scroll" role="region" aria-label={t('merge')} tabIndex={0}>
        <table className="duplicate-table">
          <thead>
            <tr>
              <th>{t('field')}</th>
              <th>
                {t('kept')}：{kept.name}
              </th>
              <th>
                {t('gone')}：{gone.name}
              </th>
            </tr>
          </thead>
          <tbody>
            {preview.fields
              .filter((one) => one.kept !== '' || one.gone !== '')
              .map((one) => (
                <FieldRow
                  key={one.field}
                  one={one}
                  value={fields[one.field] ?? one.proposal}
                  onChange={(side) => setFields((now) => ({ ...now, [one.field]: side }))}
                />
              ))}
            <tr>
              <th scope="row">{t('phones')}</th>
              <td>{kept.phones.join('、')}</td>
              <td>{gone.phones.join('、')}</td>
            </tr>
            <tr>
              <th scope="row">{t('plates')}</th>
              <td>{kept.plates.join('、')}</td>
              <td>{gone.plates.join('、')}</td>
            </tr>
            <tr>
              <th scope="row">{t('owner')}</th>
              <td>{kept.ownerName}</td>
              <td>{gone.ownerName}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <div>
        <Button onClick={() => setSearch({ kept: gone.id, gone: kept.id }, { replace: true })}>
          {t('swap')}
        </Button>
      </div>
      {preview.comes.length > 0 ? (
        <p>
          {t('comes')}：{preview.comes.map((one) => `${one.name} ${one.count}`).join(' · ')}
        </p>
      ) : null}
      <Cards cards={preview.cards} value={card} onChange={setCard} />
      <Field label={t('reason')} required>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
      {merge.error ? <Failure error={merge.error} /> : null}
      <Button
        kind="primary"
        busy={merge.isPending}
        disabled={reason.trim().length < 2}
        onClick={submit}
      >
        {t('confirm')}
      </Button>
    </>
  )
}

const named = ['person', 'company', 'male', 'female'] as const

function FieldRow(props: {
  one: Preview['fields'][number]
  value: Side
  onChange: (side: Side) => void
}) {
  const t = useWords(duplicateWords)
  const { one } = props
  const say = (text: string) => {
    const word = named.find((name) => name === text)
    return text === '' ? t('empty') : word ? t(word) : text
  }
  const label = t(`f${one.field}` as const)
  return (
    <tr>
      <th scope="row">{label}</th>
      {(['kept', 'gone'] as const).map((side) => (
        <td key={side}>
          {one.isSame ? (
            say(one[side])
          ) : (
            <label className="duplicate-choice">
              <input
                type="radio"
                name={one.field}
                aria-label={`${label}：${say(one[side])}`}
                checked={props.value === side}
                onChange={() => props.onChange(side)}
              />
              <span>{say(one[side])}</span>
            </label>
          )}
        </td>
      ))}
    </tr>
  )
}

function Cards(props: {
  cards: Preview['cards']
  value: Side | undefined
  onChange: (side: Side) => void
}) {
  const t = useWords(duplicateWords)
  const { kept, gone, why } = props.cards
  if (!kept || !gone) return null
  const say = (card: CardOfMerge) =>
    t('cardOf', {
      level: card.level,
      owner: card.ownerName ?? '—',
      opened: card.openedOn,
      due: card.dueOn ?? '—',
    })
  return (
    <Field
      label={t('whichCard')}
      hint={t(why === 'signed' ? 'whySigned' : 'whyFirst')}
      group
      required
    >
      <Choice<Side>
        value={props.value}
        onChange={props.onChange}
        options={[
          { value: 'kept', label: say(kept) },
          { value: 'gone', label: say(gone) },
        ]}
      />
    </Field>
  )
}
