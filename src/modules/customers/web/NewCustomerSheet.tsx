import { Sheet } from '#ui/light/Sheet.tsx'
import { useWords } from '#ui/words.tsx'
import { customerWords } from '../words.ts'
import { NewCustomerPart } from './NewCustomerPart.tsx'

/** Adds a customer without a card, from the list. */
export function NewCustomerSheet(props: { onClose: () => void; onCreated: (id: string) => void }) {
  const t = useWords(customerWords)
  return (
    <Sheet open onClose={props.onClose} title={t('newCustomer')}>
      <NewCustomerPart
        typed=""
        onCancel={props.onClose}
        onCreated={(customer) => props.onCreated(customer.id)}
      />
    </Sheet>
  )
}
