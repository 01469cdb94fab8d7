import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#ui/light/Button.tsx'
import { useWords } from '#ui/words.tsx'
import { appointmentWords } from '../words.ts'
import { NewAppointmentSheet } from './NewAppointmentSheet.tsx'

/**
 * The way to an appointment from the customer's page and from the sheet of a follow-up. The sheet
 * stands beside the page, as a form cannot stand in another form.
 */
export function MakeAppointment({ customerId }: { customerId: string }) {
  const t = useWords(appointmentWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('make')}</Button>
      {isOpen
        ? createPortal(
            <div onSubmit={(event) => event.stopPropagation()}>
              <NewAppointmentSheet customerId={customerId} onClose={() => setOpen(false)} />
            </div>,
            document.body,
          )
        : null}
    </>
  )
}
