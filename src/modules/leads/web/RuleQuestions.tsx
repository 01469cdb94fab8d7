import type { FormFields } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import { leadSettingsWords } from '../settings-words.ts'
import { freshKey, type RuleQuestion, type RuleValues } from './rules-form.ts'

/** The fixed questions of a verification call, each with its options as lines. */
export function Questions({ form }: { form: FormFields<RuleValues> }) {
  const t = useWords(leadSettingsWords)
  const all = form.values.questions
  const put = (questions: RuleQuestion[]) => form.set({ questions })
  const set = (index: number, change: Partial<RuleQuestion>) =>
    put(all.map((one, at) => (at === index ? { ...one, ...change } : one)))
  const { error } = form.field('questions')
  return (
    <section className="k-stack" aria-label={t('questions')}>
      <h2>{t('questions')}</h2>
      {error ? <Notice tone="overdue">{error}</Notice> : null}
      {all.map((question, index) => (
        <div key={question.key} className="k-card k-stack">
          <Field label={t('questionZh')} required>
            <TextInput value={question.zh} maxLength={200} onChange={(zh) => set(index, { zh })} />
          </Field>
          <Field label={t('questionEn')}>
            <TextInput value={question.en} maxLength={200} onChange={(en) => set(index, { en })} />
          </Field>
          <div className="leads-lines">
            <Field label={t('options')} hint={t('optionsHint')}>
              <TextArea
                rows={Math.max(2, question.typed.split('\n').length)}
                value={question.typed}
                onChange={(typed) => set(index, { typed })}
              />
            </Field>
          </div>
          <div className="k-line">
            {index > 0 ? (
              <Button
                onClick={() => put(all.toSpliced(index, 1).toSpliced(index - 1, 0, question))}
              >
                {t('up')}
              </Button>
            ) : null}
            <Button onClick={() => put(all.toSpliced(index, 1))}>{t('remove')}</Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          onClick={() =>
            put([
              ...all,
              {
                key: freshKey(all.map(({ key }) => key)),
                zh: '',
                en: '',
                kind: 'text',
                options: [],
                typed: '',
              },
            ])
          }
        >
          {t('addQuestion')}
        </Button>
      </div>
    </section>
  )
}
