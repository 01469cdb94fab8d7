import type { Day } from '#shared/days.ts'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type CalendarMark, listMarks, removeMark, setMark } from '../contract.ts'
import { dictionaryWords } from '../words.ts'

/** The group's mark of a day: a public holiday or a make-up workday, with its name. */
export function MarkForm(props: { day: Day; mark: CalendarMark | undefined; onDone: () => void }) {
  const { day, mark } = props
  const t = useWords(dictionaryWords)
  const locale = useLocale()
  const toast = useToast()
  const set = useDo(setMark, { refresh: [listMarks] })
  const remove = useDo(removeMark, { refresh: [listMarks] })
  const takeOff = async (old: CalendarMark) => {
    try {
      await remove.mutateAsync({ params: { day }, query: { version: old.version } })
      const { kind, name, nameEn, isEstimated } = old
      const body = { version: 0, kind, name, nameEn, isEstimated }
      toast(t('noMark'), { undo: () => set.mutateAsync({ params: { day }, body }) })
      props.onDone()
    } catch (error) {
      toast(sayError(error, locale))
    }
  }
  return (
    <section className="k-stack" aria-label={t('markOfDay')}>
      <h3>
        {t('markOfDay')} {mark?.isEstimated ? <small>{t('estimated')}</small> : null}
      </h3>
      <Form
        initial={{
          kind: mark?.kind ?? 'holiday',
          name: mark?.name ?? '',
          nameEn: mark?.nameEn ?? '',
        }}
        required={['kind', 'name']}
        submit={t('saveMark')}
        focusFirst={false}
        onSubmit={async (values) => {
          // What a person has set is no estimate any more.
          const body = { version: mark?.version ?? 0, ...values, isEstimated: false }
          await set.mutateAsync({ params: { day }, body })
          toast(t('saved'))
          props.onDone()
        }}
        actions={
          mark ? (
            <Button kind="danger" busy={remove.isPending} onClick={() => void takeOff(mark)}>
              {t('removeMark')}
            </Button>
          ) : null
        }
      >
        {(form) => (
          <>
            <Field group label={t('markKind')} {...form.field('kind')}>
              <Choice
                label={t('markKind')}
                {...form.input('kind')}
                options={[
                  { value: 'holiday', label: t('holidayLong') },
                  { value: 'makeup-workday', label: t('makeupLong') },
                ]}
              />
            </Field>
            <Field label={t('markName')} {...form.field('name')}>
              <TextInput maxLength={40} {...form.input('name')} />
            </Field>
            <Field label={t('markNameEn')} {...form.field('nameEn')}>
              <TextInput maxLength={60} {...form.input('nameEn')} />
            </Field>
          </>
        )}
      </Form>
    </section>
  )
}
