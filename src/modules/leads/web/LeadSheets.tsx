import type { IntentLevel } from '#shared/intent-level.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { closeLead, getLead, type LeadRecord, listLeads, promoteLead } from '../contract.ts'
import { leadWords } from '../words.ts'
import { CallForm } from './CallForm.tsx'

interface SheetProps {
  lead: LeadRecord
  onClose: () => void
}
const refresh = [getLead, listLeads]

/** The questions of the call, its grade, and what was said. */
export function CallSheet({ lead, onClose }: SheetProps) {
  const t = useWords(leadWords)
  return (
    <Sheet open title={t('noteCall')} onClose={onClose}>
      <CallForm lead={lead} onDone={onClose} />
    </Sheet>
  )
}

const levels = [
  ['H', 'H'],
  ['A', 'levelA'],
  ['B', 'levelB'],
  ['C', 'levelC'],
] as const

/** Makes the card: all is known but the level. */
export function PromoteSheet({ lead, onClose }: SheetProps) {
  const t = useWords(leadWords)
  const toast = useToast()
  const { go } = useNavigation()
  const promote = useDo(promoteLead, { refresh })
  return (
    <Sheet open title={t('promote')} onClose={onClose}>
      <Form<{ id: string; level: IntentLevel | '' }>
        initial={{ id: uuidv7(), level: lead.grade === 'A' ? 'H' : lead.grade === 'B' ? 'A' : '' }}
        required={['level']}
        submit={t('promote')}
        onSubmit={async ({ id, level }) => {
          const { opportunityId, ownerName } = await promote.mutateAsync({
            params: { id: lead.id },
            body: level === '' ? { id } : { id, level },
          })
          toast(t('promotedTo', { name: ownerName ?? '' }))
          go(`/cards/${opportunityId}`)
        }}
      >
        {(form) => (
          <Field group label={t('level')} hint={t('promoteHint')} {...form.field('level')}>
            <Choice<IntentLevel>
              value={form.values.level || undefined}
              onChange={(level) => form.set({ level })}
              options={levels.map(([value, word]) => ({ value, label: t(word) }))}
            />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}

/** Ends a lead that leads nowhere. */
export function CloseSheet({ lead, onClose }: SheetProps) {
  const t = useWords(leadWords)
  const toast = useToast()
  const close = useDo(closeLead, { refresh })
  return (
    <Sheet open title={t('close')} onClose={onClose}>
      <Form<{ reason: string }>
        initial={{ reason: '' }}
        required={['reason']}
        submit={t('close')}
        onSubmit={async ({ reason }) => {
          await close.mutateAsync({ params: { id: lead.id }, body: { reason } })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <Field label={t('whyClose')} {...form.field('reason')}>
            <TextArea rows={3} maxLength={500} {...form.input('reason')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}
