import { type ReactNode, useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type Claim,
  type ClaimResult,
  claimResults,
  claimsOfCustomer,
  decideClaim,
  listClaims,
  withdrawClaim,
} from '../contracts/claims.ts'
import { neverLostWords } from '../never-lost-words.ts'

const refresh = [listClaims, claimsOfCustomer]

/** One claim with the evidence of both, side by side, as it was when it was filed. */
export function ClaimCard({ claim }: { claim: Claim }) {
  const t = useWords(neverLostWords)
  const [isDeciding, setIsDeciding] = useState(false)
  const withdraw = useDo(withdrawClaim, { refresh })
  const { holder, claimant, rule } = claim.evidence
  const day = (at: string | null) => (at ? <When at={at} /> : '—')
  const rows: [string, ReactNode, ReactNode][] = [
    [t('since'), day(holder.since), day(claimant.since)],
    [t('lastContact'), day(holder.lastReachedOn), day(claimant.lastReachedOn)],
    [t('contacts30'), holder.contacts30, claimant.contacts30],
    [t('appointments'), holder.appointments, claimant.appointments],
  ]
  return (
    <section className="k-card k-stack" aria-label={`${claim.claimantName} → ${claim.holderName}`}>
      <div className="k-spread">
        <h2>
          {claim.customerId && claim.customerName ? (
            <Link to={`/customers/${claim.customerId}`}>{claim.customerName}</Link>
          ) : (
            t('hiddenCustomer')
          )}
        </h2>
        <Badge tone={claim.state === 'open' ? 'due' : claim.state === 'decided' ? 'done' : 'plain'}>
          {claim.state === 'open'
            ? t('open')
            : claim.state === 'withdrawn'
              ? t('withdrawn')
              : t(claim.decision ?? 'stays')}
        </Badge>
      </div>
      <p>
        {claim.reason}{' '}
        <span className="k-muted">
          {claim.claimantName} · <When at={claim.createdAt} />
        </span>
      </p>
      <div className="care-scroll" role="region" aria-label={t('holder')} tabIndex={0}>
        <table className="care-table">
          <thead>
            <tr>
              <td />
              <th>
                {t('holder')} {claim.holderName}
              </th>
              <th>
                {t('claimant')} {claim.claimantName}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, one, other]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{one}</td>
                <td>{other}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="k-muted">
        {t('proposal', { what: t(claim.proposal) })} · {t(rule)}
      </p>
      {claim.state === 'decided' ? (
        <p>
          {t('decided', { name: claim.decidedByName ?? '', what: t(claim.decision ?? 'stays') })} ·{' '}
          {claim.decisionReason}
        </p>
      ) : null}
      {withdraw.error ? <Failure error={withdraw.error} /> : null}
      {claim.mayDecide ? (
        <Button kind="primary" onClick={() => setIsDeciding(true)}>
          {t('decide')}
        </Button>
      ) : null}
      {claim.state === 'open' && claim.isMine ? (
        <Button
          busy={withdraw.isPending}
          onClick={() => withdraw.mutate({ params: { id: claim.id } })}
        >
          {t('withdraw')}
        </Button>
      ) : null}
      {isDeciding ? <DecideSheet claim={claim} onClose={() => setIsDeciding(false)} /> : null}
    </section>
  )
}

function DecideSheet({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const t = useWords(neverLostWords)
  const toast = useToast()
  const decide = useDo(decideClaim, { refresh })
  const [decision, setDecision] = useState<ClaimResult>(claim.proposal)
  const [reason, setReason] = useState('')
  const submit = () =>
    decide.mutate(
      { params: { id: claim.id }, body: { decision, reason } },
      {
        onSuccess: () => {
          toast(t('decidedToast'))
          onClose()
        },
      },
    )
  return (
    <Sheet open onClose={onClose} title={t('decide')}>
      <div className="k-stack">
        <p className="k-muted">{t('proposal', { what: t(claim.proposal) })}</p>
        <Field label={t('decision')} group required>
          <Choice<ClaimResult>
            value={decision}
            onChange={setDecision}
            options={claimResults.map((value) => ({ value, label: t(value) }))}
          />
        </Field>
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
        {decide.error ? <Failure error={decide.error} /> : null}
        <Button
          kind="primary"
          busy={decide.isPending}
          disabled={reason.trim().length < 2}
          onClick={submit}
        >
          {t('decide')}
        </Button>
      </div>
    </Sheet>
  )
}
