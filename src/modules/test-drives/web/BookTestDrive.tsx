import { useState } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { useWords } from '#ui/words.tsx'
import { testDriveWords } from '../words.ts'
import { NewTestDriveSheet } from './NewTestDriveSheet.tsx'

/** The way to a test drive from the customer's page. */
export function BookTestDrive({ customerId }: { customerId: string }) {
  const t = useWords(testDriveWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('book')}</Button>
      {isOpen ? <NewTestDriveSheet customerId={customerId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
