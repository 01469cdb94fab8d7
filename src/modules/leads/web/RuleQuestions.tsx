import type { FormFields } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { leadSettingsWords } from '../settings-words.ts'
import { QuestionOptions } from './QuestionOptions.tsx'
import { freshKey, type RuleQuestion, type RuleValues } from './rules-form.ts'

const mostQuestions = 20

/** The fixed questions of a verification call, each with its options, in the order they are asked. */
export function Questions({ form }: { form: FormFields<RuleValues> }) {
  const t = useWords(leadSettingsWords)
  const all = form.values.questions
  const put = (questions: RuleQuestion[]) => form.set({ questions })
  const set = (index: number, change: Partial<RuleQuestion>) =>
    put(all.map((one, at) => (at === index ? { ...one, ...change } : one)))
  const move = (from: number, to: number) =>
    put(all.toSpliced(from, 1).toSpliced(to, 0, all[from] as RuleQuestion))
  const { error } = form.field('questions')
  return (
    <section className="k-stack" aria-label={t('questions')}>
      <h2>{t('questions')}</h2>
      {error ? <Notice tone="overdue">{error}</Notice> : null}
      {all.map((question, index) => (
        <section
          key={question.key}
          className="k-card k-stack"
          aria-label={t('questionN', { n: index + 1 })}
        >
          <div className="k-spread">
            <h3>{t('questionN', { n: index + 1 })}</h3>
            <span className="k-line">
              <Button kind="quiet" disabled={index === 0} onClick={() => move(index, index - 1)}>
                {t('up')}
              </Button>
              <Button
                kind="quiet"
                disabled={index === all.length - 1}
                onClick={() => move(index, index + 1)}
              >
                {t('down')}
              </Button>
              <Button kind="quiet" onClick={() => put(all.toSpliced(index, 1))}>
                {t('remove')}
              </Button>
            </span>
          </div>
          <Field label={t('questionZh')} required>
            <TextInput value={question.zh} maxLength={200} onChange={(zh) => set(index, { zh })} />
          </Field>
          <Field label={t('questionEn')}>
            <TextInput value={question.en} maxLength={200} onChange={(en) => set(index, { en })} />
          </Field>
          <QuestionOptions
            q={index + 1}
            options={question.options}
            onChange={(options) => set(index, { options })}
          />
        </section>
      ))}
      <div>
        <Button
          disabled={all.length >= mostQuestions}
          onClick={() =>
            put([...all, { key: freshKey(all.map(({ key }) => key)), zh: '', en: '', options: [] }])
          }
        >
          {t('addQuestion')}
        </Button>
      </div>
    </section>
  )
}
