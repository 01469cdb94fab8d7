import { type FormEvent, useRef, useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { INTENT_LEVELS, type IntentLevel } from '#shared/intent-level.ts'
import { useRefresh } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import type { Chosen } from '#ui/DataTable.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useUndo } from '#ui/undo.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import { type CardChangeOf, editCards, previewCardEdit } from '../contracts/card-lists.ts'
import { cardListWords } from '../list-words.ts'
import { cardWords } from '../words.ts'
import { useConsultantOptions, useSeriesOptions, useSourceOptions } from './card-options.ts'
import { PutIntoPool } from './PutIntoPool.tsx'

type Kind = CardChangeOf['kind']
type Preview = CallOutput<typeof previewCardEdit>
const portion = 200
/** The route takes so many at once. */
const mostPooled = 500

const kindWords = {
  expectation: 'setExpectation',
  level: 'setLevel',
  series: 'setSeries',
  source: 'setSource',
  suspension: 'setSuspension',
  owner: 'setOwner',
} as const

/** What can be done with the cards chosen in the list. */
export function BulkEdit(props: {
  chosen: Chosen
  filter: Readonly<Record<string, string>>
  today: string
}) {
  const t = useWords(cardListWords)
  const mayAssign = useCan('opportunities.assign', 'team')
  const c = useWords(careWords)
  const mayPool = useCan('opportunities.assign', 'store')
  const [kind, setKind] = useState<Kind>()
  const [isPooling, setIsPooling] = useState(false)
  const { chosen } = props
  const closePool = () => setIsPooling(false)
  return (
    <>
      <Button onClick={() => setKind('expectation')}>{t('bulkEdit')}</Button>
      {mayAssign ? <Button onClick={() => setKind('owner')}>{t('bulkHandOver')}</Button> : null}
      {mayPool && !chosen.isAll && chosen.count <= mostPooled ? (
        <Button onClick={() => setIsPooling(true)}>{c('putIntoPool')}</Button>
      ) : null}
      {isPooling ? (
        <Sheet open onClose={closePool} title={c('putTitle', { n: chosen.count })}>
          <PutIntoPool
            cardIds={[...chosen.keys]}
            onDone={() => {
              closePool()
              chosen.clear()
            }}
          />
        </Sheet>
      ) : null}
      {kind ? <EditSheet {...props} first={kind} onClose={() => setKind(undefined)} /> : null}
    </>
  )
}

function EditSheet(props: {
  chosen: Chosen
  filter: Readonly<Record<string, string>>
  today: string
  first: Kind
  onClose: () => void
}) {
  const { chosen, first } = props
  const t = useWords(cardListWords)
  const locale = useLocale()
  const [kind, setKind] = useState<Kind>(first)
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [preview, setPreview] = useState<Preview>()
  const [error, setError] = useState<unknown>()
  const [isAsking, setAsking] = useState(false)
  const run = useRun({ chosen, onDone: props.onClose, onError: setError })
  const change = changeOf(kind, value)
  const isReady = change !== undefined && reason.trim().length >= 2
  const look = async () => {
    if (!change) return
    setAsking(true)
    setError(undefined)
    try {
      setPreview(
        await call(previewCardEdit, {
          body: {
            chosen: chosen.isAll
              ? { filter: { ...props.filter }, except: [...chosen.except] }
              : { ids: [...chosen.keys] },
            change,
          },
        }),
      )
    } catch (failure) {
      setError(failure)
    } finally {
      setAsking(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady || !change) return
    if (preview === undefined) void look()
    else if (preview.ids.length > 0) void run.start(preview.ids, change, reason.trim())
  }
  const set = (next: string) => {
    setValue(next)
    setPreview(undefined)
  }
  return (
    <Sheet
      open
      onClose={run.progress ? run.stop : props.onClose}
      title={t('bulkTitle', { n: chosen.count })}
    >
      <form className="k-stack" onSubmit={submit}>
        {first === 'owner' ? null : (
          <Field label={t('whatToChange')} required group>
            <Choice<Kind>
              label={t('whatToChange')}
              value={kind}
              onChange={(next) => {
                setKind(next)
                set('')
              }}
              options={(['expectation', 'level', 'series', 'source', 'suspension'] as const).map(
                (one) => ({ value: one, label: t(kindWords[one]) }),
              )}
            />
          </Field>
        )}
        <ValueField kind={kind} value={value} set={set} today={props.today} />
        <Field label={t('reason')} required>
          <TextInput maxLength={500} value={reason} onChange={setReason} />
        </Field>
        {preview ? <PreviewNote preview={preview} /> : null}
        {error ? <Notice tone="overdue">{sayError(error, locale)}</Notice> : null}
        {run.progress ? (
          <div className="k-stack" role="status">
            <progress max={run.progress.all} value={run.progress.done} style={{ width: '100%' }} />
            <span className="k-spread">
              {t('changing', run.progress)}
              <Button onClick={run.stop}>{t('stop')}</Button>
            </span>
          </div>
        ) : (
          <Button
            type="submit"
            kind="primary"
            wide
            busy={isAsking}
            aria-disabled={!isReady || preview?.ids.length === 0 || undefined}
          >
            {preview ? t('apply', { n: preview.ids.length }) : t('preview')}
          </Button>
        )}
      </form>
    </Sheet>
  )
}

function changeOf(kind: Kind, value: string): CardChangeOf | undefined {
  if (value === '') return undefined
  switch (kind) {
    case 'source':
      return { kind, sourceId: value }
    case 'series':
      return { kind, seriesId: value }
    case 'expectation':
      return { kind, expectedOn: value }
    case 'level':
      return { kind, level: value as IntentLevel }
    case 'owner':
      return { kind, ownerId: value }
    default:
      return { kind, wakeUpOn: value }
  }
}

function ValueField(props: {
  kind: Kind
  value: string
  set: (value: string) => void
  today: string
}) {
  const { kind, value, set, today } = props
  const t = useWords(cardListWords)
  const words = useWords(cardWords)
  const series = useSeriesOptions()
  const sources = useSourceOptions()
  const people = useConsultantOptions(kind === 'owner')
  const label = t(kindWords[kind])
  if (kind === 'level')
    return (
      <Field label={label} required group>
        <Choice
          label={label}
          value={value}
          onChange={set}
          options={INTENT_LEVELS.map((level) => ({ value: level as string, label: level }))}
        />
      </Field>
    )
  if (kind === 'expectation' || kind === 'suspension')
    return (
      <Field label={label} required>
        <TextInput type="date" min={addDays(today, 1)} value={value} onChange={set} />
      </Field>
    )
  return (
    <Field label={label} required>
      <Select
        value={value}
        onChange={set}
        placeholder={words('nothingChosen')}
        options={kind === 'series' ? series : kind === 'source' ? sources : people}
      />
    </Field>
  )
}

function PreviewNote({ preview }: { preview: Preview }) {
  const t = useWords(cardListWords)
  return (
    <Notice tone={preview.ids.length > 0 ? 'accent' : 'blocked'}>
      {preview.ids.length > 0 ? t('willChange', { n: preview.ids.length }) : t('nothingToChange')}
      {preview.refused.map((one) => (
        <span key={one.reason} style={{ display: 'block' }}>
          {t('cannotChange', { n: one.count })} {t(one.reason)}（{one.names.join('、')}
          {one.count > one.names.length ? '…' : ''}）
        </span>
      ))}
    </Notice>
  )
}

/** Sends the cards portion by portion, so that a large edit shows how far it is and can be stopped. */
function useRun(options: {
  chosen: Chosen
  onDone: () => void
  onError: (error: unknown) => void
}) {
  const t = useWords(cardListWords)
  const toast = useToast()
  const undo = useUndo()
  const askAnew = useRefresh()
  const [progress, setProgress] = useState<{ done: number; all: number }>()
  const isStopped = useRef(false)
  const start = async (ids: string[], change: CardChangeOf, reason: string) => {
    isStopped.current = false
    const operations: string[] = []
    let changed = 0
    let failed = false
    try {
      for (let from = 0; from < ids.length && !isStopped.current; from += portion) {
        setProgress({ done: from, all: ids.length })
        const done = await call(editCards, {
          body: { id: uuidv7(), ids: ids.slice(from, from + portion), change, reason },
        })
        operations.push(done.operationId)
        changed += done.changed
      }
    } catch (error) {
      failed = true
      options.onError(error)
    }
    setProgress(undefined)
    await askAnew()
    if (operations.length > 0)
      toast(t('changed', { n: changed }), {
        undo: async () => {
          for (const operation of operations.toReversed()) await undo(operation)
        },
      })
    if (failed) return
    options.chosen.clear()
    options.onDone()
  }
  return {
    progress,
    start,
    stop: () => {
      isStopped.current = true
    },
  }
}
