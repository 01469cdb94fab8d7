import { useCan, useSession } from '#ui/session.tsx'

/** Whether the person may change a customer of this owner; the server checks again. */
export function useMayEdit(ownerId: string | null): boolean {
  const { person } = useSession()
  const mayOwn = useCan('customers.write')
  const mayOthers = useCan('customers.write', 'team')
  return mayOthers || (mayOwn && ownerId === person.id)
}
