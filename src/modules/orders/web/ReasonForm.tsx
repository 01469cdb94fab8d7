import type { ReactNode } from 'react'
import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'

/** Asks why, and does it. */
export function ReasonSheet(props: {
  title: string
  label: string
  hint?: ReactNode
  onClose: () => void
  onSubmit: (reason: string) => Promise<unknown>
}) {
  return (
    <Sheet open title={props.title} onClose={props.onClose}>
      {props.hint ? <Notice>{props.hint}</Notice> : null}
      <Form<{ reason: string }>
        initial={{ reason: '' }}
        required={['reason']}
        submit={props.title}
        onSubmit={async ({ reason }) => {
          await props.onSubmit(reason)
          props.onClose()
        }}
      >
        {(form) => (
          <Field label={props.label} {...form.field('reason')}>
            <TextArea rows={3} maxLength={500} {...form.input('reason')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}
