import { useState } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { recordWords } from './record-words.ts'

/** Asks why a sensitive number is to be seen; the reason is logged. */
export function ReasonSheet(props: {
  title: string
  error: unknown
  busy: boolean
  onClose: () => void
  onGive: (reason: string) => Promise<void>
}) {
  const t = useWords(recordWords)
  const [reason, setReason] = useState('')
  return (
    <Sheet open onClose={props.onClose} title={props.title}>
      <form
        className="k-form"
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          void props.onGive(reason.trim()).catch(() => undefined)
        }}
      >
        <Field label={t('revealReason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
        {props.error ? <Failure error={props.error} /> : null}
        <Button type="submit" kind="primary" busy={props.busy}>
          {props.title}
        </Button>
      </form>
    </Sheet>
  )
}
