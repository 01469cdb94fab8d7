import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  listRoadWords,
  roadOf,
  roadOfCustomer,
  roadWordsHistory,
  type StepText,
  saveRoadWords,
} from '../contract.ts'
import type { RoadStep } from '#shared/road-steps.ts'
import { roadWords } from '../words.ts'
import { itemsOf, sayItems } from './item-lines.ts'

const refresh = [listRoadWords, roadWordsHistory, roadOf, roadOfCustomer]

/** The words of one step in both languages, for the store or the group, with their history. */
export function StepWordsSheet(props: {
  step: RoadStep
  from: 'standard' | 'group' | 'store'
  words: StepText
  onClose: () => void
}) {
  const t = useWords(roadWords)
  const toast = useToast()
  const { step, words, onClose } = props
  const mayGroup = useCan('road.manage', 'group')
  const save = useDo(saveRoadWords, { refresh })
  const history = useAsk(roadWordsHistory, { params: { step } })
  const [level, setLevel] = useState<'store' | 'group'>('store')
  const [values, setValues] = useState(() => typed(words))
  const put = (some: Partial<typeof values>) => setValues({ ...values, ...some })
  const write = (given: StepText | null) =>
    save.mutate(
      { params: { step }, body: { level, words: given } },
      {
        onSuccess: () => {
          onClose()
          toast(t('saved'))
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write({
      todo: [values.todoZh.trim(), values.todoEn.trim()],
      say: [values.sayZh.trim(), values.sayEn.trim()],
      items: itemsOf(values.items, words.items),
    })
  }
  const area = (name: keyof ReturnType<typeof typed>, label: string, rows: number) => (
    <Field label={label}>
      <TextArea
        value={values[name]}
        onChange={(value) => put({ [name]: value })}
        rows={rows}
        maxLength={2000}
      />
    </Field>
  )
  return (
    <Sheet open onClose={onClose} title={t(`step_${step}`)}>
      <form className="k-form" noValidate onSubmit={submit}>
        {mayGroup ? (
          <Field label={t('level')} group required>
            <Choice
              value={level}
              onChange={setLevel}
              options={[
                { value: 'store', label: t('store') },
                { value: 'group', label: t('group') },
              ]}
            />
          </Field>
        ) : null}
        {area('todoZh', `${t('todo')} · ${t('zh')}`, 4)}
        {area('todoEn', `${t('todo')} · ${t('en')}`, 4)}
        {area('sayZh', `${t('say')} · ${t('zh')}`, 4)}
        {area('sayEn', `${t('say')} · ${t('en')}`, 4)}
        <Field label={t('checklist')} hint={t('itemsHint')}>
          <TextArea value={values.items} onChange={(items) => put({ items })} rows={5} />
        </Field>
        {save.error ? <Failure error={save.error} /> : null}
        <Button type="submit" kind="primary" wide busy={save.isPending}>
          {t('save')}
        </Button>
        {props.from === level ? (
          <Button busy={save.isPending} onClick={() => write(null)}>
            {t('reset')}
          </Button>
        ) : null}
      </form>
      <section className="k-stack" aria-label={t('history')}>
        <h3>{t('history')}</h3>
        {history.error ? <Failure error={history.error} /> : null}
        {history.data?.items.length === 0 ? <p className="k-muted">{t('noHistory')}</p> : null}
        {(history.data?.items ?? []).map((one) => {
          const { words: then } = one
          return (
            <div key={one.id} className="k-spread">
              <span>
                <When at={one.at} /> {one.by ?? ''} · {t(one.level)}{' '}
                {one.isReset ? t('wasReset') : ''}
              </span>
              {then ? (
                <Button kind="quiet" onClick={() => setValues(typed(then))}>
                  {t('takeThis')}
                </Button>
              ) : null}
            </div>
          )
        })}
      </section>
    </Sheet>
  )
}

function typed(words: StepText) {
  return {
    todoZh: words.todo[0],
    todoEn: words.todo[1],
    sayZh: words.say[0],
    sayEn: words.say[1],
    items: sayItems(words.items),
  }
}
