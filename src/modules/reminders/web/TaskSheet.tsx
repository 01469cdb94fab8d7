import { useRef } from 'react'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  changeTask,
  listTaskPeople,
  makeTask,
  removeTask,
  restoreTask,
  type Task,
  type TaskKind,
  taskKinds,
} from '../contract.ts'
import { reminderWords } from '../words.ts'
import { taskRefresh } from './TaskLine.tsx'

interface Values {
  kind: TaskKind
  onDay: string
  atTime: string
  personId: string
  note: string
}

/** A new task, or one to be changed. */
export function TaskSheet(props: {
  customerId: string
  contactId?: string | undefined
  task?: Task
  onClose: () => void
}) {
  const { customerId, task, onClose } = props
  const t = useWords(reminderWords)
  const toast = useToast()
  const { person } = useSession()
  const today = dayOf(useNow(), useTimeZone())
  // One id for all tries of one task.
  const id = useRef(uuidv7())
  const people = useAsk(listTaskPeople, { params: { id: customerId } })
  const make = useDo(makeTask, { refresh: taskRefresh })
  const change = useDo(changeTask, { refresh: taskRefresh })
  const others = (people.data?.items ?? []).filter((one) => one.id !== person.id)
  const save = async ({ atTime, ...values }: Values) => {
    const body = { ...values, atTime: atTime === '' ? null : atTime }
    if (task)
      await change.mutateAsync({
        params: { id: task.id },
        body: { ...body, version: task.version },
      })
    else
      await make.mutateAsync({
        params: { id: customerId },
        body: {
          ...body,
          id: id.current,
          ...(props.contactId ? { contactId: props.contactId } : {}),
        },
      })
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t(task ? 'editTask' : 'newTask')}>
      <Form<Values>
        initial={{
          kind: task?.kind ?? 'call',
          onDay: task?.onDay ?? addDays(today, 1),
          atTime: task?.atTime ?? '',
          personId: task?.person.id ?? person.id,
          note: task?.note ?? '',
        }}
        required={['kind', 'onDay', 'personId']}
        submit={t('save')}
        onSubmit={save}
        actions={task ? <Remove task={task} onClose={onClose} /> : null}
        focusFirst={false}
      >
        {(form) => (
          <>
            <Field group label={t('taskWhat')} {...form.field('kind')}>
              <Choice<TaskKind>
                {...form.input('kind')}
                options={taskKinds.map((value) => ({ value, label: t(value) }))}
              />
            </Field>
            <Field label={t('onDay')} {...form.field('onDay')}>
              <TextInput type="date" min={today} {...form.input('onDay')} />
            </Field>
            <Field label={t('atTime')} {...form.field('atTime')}>
              <TextInput type="time" {...form.input('atTime')} />
            </Field>
            <Field label={t('who')} {...form.field('personId')}>
              <Select
                {...form.input('personId')}
                options={[
                  { value: person.id, label: t('me') },
                  ...others.map((one) => ({ value: one.id, label: one.name })),
                ]}
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

function Remove({ task, onClose }: { task: Task; onClose: () => void }) {
  const t = useWords(reminderWords)
  const locale = useLocale()
  const toast = useToast()
  const remove = useDo(removeTask, { refresh: taskRefresh })
  const restore = useDo(restoreTask, { refresh: taskRefresh })
  const params = { id: task.id }
  return (
    <Button
      kind="danger"
      busy={remove.isPending}
      onClick={() =>
        void remove
          .mutateAsync({ params })
          .then(() => {
            toast(t('removed'), { undo: () => restore.mutateAsync({ params }) })
            onClose()
          })
          .catch((error: unknown) => toast(sayError(error, locale)))
      }
    >
      {t('remove')}
    </Button>
  )
}
