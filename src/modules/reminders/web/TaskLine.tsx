import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  completeTask,
  countReminders,
  listCustomerTasks,
  listDayTasks,
  reopenTask,
  type Task,
} from '../contract.ts'
import { reminderWords } from '../words.ts'

export const taskRefresh = [listDayTasks, listCustomerTasks, countReminders]

/** One task: what, for whom, until when; one tap completes it, with undo. */
export function TaskLine(props: { task: Task; withCustomer?: boolean; onEdit: () => void }) {
  const { task } = props
  const t = useWords(reminderWords)
  const locale = useLocale()
  const toast = useToast()
  const { person } = useSession()
  const complete = useDo(completeTask, { refresh: taskRefresh })
  const reopen = useDo(reopenTask, { refresh: taskRefresh })
  const params = { id: task.id }
  const name = t(task.kind)
  const finish = () =>
    void complete
      .mutateAsync({ params })
      .then(() => toast(t('taskDone'), { undo: () => reopen.mutateAsync({ params }) }))
      .catch((error: unknown) => toast(sayError(error, locale)))
  const isDone = task.doneAt !== null
  return (
    <li className="reminders-line">
      <div className="k-row">
        <span className="k-row-main">
          <span className="k-line">
            <strong>{name}</strong>
            {props.withCustomer ? (
              <Link to={`/customers/${task.customerId}`}>{task.customerName}</Link>
            ) : null}
            {isDone ? (
              <Badge tone="done">{t('done')}</Badge>
            ) : (
              <Badge tone={task.isLate ? 'overdue' : 'due'}>
                {task.isLate ? `${t('late')} ` : ''}
                <When at={task.onDay} /> {task.atTime ?? ''}
              </Badge>
            )}
          </span>
          <small className="k-muted">
            {[
              task.note,
              props.withCustomer ? '' : task.person.name,
              task.createdBy.id === task.person.id || task.createdBy.id === person.id
                ? ''
                : t('fromWhom', { name: task.createdBy.name }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
      </div>
      {task.mayChange && !isDone ? (
        <>
          <Button kind="quiet" onClick={props.onEdit}>
            {t('edit')}
          </Button>
          <Button
            busy={complete.isPending}
            aria-label={t('doneTask', { task: name, customer: task.customerName })}
            onClick={finish}
          >
            {t('done')}
          </Button>
        </>
      ) : null}
    </li>
  )
}
