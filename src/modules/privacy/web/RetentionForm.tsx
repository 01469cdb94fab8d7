import { useAsk, useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getRetention, type Retention, setRetention } from '../contract.ts'
import { privacyWords } from '../words.ts'
import './privacy.css'

interface Values {
  prospects: string
  attachments: string
}

const months = (text: string): number => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : -1)

/** How long data is kept; what a period would erase tonight is said before it is saved. */
export function RetentionForm() {
  const t = useWords(privacyWords)
  const isZh = useLocale() === 'zh'
  const answer = useAsk(getRetention, {})
  const mayChange = useCan('privacy.manage')
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton rows={4} height={48} />
  const { retention, fixed } = answer.data
  const said = (n: number) => (n === 0 ? t('keptForever') : t('monthsN', { n }))
  return (
    <div className="k-stack access-narrow">
      {mayChange ? (
        <Periods key={JSON.stringify(retention)} retention={retention} />
      ) : (
        <ul className="privacy-lines">
          <li>
            {t('keepProspects')}: {said(retention.prospects)}
          </li>
          <li>
            {t('keepAttachments')}: {said(retention.attachments)}
          </li>
        </ul>
      )}
      <h2>{t('fixed')}</h2>
      <ul className="privacy-lines">
        {fixed.map((one) => (
          <li key={one.en}>
            {isZh ? one.zh : one.en}: {t('days', { n: one.days })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Periods({ retention }: { retention: Retention }) {
  const t = useWords(privacyWords)
  const toast = useToast()
  const set = useDo(setRetention, { refresh: [getRetention] })
  return (
    <Form<Values>
      initial={{
        prospects: String(retention.prospects),
        attachments: String(retention.attachments),
      }}
      required={['prospects', 'attachments']}
      check={(values) => ({
        ...(months(values.prospects) < 0 || months(values.prospects) > 240
          ? { prospects: t('zeroKeeps') }
          : {}),
        ...(months(values.attachments) < 0 || months(values.attachments) > 240
          ? { attachments: t('zeroKeeps') }
          : {}),
      })}
      onSubmit={async (values) => {
        await set.mutateAsync({
          body: { prospects: months(values.prospects), attachments: months(values.attachments) },
        })
        toast(t('saved'))
      }}
    >
      {(form) => (
        <>
          <Field
            label={t('keepProspects')}
            hint={<Due kind="prospects" value={form.values.prospects} />}
            {...form.field('prospects')}
          >
            <TextInput inputMode="numeric" maxLength={3} {...form.input('prospects')} />
          </Field>
          <Field
            label={t('keepAttachments')}
            hint={<Due kind="attachments" value={form.values.attachments} />}
            {...form.field('attachments')}
          >
            <TextInput inputMode="numeric" maxLength={3} {...form.input('attachments')} />
          </Field>
        </>
      )}
    </Form>
  )
}

/** How many a period concerns tonight. */
function Due({ kind, value }: { kind: 'prospects' | 'attachments'; value: string }) {
  const t = useWords(privacyWords)
  const asked = months(value)
  const isAsked = asked > 0 && asked <= 240
  const answer = useAsk(
    getRetention,
    { query: kind === 'prospects' ? { prospects: asked } : { attachments: asked } },
    { when: isAsked, keep: true },
  )
  if (!isAsked) return <>{t('zeroKeeps')}</>
  const n = answer.data?.due[kind]
  return <>{n === undefined ? '…' : t('dueNow', { n })}</>
}
