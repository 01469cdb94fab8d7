import { revealPhones } from '#modules/customers/contract.ts'
import { useDo } from '#ui/ask.ts'

/**
 * Opens the dialler with a customer's first number; the reveal is logged by itself as follow-up.
 * Throws CallError when the number may not be seen.
 */
export function useCall() {
  const reveal = useDo(revealPhones)
  return {
    isBusy: reveal.isPending,
    call: async (customerId: string, reason?: string) => {
      const { phones } = await reveal.mutateAsync({ params: { id: customerId }, body: { reason } })
      const first = phones[0]
      if (first) window.location.href = `tel:${first.dial}`
      return phones
    },
  }
}
