import { useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useUndo } from '#ui/undo.ts'
import { useWords } from '#ui/words.tsx'
import {
  getHoldings,
  type HandOverChoice,
  handOver,
  listLeavers,
  previewHandOver,
  type ShareRule,
} from '../contracts/hand-over.ts'
import { neverLostWords } from '../never-lost-words.ts'
import { type HandOverPreview, PlacedList, PreviewTable } from './HandOverPreview.tsx'
import './never-lost.css'

/** Gives one, some or all customers of a person to others, with a preview, and back again. */
export function HandOverPage() {
  const t = useWords(neverLostWords)
  const { search, setSearch } = useNavigation()
  const from = search.from ?? ''
  const people = useAsk(listColleagues, {})
  const leavers = useAsk(listLeavers, {})
  const active = (people.data?.people ?? []).filter((one) => one.isConsultant)
  const gone = (leavers.data?.people ?? []).map((one) => ({
    id: one.id,
    name: t('leaver', { name: one.name }),
  }))
  const options = [...gone, ...active]
  return (
    <div className="k-stack care-narrow">
      <h1>{t('handOver')}</h1>
      <Field label={t('from')} hint={t('fromHint')} required>
        <Select
          value={from}
          placeholder={t('chooseFrom')}
          onChange={(id) => setSearch({ from: id || undefined })}
          options={options.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Field>
      {from ? (
        <Giving key={from} from={from} receivers={active.filter((one) => one.id !== from)} />
      ) : null}
    </div>
  )
}

function Giving(props: { from: string; receivers: { id: string; name: string }[] }) {
  const t = useWords(neverLostWords)
  const { from } = props
  const toast = useToast()
  const undo = useUndo()
  const held = useAsk(getHoldings, { params: { id: from } }, { live: ['opportunities.*'] })
  const ask = useDo(previewHandOver)
  const give = useDo(handOver, { refresh: [getHoldings, listLeavers] })
  const [preview, setPreview] = useState<HandOverPreview>()
  const [placed, setPlaced] = useState<ReadonlyMap<string, string>>(new Map())
  const [some, setSome] = useState<ReadonlySet<string>>()
  const [to, setTo] = useState<readonly string[]>([])
  const [rule, setRule] = useState<ShareRule>('load')
  const [reason, setReason] = useState('')
  const [id, setId] = useState(() => uuidv7())
  const what = held.data
  if (held.error) return <Failure error={held.error} />
  if (!what) return <Skeleton rows={6} />
  if (what.customers === 0) return <EmptyState title={t('hasNothing')} />
  const choiceWith = (byHand: ReadonlyMap<string, string>): HandOverChoice => ({
    fromId: from,
    receiverIds: [...to],
    rule: to.length === 1 ? 'one' : rule,
    placed: [...byHand].map(([customerId, toId]) => ({ customerId, toId })),
    ...(some ? { customerIds: [...some] } : {}),
  })
  const look = (byHand: ReadonlyMap<string, string>) =>
    ask.mutate({ body: choiceWith(byHand) }, { onSuccess: setPreview })
  const changed = () => {
    ask.reset()
    setPreview(undefined)
    setPlaced(new Map())
  }
  const place = (customerId: string, toId: string) => {
    const next = new Map(placed).set(customerId, toId)
    setPlaced(next)
    look(next)
  }
  const isReady = to.length > 0 && (some === undefined || some.size > 0)
  const submit = () =>
    give.mutate(
      { body: { ...choiceWith(placed), id, reason } },
      {
        onSuccess: ({ operationId, customers }) => {
          toast(t('handedOver', { n: customers }), { undo: () => undo(operationId) })
          setTo([])
          setSome(undefined)
          setReason('')
          setId(uuidv7())
          changed()
        },
      },
    )
  return (
    <>
      <p>
        {t('has', {
          ...what.levels,
          n: what.customers,
          customers: what.customers,
          cards: what.cards,
          overdue: what.overdue,
        })}
        {what.others.map((one) => (one.count > 0 ? ` · ${one.name} ${one.count}` : ''))}
      </p>
      <Field label={t('which')} group required>
        <Choice<'all' | 'some'>
          value={some ? 'some' : 'all'}
          onChange={(value) => {
            setSome(value === 'some' ? new Set() : undefined)
            changed()
          }}
          options={[
            { value: 'all', label: t('allOf') },
            { value: 'some', label: t('someOf') },
          ]}
        />
      </Field>
      {some ? (
        <CheckList
          label={t('which')}
          items={what.items.map((one) => ({
            id: one.customerId,
            label: (
              <>
                {one.level ? <Badge tone={one.level}>{one.level}</Badge> : null} {one.name}{' '}
                <span className="k-muted">
                  {[one.seriesName, one.cardId ? '' : t('noCard')].filter(Boolean).join(' · ')}
                </span>
              </>
            ),
          }))}
          value={[...some]}
          onChange={(ids) => {
            setSome(new Set(ids))
            changed()
          }}
        />
      ) : null}
      {some && what.customers > what.items.length ? (
        <p className="k-muted">{t('onlyFirst')}</p>
      ) : null}
      <Field label={t('receivers')} group required>
        <CheckList
          label={t('receivers')}
          items={props.receivers.map((one) => ({ id: one.id, label: one.name }))}
          value={to}
          onChange={(ids) => {
            setTo(ids)
            changed()
          }}
        />
      </Field>
      {to.length > 1 ? (
        <Field label={t('rule')} group required>
          <Choice<ShareRule>
            value={rule}
            onChange={(value) => {
              setRule(value)
              changed()
            }}
            options={[
              { value: 'load', label: t('ruleLoad') },
              { value: 'level', label: t('ruleLevel') },
              { value: 'series', label: t('ruleSeries') },
            ]}
          />
        </Field>
      ) : null}
      {ask.error ? <Failure error={ask.error} /> : null}
      {preview ? <PreviewTable preview={preview} /> : null}
      {preview && preview.receivers.length > 1 ? (
        <PlacedList preview={preview} placed={placed} busy={ask.isPending} onPlace={place} />
      ) : null}
      {preview ? (
        <>
          <Field label={t('reason')} hint={t('reasonHint')} required>
            <TextInput value={reason} onChange={setReason} maxLength={500} />
          </Field>
          {give.error ? <Failure error={give.error} /> : null}
          <Notice>{t('takeAllBack')}</Notice>
          <Button
            kind="primary"
            busy={give.isPending}
            disabled={reason.trim().length < 2 || ask.isPending}
            onClick={submit}
          >
            {t('confirmHandOver', { n: preview.customers })}
          </Button>
        </>
      ) : (
        <Button
          kind="primary"
          busy={ask.isPending}
          disabled={!isReady}
          onClick={() => look(placed)}
        >
          {t('preview')}
        </Button>
      )}
    </>
  )
}

function CheckList(props: {
  label: string
  items: readonly { id: string; label: React.ReactNode }[]
  value: readonly string[]
  onChange: (ids: string[]) => void
}) {
  const chosen = new Set(props.value)
  return (
    <div className="care-checks" role="group" aria-label={props.label}>
      {props.items.map((item) => (
        <label key={item.id} className="care-check">
          <input
            type="checkbox"
            checked={chosen.has(item.id)}
            onChange={(event) =>
              props.onChange(
                event.target.checked
                  ? [...props.value, item.id]
                  : props.value.filter((id) => id !== item.id),
              )
            }
          />
          <span>{item.label}</span>
        </label>
      ))}
    </div>
  )
}
