import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { changeChoices, getChoices, type mailChoices } from '../contract.ts'
import { reminderWords } from '../words.ts'

interface Values {
  mail: (typeof mailChoices)[number]
  address: string
}

/** Whether and how reminders also come by e-mail. */
export function MailCard() {
  const t = useWords(reminderWords)
  const toast = useToast()
  const answer = useAsk(getChoices, {})
  const change = useDo(changeChoices, { refresh: [getChoices] })
  const choices = answer.data
  return (
    <section className="k-card k-stack" aria-label={t('byMail')}>
      <h2>{t('byMail')}</h2>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!choices && !answer.error ? <Skeleton rows={2} /> : null}
      {choices && !choices.isMailSetUp ? <Notice>{t('mailNotSetUp')}</Notice> : null}
      {choices?.isMailSetUp ? (
        <Form<Values>
          focusFirst={false}
          initial={{ mail: choices.mail, address: choices.address }}
          required={['mail']}
          onSubmit={async (body) => {
            await change.mutateAsync({ body })
            toast(t('saved'))
          }}
        >
          {(form) => (
            <>
              <Field group label={t('byMail')} {...form.field('mail')}>
                <Choice<Values['mail']>
                  {...form.input('mail')}
                  options={[
                    { value: 'none', label: t('mailNone') },
                    { value: 'each', label: t('mailEach') },
                    { value: 'daily', label: t('mailDaily') },
                  ]}
                />
              </Field>
              <Field label={t('address')} {...form.field('address')}>
                <TextInput type="email" autoComplete="email" {...form.input('address')} />
              </Field>
            </>
          )}
        </Form>
      ) : null}
    </section>
  )
}
