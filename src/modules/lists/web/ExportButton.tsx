import { type FormEvent, useState } from 'react'
import { download, sayError } from '#ui/call.ts'
import { sayNumber } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import type { TableParts } from '#ui/table/parts.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { exportList } from '../contract.ts'
import { listWords } from '../words.ts'

interface Props {
  parts: TableParts
  columns: readonly string[]
  reasonAbove: number
}

/** Takes the list out as it is on the screen. */
export function ExportButton(props: Props) {
  const t = useWords(listWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('export')}
      </Button>
      {isOpen ? <ExportSheet {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function ExportSheet({ parts, columns, reasonAbove, onClose }: Props & { onClose: () => void }) {
  const t = useWords(listWords)
  const ui = useWords(uiWords)
  const locale = useLocale()
  const toast = useToast()
  const mayFull = useCan('exports.phones', 'store')
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  const [phones, setPhones] = useState<'masked' | 'full'>('masked')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const count = parts.count ?? 0
  const isNeeded = count > reasonAbove || phones === 'full'
  const isMissing = isNeeded && reason.trim().length < 2
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isMissing) return
    setBusy(true)
    setError(undefined)
    try {
      await download(exportList, {
        params: { list: parts.list },
        body: {
          format,
          query: { ...parts.state.query },
          phones,
          ...(columns.length > 0 ? { columns: [...columns] } : {}),
          ...(reason.trim().length >= 2 ? { reason: reason.trim() } : {}),
        },
      })
      toast(t('exported'))
      onClose()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet open onClose={onClose} title={t('exportTitle', { name: parts.label })}>
      <form className="k-stack" onSubmit={(event) => void submit(event)}>
        <p>
          {t('exportWhat', {
            n: count > 10_000 ? '10,000+' : sayNumber(count, locale),
            rows: count,
            columns: columns.length,
          })}
        </p>
        <Field label={t('format')} required group>
          <Choice
            label={t('format')}
            value={format}
            onChange={setFormat}
            options={[
              { value: 'xlsx', label: 'Excel (xlsx)' },
              { value: 'csv', label: 'CSV' },
            ]}
          />
        </Field>
        {mayFull ? (
          <Field label={t('phones')} required group>
            <Choice
              label={t('phones')}
              value={phones}
              onChange={setPhones}
              options={[
                { value: 'masked', label: t('masked') },
                { value: 'full', label: t('full') },
              ]}
            />
          </Field>
        ) : null}
        <Field
          label={t('reason')}
          required={isNeeded}
          hint={t('reasonHint', { limit: sayNumber(reasonAbove, locale) })}
          {...(tried && isMissing ? { error: ui('required') } : {})}
        >
          <TextInput maxLength={500} value={reason} onChange={setReason} />
        </Field>
        {error ? <Notice tone="overdue">{sayError(error, locale)}</Notice> : null}
        <Button kind="primary" type="submit" disabled={isBusy}>
          {isBusy ? t('running') : t('export')}
        </Button>
      </form>
    </Sheet>
  )
}
