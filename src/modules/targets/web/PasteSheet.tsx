import { useRef, useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  getPace,
  getTargets,
  setTargets,
  type TargetNumber,
  type TargetScope,
  type TargetTable,
} from '../contract.ts'
import { readTargetSheet } from '../contracts/target-sheet.ts'
import { sayPeriod } from '../periods-said.ts'
import { targetWords } from '../words.ts'
import { readPasted, splitPasted } from './read-pasted.ts'

const mostNamed = 8

/** Targets copied from a sheet or read from a file: a name, then months, quarters and the year. */
export function PasteSheet(props: {
  table: TargetTable
  metric: TargetNumber
  scope: TargetScope
  onClose: () => void
}) {
  const t = useWords(targetWords)
  const toast = useToast()
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const file = useRef<File>(undefined)
  const set = useDo(setTargets, { refresh: [getTargets, getPace] })
  const read = useDo(readTargetSheet, { file: () => file.current })
  const { cells, unknown, unreadable } = readPasted(splitPasted(text), props)
  const take = async (chosen: File) => {
    file.current = chosen
    const { rows } = await read.mutateAsync({})
    setText(rows.map((row) => row.join('\t')).join('\n'))
  }
  const save = async () => {
    const { set: count } = await set.mutateAsync({ body: { cells, origin: 'paste' } })
    toast(t('adopted', { n: count }))
    props.onClose()
  }
  return (
    <Sheet open onClose={props.onClose} title={t('pasteTitle')}>
      <div className="k-form">
        <div className="k-line">
          <input
            ref={input}
            type="file"
            hidden
            accept=".xlsx,.xls,.csv"
            aria-label={t('fromFile')}
            onChange={(event) => {
              const [chosen] = event.target.files ?? []
              event.target.value = ''
              if (chosen) take(chosen).catch(() => undefined)
            }}
          />
          <Button busy={read.isPending} onClick={() => input.current?.click()}>
            {t('fromFile')}
          </Button>
        </div>
        {read.error ? <Failure error={read.error} /> : null}
        <Field label={t('pasteTitle')} hint={t('pasteHint')} required>
          <TextArea value={text} onChange={setText} rows={8} wrap="off" />
        </Field>
        {unknown.length > 0 ? (
          <Notice tone="blocked">{t('pasteUnknown', { names: unknown.join('、') })}</Notice>
        ) : null}
        {unreadable.length > 0 ? (
          <Notice tone="overdue">
            {t('pasteUnreadable', {
              cells: unreadable
                .slice(0, mostNamed)
                .map((one) => `${one.name} ${sayPeriod(one.period, t)} “${one.text}”`)
                .join('、'),
              n: unreadable.length,
            })}
          </Notice>
        ) : null}
        <p className="k-muted">{t('pasteRead', { n: cells.length })}</p>
        {set.error ? <Failure error={set.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={set.isPending}
          aria-disabled={cells.length === 0 || undefined}
          onClick={() => (cells.length > 0 ? void save().catch(() => undefined) : undefined)}
        >
          {t('pasteUse')}
        </Button>
      </div>
    </Sheet>
  )
}
