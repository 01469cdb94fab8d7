import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import {
  type Appointment,
  getAppointment,
  listAppointments,
  recordArrival,
  undoAppointment,
} from '../contract.ts'
import { appointmentWords } from '../words.ts'
import { CancelPart, ChangePart, MovePart } from './AppointmentForms.tsx'
import { sayOverlaps, toneOf } from './say-appointment.ts'

const refresh = [listAppointments, getAppointment]
type Part = 'move' | 'cancel' | 'change'

/** One appointment, and everything that can be done with it: come, moved, cancelled, taken back. */
export function AppointmentSheet(props: { id: string; onClose: () => void }) {
  const t = useWords(appointmentWords)
  const found = useAsk(getAppointment, { params: { id: props.id } }, { live: ['appointments.*'] })
  const one = found.data
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={one ? t('appointmentOf', { name: one.customer.name }) : t('appointment')}
    >
      <div className="k-stack">
        {found.error ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
        {one === undefined && !found.error ? <Skeleton rows={4} /> : null}
        {one ? (
          <>
            <dl className="appointment-facts">
              <dt>{t('time')}</dt>
              <dd>
                <When at={one.startsAt} />{' '}
                <Badge tone={toneOf(one.state, false)}>{t(one.state)}</Badge>
              </dd>
              <dt>{t('length')}</dt>
              <dd>
                {t('minutes', {
                  n: (Date.parse(one.endsAt) - Date.parse(one.startsAt)) / 60_000,
                })}
              </dd>
              <dt>{t('purpose')}</dt>
              <dd>{t(one.purpose)}</dd>
              <dt>{t('consultant')}</dt>
              <dd>{one.consultant.name}</dd>
              {one.note ? (
                <>
                  <dt>{t('note')}</dt>
                  <dd>{one.note}</dd>
                </>
              ) : null}
              {one.reason ? (
                <>
                  <dt>{t('reason')}</dt>
                  <dd>{one.reason}</dd>
                </>
              ) : null}
            </dl>
            {one.overlaps.length > 0 ? <Notice tone="blocked">{sayOverlaps(t, one)}</Notice> : null}
            <Actions appointment={one} onClose={props.onClose} />
            {one.chain.length > 1 ? <Chain chain={one.chain} id={one.id} /> : null}
          </>
        ) : null}
      </div>
    </Sheet>
  )
}

function Actions({ appointment, onClose }: { appointment: Appointment; onClose: () => void }) {
  const t = useWords(appointmentWords)
  const toast = useToast()
  const { go } = useNavigation()
  const writes = useCan('appointments.write')
  const seesCustomers = useCan('customers.read')
  const [part, setPart] = useState<Part>()
  const arrive = useDo(recordArrival, { refresh })
  const undo = useDo(undoAppointment, { refresh })
  const { id, version, state } = appointment
  const isWaiting = state === 'planned' || state === 'no_show'
  const takeBack = (of: { id: string; version: number }) =>
    undo.mutateAsync({ params: { id: of.id }, body: { version: of.version } })
  const come = () =>
    arrive.mutate(
      { params: { id }, body: { version } },
      {
        onSuccess: (shown) => {
          onClose()
          toast(t('marked'), { undo: () => takeBack(shown) })
        },
      },
    )
  if (writes && part === 'move') return <MovePart appointment={appointment} onDone={onClose} />
  if (writes && part === 'cancel') return <CancelPart appointment={appointment} onDone={onClose} />
  if (writes && part === 'change')
    return <ChangePart appointment={appointment} onDone={() => setPart(undefined)} />
  return (
    <div className="k-line">
      {writes && isWaiting ? (
        <>
          <Button kind="primary" busy={arrive.isPending} onClick={come}>
            {t('markShown')}
          </Button>
          <Button onClick={() => setPart('move')}>{t('move')}</Button>
          {state === 'planned' ? (
            <Button onClick={() => setPart('change')}>{t('change')}</Button>
          ) : null}
          <Button onClick={() => setPart('cancel')}>{t('cancel')}</Button>
        </>
      ) : null}
      {writes && !isWaiting ? (
        <Button
          busy={undo.isPending}
          onClick={() =>
            void takeBack(appointment).then(
              () => toast(t('undone')),
              () => undefined,
            )
          }
        >
          {t('undo')}
        </Button>
      ) : null}
      {seesCustomers ? (
        <Button kind="quiet" onClick={() => go(`/customers/${appointment.customer.id}`)}>
          {t('openCustomer')}
        </Button>
      ) : null}
      {arrive.error ? <Failure error={arrive.error} /> : null}
      {undo.error ? <Failure error={undo.error} /> : null}
    </div>
  )
}

function Chain(props: {
  chain: readonly {
    id: string
    startsAt: string
    state: Appointment['state']
    reason: string
    by: string | null
  }[]
  id: string
}) {
  const t = useWords(appointmentWords)
  return (
    <section className="k-stack" aria-label={t('history')}>
      <h3>{t('history')}</h3>
      <List label={t('history')}>
        {props.chain.map((one) => (
          <Row key={one.id} end={<Badge tone={toneOf(one.state, false)}>{t(one.state)}</Badge>}>
            <When at={one.startsAt} /> {one.by ? <span className="k-muted">{one.by}</span> : null}
            {one.reason ? <div className="k-muted">{one.reason}</div> : null}
          </Row>
        ))}
      </List>
    </section>
  )
}
