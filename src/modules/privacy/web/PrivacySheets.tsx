import { uuidv7 } from '#shared/ids.ts'
import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getCustomer } from '#modules/customers/contract.ts'
import {
  type Channel,
  channels,
  consentSources,
  eraseCustomer,
  getAccessPackage,
  getConsentCentre,
  purposes,
  recordConsent,
  setDoNotContact,
} from '../contract.ts'
import { privacyWords } from '../words.ts'

type Source = (typeof consentSources)[number]
type Purpose = (typeof purposes)[number]
interface SheetProps {
  customerId: string
  onClose: () => void
}
/** How a person can say it to somebody; imports record theirs themselves. */
const spoken = consentSources.filter((source) => source !== 'import')
const refresh = [getConsentCentre, getCustomer]

/** What a person agreed to, or took back, and how they said so. */
export function ConsentSheet({ customerId, isGiven, onClose }: SheetProps & { isGiven: boolean }) {
  const t = useWords(privacyWords)
  const toast = useToast()
  const record = useDo(recordConsent, { refresh })
  return (
    <Sheet open title={t(isGiven ? 'giveConsent' : 'withdrawConsent')} onClose={onClose}>
      <Form<{ id: string; purposes: Purpose[]; source: Source | ''; note: string }>
        initial={{ id: uuidv7(), purposes: ['service', 'sales'], source: '', note: '' }}
        required={['source']}
        onSubmit={async ({ id, source, note, purposes: chosen }) => {
          await record.mutateAsync({
            params: { id: customerId },
            body: {
              id,
              isGiven,
              source: source || 'verbal',
              note,
              purposes: isGiven ? chosen : [],
            },
          })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <>
            {isGiven ? (
              <Field group label={t('purposes')} {...form.field('purposes')}>
                <Checks
                  options={purposes.map((value) => ({ value, label: t(value) }))}
                  value={form.values.purposes}
                  onChange={(value) => form.set({ purposes: value })}
                />
              </Field>
            ) : null}
            <Field group label={t('source')} {...form.field('source')}>
              <Choice<Source>
                value={form.values.source || undefined}
                onChange={(source) => form.set({ source })}
                options={spoken.map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            <Field label={t('note')} {...form.field('note')}>
              <TextInput maxLength={500} {...form.input('note')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}

/** On which ways the person does not want to be contacted. */
export function NotContactSheet({ customerId, now, onClose }: SheetProps & { now: string[] }) {
  const t = useWords(privacyWords)
  const toast = useToast()
  const set = useDo(setDoNotContact, { refresh })
  return (
    <Sheet open title={t('doNotContact')} onClose={onClose}>
      <Form<{ channels: Channel[]; reason: string }>
        initial={{ channels: channels.filter((one) => now.includes(one)), reason: '' }}
        required={['reason']}
        onSubmit={async (body) => {
          await set.mutateAsync({ params: { id: customerId }, body })
          toast(t('saved'))
          onClose()
        }}
      >
        {(form) => (
          <>
            <Field
              group
              label={t('channels')}
              hint={t('doNotContactHint')}
              {...form.field('channels')}
            >
              <Checks
                options={channels.map((value) => ({ value, label: t(value) }))}
                value={form.values.channels}
                onChange={(value) => form.set({ channels: value })}
              />
            </Field>
            <Field label={t('reason')} {...form.field('reason')}>
              <TextInput maxLength={500} {...form.input('reason')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}

/** Everything kept of the person, for the person. */
export function AccessSheet({ customerId, onClose }: SheetProps) {
  const t = useWords(privacyWords)
  return (
    <Sheet open title={t('package')} onClose={onClose}>
      <Form<{ reason: string }>
        initial={{ reason: '' }}
        required={['reason']}
        submit={t('makePackage')}
        onSubmit={async ({ reason }) => {
          await download(getAccessPackage, { params: { id: customerId }, query: { reason } })
          onClose()
        }}
      >
        {(form) => (
          <Field label={t('reason')} hint={t('packageHint')} {...form.field('reason')}>
            <TextInput maxLength={500} {...form.input('reason')} />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}

/** Erasing asks twice: why, and that the person themselves asked. */
export function EraseSheet({ customerId, onClose }: SheetProps) {
  const t = useWords(privacyWords)
  const locale = useLocale()
  const toast = useToast()
  const erase = useDo(eraseCustomer, { refresh })
  const [id] = useState(() => uuidv7())
  const [reason, setReason] = useState('')
  const [isSure, setIsSure] = useState(false)
  const [error, setError] = useState('')
  return (
    <Sheet open title={t('erase')} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault()
          erase.mutateAsync({ params: { id: customerId }, body: { id, reason } }).then(
            () => {
              toast(t('erased'))
              onClose()
            },
            (failure: unknown) => setError(sayError(failure, locale)),
          )
        }}
      >
        {error ? <Notice tone="overdue">{error}</Notice> : null}
        <Notice tone="blocked">{t('eraseHint')}</Notice>
        <Field label={t('reason')} required>
          <TextArea rows={2} maxLength={500} value={reason} onChange={setReason} />
        </Field>
        <div className="privacy-checks">
          <label>
            <input
              type="checkbox"
              checked={isSure}
              onChange={(event) => setIsSure(event.target.checked)}
            />
            {t('eraseConfirm')}
          </label>
        </div>
        <Button
          kind="danger"
          type="submit"
          wide
          busy={erase.isPending}
          disabled={!isSure || reason.trim().length < 2}
        >
          {t('erase')}
        </Button>
      </form>
    </Sheet>
  )
}

function Checks<T extends string>(props: {
  options: { value: T; label: string }[]
  value: T[]
  onChange: (value: T[]) => void
}) {
  const { options, value, onChange } = props
  return (
    <div className="privacy-checks">
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...value, option.value]
                  : value.filter((one) => one !== option.value),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
