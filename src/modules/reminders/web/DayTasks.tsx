import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Failure } from '#ui/light/Feedback.tsx'
import { useWords } from '#ui/words.tsx'
import { listDayTasks, type Task } from '../contract.ts'
import { reminderWords } from '../words.ts'
import { TaskLine } from './TaskLine.tsx'
import { TaskSheet } from './TaskSheet.tsx'
import './reminders.css'

/** One's tasks of the day, beside the promises; nothing where there are none. */
export function DayTasks() {
  const t = useWords(reminderWords)
  const answer = useAsk(listDayTasks, {}, { live: ['reminders.tasks_changed'] })
  const [editing, setEditing] = useState<Task>()
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  const items = answer.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="k-stack" aria-label={t('tasks')}>
      <h2>{t('tasks')}</h2>
      <ul className="k-list">
        {items.map((task) => (
          <TaskLine key={task.id} task={task} withCustomer onEdit={() => setEditing(task)} />
        ))}
      </ul>
      {editing ? (
        <TaskSheet
          customerId={editing.customerId}
          task={editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </section>
  )
}
