import { useState } from 'react'
import { Button } from '#ui/light/Button.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { duplicateWords } from '../duplicate-words.ts'
import { CustomerPicker } from './CustomerPicker.tsx'

/** Leads to the merge of this customer, who stays, with another one that is picked. */
export function MergeWith({ customerId }: { customerId: string }) {
  const t = useWords(duplicateWords)
  const { go } = useNavigation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('mergeWith')}</Button>
      {isOpen ? (
        <Sheet open onClose={() => setIsOpen(false)} title={t('mergeWith')}>
          <div className="k-stack">
            <CustomerPicker
              label={t('otherCustomer')}
              hint={t('otherHint')}
              value={null}
              required
              exclude={[customerId]}
              onChange={(picked) => {
                if (picked) go(`/merge?kept=${customerId}&gone=${picked.id}`)
              }}
            />
          </div>
        </Sheet>
      ) : null}
    </>
  )
}
