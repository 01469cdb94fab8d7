import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getRotation } from '../contract.ts'
import { decideLeave, type Leave, listLeaves, withdrawLeave } from '../contracts/rotation.ts'
import { showroomWords } from '../words.ts'
import { LeaveSheet } from './LeaveSheet.tsx'
import { kindOfLeave, partOfLeave, stateOfLeave } from './leave-words.ts'

const refresh = [listLeaves, getRotation]

/** Who is away when: planned by the manager, asked for by oneself, decided here. */
export function LeavesPart() {
  const t = useWords(showroomWords)
  const plans = useCan('rotation.plan', 'store')
  const leaves = useAsk(listLeaves, { query: { limit: 200 } }, { live: ['showroom.*'] })
  const [isNew, setNew] = useState(false)
  const items = leaves.data?.items ?? []
  return (
    <section className="k-stack" aria-label={t('leaves')}>
      <div className="k-line">
        <Button kind="primary" onClick={() => setNew(true)}>
          {t(plans ? 'planLeave' : 'askForLeave')}
        </Button>
      </div>
      {leaves.error ? <Failure error={leaves.error} onRetry={() => void leaves.refetch()} /> : null}
      {leaves.data === undefined && !leaves.error ? <Skeleton rows={5} /> : null}
      {leaves.data && items.length === 0 ? (
        <EmptyState title={t('noLeaves')}>{t('noLeavesHint')}</EmptyState>
      ) : null}
      {items.length > 0 ? (
        <List label={t('leaves')}>
          {items.map((leave) => (
            <LeaveRow key={leave.id} leave={leave} plans={plans} />
          ))}
        </List>
      ) : null}
      {isNew ? <LeaveSheet plans={plans} onClose={() => setNew(false)} /> : null}
    </section>
  )
}

function LeaveRow({ leave, plans }: { leave: Leave; plans: boolean }) {
  const t = useWords(showroomWords)
  const me = useSession().person.id
  const decide = useDo(decideLeave, { refresh })
  const withdraw = useDo(withdrawLeave, { refresh })
  const [isRefusing, setRefusing] = useState(false)
  const params = { id: leave.id }
  const isAsked = leave.state === 'asked'
  const mayTakeBack = leave.state !== 'refused' && (plans || (isAsked && leave.person.id === me))
  return (
    <Row>
      <strong>{leave.person.name}</strong> <When at={leave.from} />
      {leave.to === leave.from ? null : (
        <>
          {' – '}
          <When at={leave.to} />
        </>
      )}{' '}
      <Badge tone={isAsked ? 'due' : leave.state === 'approved' ? 'done' : 'blocked'}>
        {t(stateOfLeave[leave.state])}
      </Badge>
      <div className="k-muted">
        {[t(kindOfLeave[leave.kind]), t(partOfLeave[leave.part]), leave.note, leave.decisionReason]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <div className="k-line">
        {plans && isAsked ? (
          <>
            <Button
              kind="primary"
              busy={decide.isPending}
              onClick={() =>
                decide.mutate({
                  params,
                  body: { decision: 'approved', version: leave.version },
                })
              }
            >
              {t('approve')}
            </Button>
            <Button onClick={() => setRefusing(true)}>{t('refuse')}</Button>
          </>
        ) : null}
        {mayTakeBack ? (
          <Button
            busy={withdraw.isPending}
            onClick={() => withdraw.mutate({ params, body: { version: leave.version } })}
          >
            {t('takeBack')}
          </Button>
        ) : null}
      </div>
      {decide.error ? <Failure error={decide.error} /> : null}
      {withdraw.error ? <Failure error={withdraw.error} /> : null}
      {isRefusing ? (
        <RefuseSheet
          busy={decide.isPending}
          onClose={() => setRefusing(false)}
          onRefuse={(reason) =>
            decide.mutate(
              { params, body: { decision: 'refused', reason, version: leave.version } },
              { onSettled: () => setRefusing(false) },
            )
          }
        />
      ) : null}
    </Row>
  )
}

function RefuseSheet(props: {
  busy: boolean
  onClose: () => void
  onRefuse: (reason: string) => void
}) {
  const t = useWords(showroomWords)
  const [reason, setReason] = useState('')
  return (
    <Sheet open onClose={props.onClose} title={t('refuse')}>
      <form
        className="k-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim().length >= 2) props.onRefuse(reason.trim())
        }}
      >
        <Field label={t('refuseReason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={300} autoFocus />
        </Field>
        <Button
          type="submit"
          kind="primary"
          wide
          busy={props.busy}
          disabled={reason.trim().length < 2}
        >
          {t('refuse')}
        </Button>
      </form>
    </Sheet>
  )
}
