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
import {
  closeLead,
  contactLead,
  getLead,
  type LeadGrade,
  type LeadRecord,
  leadGrades,
  listLeads,
  promoteLead,
} from '../contract.ts'
import { leadWords } from '../words.ts'

interface SheetProps {
  lead: LeadRecord
  onClose: () => void
}
const refresh = [getLead, listLeads]

/** What the call to a lead brought: its grade, and what was said. */
export function CallSheet({ lead, onClose }: SheetProps) {
  const t = useWords(leadWords)
  const toast = useToast()
  const note = useDo(contactLead, { refresh })
  return (
    <Sheet open title={t('noteCall')} onClose={onClose}>
      <Form<{ id: string; grade: LeadGrade | ''; note: string }>
        initial={{ id: uuidv7(), grade: '', note: '' }}
        required={['grade']}
        draft={`lead-call-${lead.id}`}
        onSubmit={async ({ id, grade, note: text }) => {
          await note.mutateAsync({
            params: { id: lead.id },
            body: { id, grade: grade || 'unreached', note: text },
          })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <>
            <Field group label={t('result')} hint={t('phoneFirst')} {...form.field('grade')}>
              <Choice<LeadGrade>
                value={form.values.grade || undefined}
                onChange={(grade) => form.set({ grade })}
                options={leadGrades.map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            <Field label={t('note')} {...form.field('note')}>
              <TextArea rows={3} maxLength={4000} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
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
