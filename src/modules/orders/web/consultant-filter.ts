import { listColleagues } from '#modules/access/contract.ts'
import { useAsk } from '#ui/ask.ts'
import type { Filter } from '#ui/DataTable.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { orderWords } from '../words.ts'

/** Whose: oneself or a colleague who keeps cards; nothing for those who see their own only. */
export function useConsultantFilter(): Filter[] {
  const t = useWords(orderWords)
  const seesOthers = useCan('orders.read', 'team')
  const people = useAsk(listColleagues, {}, { when: seesOthers })
  if (!seesOthers) return []
  const colleagues = (people.data?.people ?? []).filter((one) => one.isConsultant)
  return [
    {
      name: 'owner',
      label: t('consultant'),
      kind: 'choice',
      options: [
        { value: 'me', label: t('mine') },
        ...colleagues.map((one) => ({ value: one.id, label: one.name })),
      ],
    },
  ]
}
