import { useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useUndo } from '#ui/undo.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { assignLeads, getLead, listLeads, listLeadTakers } from '../contract.ts'
import { leadWords } from '../words.ts'

/** Gives leads to a person, or by the store's rule one after the other. */
export function AssignSheet(props: {
  leadIds: string[]
  /** Whose each of them is as the screen shows it. */
  seen: (string | null)[]
  onClose: () => void
  onDone?: () => void
}) {
  const t = useWords(leadWords)
  const locale = useLocale()
  const toast = useToast()
  const undo = useUndo()
  const mayUndo = useCan('operations.undo')
  const takers = useAsk(listLeadTakers, {})
  const staff = useAsk(listColleagues, {})
  const [owner, setOwner] = useState('')
  const [reason, setReason] = useState('')
  const [error, setError] = useState('')
  const assign = useDo(assignLeads, { refresh: [listLeads, getLead, listLeadTakers] })
  const run = () =>
    assign
      .mutateAsync({
        body: {
          leadIds: props.leadIds,
          seen: props.seen,
          ownerId: owner || null,
          ...(reason.trim().length > 1 ? { reason } : {}),
        },
      })
      .then(
        ({ assigned, skipped, operationId }) => {
          toast(
            skipped > 0
              ? t('assignedSome', { n: assigned, skipped })
              : t('assignedN', { n: assigned }),
            operationId && mayUndo ? { undo: () => undo(operationId) } : {},
          )
          props.onDone?.()
          props.onClose()
        },
        (failure: unknown) => setError(sayError(failure, locale)),
      )
  const rule = takers.data?.rule
  const first = (takers.data?.people ?? []).map(({ id, name, open }) => ({
    value: id,
    label: t('openOf', { name, n: open }),
  }))
  // Whom the store's callers invited goes on to a consultant.
  const people = [
    ...first,
    ...(staff.data?.people ?? [])
      .filter(({ id, isConsultant }) => isConsultant && !first.some(({ value }) => value === id))
      .map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Sheet open title={t('assign')} onClose={props.onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        {error ? <Notice tone="overdue">{error}</Notice> : null}
        <Field
          label={t('byPerson')}
          hint={rule ? t('ruleNow', { rule: t(rule) }) : undefined}
          required={rule === 'hand'}
        >
          <Select
            value={owner}
            onChange={setOwner}
            options={people}
            {...(rule === 'hand' ? { placeholder: t('select') } : { placeholder: t('byRule') })}
          />
        </Field>
        <Field label={t('reason')}>
          <TextInput value={reason} maxLength={500} onChange={setReason} />
        </Field>
        <Button
          kind="primary"
          type="submit"
          wide
          busy={assign.isPending}
          disabled={rule === undefined || (rule === 'hand' && owner === '')}
        >
          {t('assign')}
        </Button>
      </form>
    </Sheet>
  )
}
