import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#ui/light/Button.tsx'
import { useWords } from '#ui/words.tsx'
import { reminderWords } from '../words.ts'
import { TaskSheet } from './TaskSheet.tsx'

/** Makes a task on a customer: from their page, or while a contact is written down. */
export function NewTask(props: { customerId: string; contactId?: string }) {
  const t = useWords(reminderWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('newTask')}</Button>
      {/* Outside the sheet it may be opened from: a form within a form is none. */}
      {isOpen
        ? createPortal(
            <TaskSheet
              customerId={props.customerId}
              contactId={props.contactId}
              onClose={() => setOpen(false)}
            />,
            document.body,
          )
        : null}
    </>
  )
}
