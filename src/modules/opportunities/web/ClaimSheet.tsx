import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { fileClaim, listClaims } from '../contracts/claims.ts'
import { neverLostWords } from '../never-lost-words.ts'

/** Offered where a card is refused because a colleague works with the customer. */
export function ClaimButton({ phone }: { phone: string }) {
  const t = useWords(neverLostWords)
  const toast = useToast()
  const file = useDo(fileClaim, { refresh: [listClaims] })
  const [isOpen, setIsOpen] = useState(false)
  const [reason, setReason] = useState('')
  const submit = () =>
    file.mutate(
      { body: { phone, reason } },
      {
        onSuccess: ({ proposal }) => {
          toast(t('claimFiled', { proposal: t(proposal) }))
          setIsOpen(false)
        },
      },
    )
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('fileClaim')}</Button>
      {isOpen ? (
        <Sheet open onClose={() => setIsOpen(false)} title={t('claimTitle')}>
          <div className="k-stack">
            <Field label={t('reason')} hint={t('claimHint')} required>
              <TextArea rows={3} value={reason} onChange={setReason} maxLength={500} />
            </Field>
            {file.error ? <Failure error={file.error} /> : null}
            <Button
              kind="primary"
              busy={file.isPending}
              disabled={reason.trim().length < 2}
              onClick={submit}
            >
              {t('fileClaim')}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </>
  )
}
