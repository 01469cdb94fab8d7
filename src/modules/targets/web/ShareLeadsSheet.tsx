import { useState } from 'react'
import { assignLeads } from '#modules/leads/contract.ts'
import { useAsk, useDo, useRefresh } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getWorkload, proposeLeadShares } from '../contracts/workload.ts'
import { targetWords } from '../words.ts'

/** Leads nobody has, each to whoever then has the fewest; shown before they are given. */
export function ShareLeadsSheet(props: { onClose: () => void }) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const toast = useToast()
  const refresh = useRefresh()
  const [isBusy, setBusy] = useState(false)
  const proposal = useAsk(proposeLeadShares, {})
  const assign = useDo(assignLeads)
  const { data } = proposal
  const give = async () => {
    if (!data) return
    setBusy(true)
    try {
      let count = 0
      for (const person of data.people) {
        const leadIds = data.leads
          .filter((lead) => lead.toId === person.personId)
          .map((lead) => lead.leadId)
        if (leadIds.length === 0) continue
        const done = await assign.mutateAsync({
          body: {
            leadIds,
            // Nobody's, as proposed: what somebody took meanwhile stays theirs.
            seen: leadIds.map(() => null),
            ownerId: person.personId,
            reason: t('shareLeads'),
          },
        })
        count += done.assigned
      }
      toast(t('given', { n: count }))
      props.onClose()
    } catch (failure) {
      toast(sayError(failure, locale))
    } finally {
      setBusy(false)
      await refresh(getWorkload, proposeLeadShares)
    }
  }
  return (
    <Sheet open onClose={props.onClose} title={t('shareLeads')}>
      <div className="k-form">
        {proposal.error ? <Failure error={proposal.error} /> : null}
        {data === undefined && !proposal.error ? <Skeleton rows={4} /> : null}
        {data && data.leads.length === 0 ? (
          <EmptyState title={t(data.people.length === 0 ? 'nobodyPresent' : 'nothingToShare')}>
            {data.people.length === 0 ? t('nobodyPresentHint') : null}
          </EmptyState>
        ) : null}
        {data && data.leads.length > 0 ? (
          <>
            <table className="goal-table">
              <thead>
                <tr>
                  <th scope="col">{t('receivers')}</th>
                  <th scope="col">{t('current')}</th>
                  <th scope="col">{t('gets')}</th>
                  <th scope="col">{t('afterwards')}</th>
                </tr>
              </thead>
              <tbody>
                {data.people.map((one) => (
                  <tr key={one.personId}>
                    <th scope="row">{one.name}</th>
                    <td>{one.now}</td>
                    <td>{one.gets}</td>
                    <td>{one.now + one.gets}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {assign.error ? <Failure error={assign.error} /> : null}
            <Button
              kind="primary"
              wide
              busy={isBusy}
              onClick={() => void give().catch(() => undefined)}
            >
              {t('give')}
            </Button>
          </>
        ) : null}
      </div>
    </Sheet>
  )
}
