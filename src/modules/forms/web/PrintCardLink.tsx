import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { formWords } from '../words.ts'

/** Leads from the customer's page to the card on paper. */
export function PrintCardLink({ customerId }: { customerId: string }) {
  const t = useWords(formWords)
  return (
    <Link className="k-button" to={`/customers/${customerId}/paper`}>
      {t('printCard')}
    </Link>
  )
}
