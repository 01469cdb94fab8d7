import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useUndo } from '#ui/undo.ts'
import { useWords } from '#ui/words.tsx'
import { getMorning, proposeShareOut, shareOut } from '../contract.ts'
import { meetingWords } from '../words.ts'

/** An absent consultant's day dealt to those present, by load; each line may be changed first. */
export function ShareOutSheet(props: { personId: string; day: string; onClose: () => void }) {
  const { personId, onClose } = props
  const t = useWords(meetingWords)
  const toast = useToast()
  const undo = useUndo()
  const [day, setDay] = useState(props.day)
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const proposal = useAsk(proposeShareOut, { query: { person: personId, day } }, { keep: true })
  const share = useDo(shareOut, { refresh: [getMorning, proposeShareOut] })
  const { data } = proposal
  const toOf = (id: string, proposed: string | null) => chosen[id] ?? proposed ?? ''
  const save = async () => {
    const shares = (data?.items ?? []).flatMap((line) => {
      const toId = toOf(line.opportunityId, line.toId)
      return toId ? [{ opportunityId: line.opportunityId, personId: toId }] : []
    })
    if (shares.length === 0) return
    const done = await share.mutateAsync({ body: { personId, day, shares } })
    onClose()
    toast(t('sharedOut', { n: done.count }), { undo: () => undo(done.operationId) })
  }
  const helpers = (data?.helpers ?? []).map((one) => ({
    value: one.id,
    label: `${t('loadOf', { name: one.name, n: one.load })}${one.isAway ? ` · ${t('away')}` : ''}`,
  }))
  return (
    <Sheet open onClose={onClose} title={t('shareOutOf', { name: data?.person.name ?? '' })}>
      <div className="k-form">
        <p className="k-muted">{t('shareOutHint')}</p>
        <Field label={t('day')} required>
          <TextInput type="date" value={day} onChange={setDay} />
        </Field>
        {proposal.error ? <Failure error={proposal.error} /> : null}
        {data === undefined ? (
          proposal.error ? null : (
            <Skeleton rows={4} />
          )
        ) : data.items.length === 0 ? (
          <EmptyState title={t('nothingToShare')} />
        ) : (
          <ul className="meeting-shares">
            {data.items.map((line) => (
              <li key={line.opportunityId}>
                <Field
                  label={
                    <>
                      <Badge tone={line.level}>{line.level}</Badge>{' '}
                      {line.customer ?? t('hiddenCustomer')} {line.series}
                    </>
                  }
                  required
                >
                  <Select
                    value={toOf(line.opportunityId, line.toId)}
                    onChange={(toId) => setChosen({ ...chosen, [line.opportunityId]: toId })}
                    placeholder={t('leaveWith')}
                    options={helpers}
                  />
                </Field>
              </li>
            ))}
          </ul>
        )}
        {share.error ? <Failure error={share.error} /> : null}
        {data && data.items.length > 0 ? (
          <Button
            kind="primary"
            wide
            busy={share.isPending}
            onClick={() => void save().catch(() => undefined)}
          >
            {t('shareOut')}
          </Button>
        ) : null}
      </div>
    </Sheet>
  )
}
