import { type ReactNode, useState } from 'react'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { formWords } from '../words.ts'

export interface AskedPhones {
  phones: 'masked' | 'full'
  reason?: string
}

/** Print, PDF, Excel; and full numbers with a reason for those who may export them. */
export function PaperActions(props: {
  asked: AskedPhones
  onAsk: (asked: AskedPhones) => void
  onFile: (format: 'pdf' | 'xlsx') => Promise<void>
  children?: ReactNode
}) {
  const t = useWords(formWords)
  const locale = useLocale()
  const toast = useToast()
  const mayExport = useCan('exports.run')
  const mayReveal = useCan('exports.phones', 'store')
  const [asksWhy, setAsksWhy] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState<'pdf' | 'xlsx'>()
  const file = (format: 'pdf' | 'xlsx') => {
    setBusy(format)
    props
      .onFile(format)
      .catch((error: unknown) => toast(sayError(error, locale)))
      .finally(() => setBusy(undefined))
  }
  return (
    <div className="k-line">
      <Button kind="primary" onClick={() => window.print()}>
        {t('print')}
      </Button>
      <Button busy={busy === 'pdf'} onClick={() => file('pdf')}>
        {t('pdf')}
      </Button>
      {mayExport ? (
        <Button busy={busy === 'xlsx'} onClick={() => file('xlsx')}>
          {t('xlsx')}
        </Button>
      ) : null}
      {mayReveal ? (
        props.asked.phones === 'full' ? (
          <Button onClick={() => props.onAsk({ phones: 'masked' })}>{t('maskedPhones')}</Button>
        ) : (
          <Button onClick={() => setAsksWhy(true)}>{t('fullPhones')}</Button>
        )
      ) : null}
      {props.children}
      <Sheet open={asksWhy} title={t('fullPhones')} onClose={() => setAsksWhy(false)}>
        <form
          className="k-stack"
          onSubmit={(event) => {
            event.preventDefault()
            setAsksWhy(false)
            props.onAsk({ phones: 'full', reason })
          }}
        >
          <Field label={t('whyFull')} required>
            <TextArea value={reason} onChange={setReason} />
          </Field>
          <Button kind="primary" type="submit" disabled={reason.trim().length < 2}>
            {t('fullPhones')}
          </Button>
        </form>
      </Sheet>
    </div>
  )
}
