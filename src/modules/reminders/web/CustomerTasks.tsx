import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { useWords } from '#ui/words.tsx'
import { listCustomerTasks, type Task } from '../contract.ts'
import { reminderWords } from '../words.ts'
import { KeyDates } from './KeyDates.tsx'
import { TaskLine } from './TaskLine.tsx'
import { TaskSheet } from './TaskSheet.tsx'
import './reminders.css'

/** The open tasks on a customer, and the key dates of the cars; nothing where there are none. */
export function CustomerTasks({ customerId }: { customerId: string }) {
  return (
    <>
      <Tasks customerId={customerId} />
      <KeyDates customerId={customerId} />
    </>
  )
}

function Tasks({ customerId }: { customerId: string }) {
  const t = useWords(reminderWords)
  const answer = useAsk(
    listCustomerTasks,
    { params: { id: customerId } },
    { live: ['reminders.tasks_changed'] },
  )
  const [editing, setEditing] = useState<Task>()
  const items = answer.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section aria-label={t('tasks')}>
      <ul className="k-list">
        {items.map((task) => (
          <TaskLine key={task.id} task={task} onEdit={() => setEditing(task)} />
        ))}
      </ul>
      {editing ? (
        <TaskSheet customerId={customerId} task={editing} onClose={() => setEditing(undefined)} />
      ) : null}
    </section>
  )
}
