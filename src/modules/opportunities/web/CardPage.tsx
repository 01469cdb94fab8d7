import { useEffect } from 'react'
import { useAsk } from '#ui/ask.ts'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { getCard } from '../contract.ts'

/** The address of a card, as other screens know it: leads on to its customer. */
export function CardPage() {
  const { params, go } = useNavigation()
  const card = useAsk(getCard, { params: { id: params.id ?? '' } })
  const customerId = card.data?.customerId
  useEffect(() => {
    if (customerId !== undefined) go(`/customers/${customerId}`, { replace: true })
  }, [customerId, go])
  if (card.error) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  return <Skeleton rows={8} height={48} />
}
