import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { getTestDrive, listTestDrives, ratingItems, undoTestDrive } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import { EndPart, MovePart } from './ChangeParts.tsx'
import { BackPart, FeedbackPart, LeavePart } from './DriveParts.tsx'
import type { DriveView } from './drive-view.ts'
import { LicencePart } from './LicencePart.tsx'
import { toneOf } from './say-drive.ts'
import './test-drives.css'

type Part = 'licence' | 'leave' | 'back' | 'feedback' | 'move' | 'cancelled' | 'no_show'

/** One test drive and everything that is done with it, from the licence to the customer's words. */
export function TestDriveSheet(props: { id: string; onClose: () => void }) {
  const t = useWords(testDriveWords)
  const found = useAsk(getTestDrive, { params: { id: props.id } }, { live: ['test_drives.*'] })
  const [part, setPart] = useState<Part>()
  const drive = found.data
  const done = () => setPart(undefined)
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={drive ? `${t('testDrive')} · ${drive.customer?.name ?? ''}` : t('testDrive')}
    >
      <div className="k-stack">
        {found.error ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
        {drive === undefined && !found.error ? <Skeleton rows={5} /> : null}
        {drive ? (
          <>
            <Facts drive={drive} />
            {part === 'licence' ? <LicencePart drive={drive} onDone={done} /> : null}
            {part === 'leave' ? <LeavePart drive={drive} onDone={done} /> : null}
            {part === 'back' ? <BackPart drive={drive} onDone={() => setPart('feedback')} /> : null}
            {part === 'feedback' ? <FeedbackPart drive={drive} onDone={done} /> : null}
            {part === 'move' ? <MovePart drive={drive} onDone={done} /> : null}
            {part === 'cancelled' || part === 'no_show' ? (
              <EndPart drive={drive} state={part} onDone={done} />
            ) : null}
            {part === undefined ? <Actions drive={drive} onPart={setPart} /> : null}
          </>
        ) : null}
      </div>
    </Sheet>
  )
}

function Facts({ drive }: { drive: DriveView }) {
  const t = useWords(testDriveWords)
  const { licence } = drive
  return (
    <dl className="drive-facts">
      <dt>{t('time')}</dt>
      <dd>
        <When at={drive.startsAt} />{' '}
        {t('minutes', { n: (Date.parse(drive.endsAt) - Date.parse(drive.startsAt)) / 60_000 })}{' '}
        <Badge tone={toneOf(drive.state)}>{t(drive.state)}</Badge>
      </dd>
      <dt>{t('car')}</dt>
      <dd>
        {drive.car.plate} {drive.car.name}
      </dd>
      <dt>{t('consultant')}</dt>
      <dd>{drive.consultant.name}</dd>
      {drive.route ? (
        <>
          <dt>{t('route')}</dt>
          <dd>{drive.route.name}</dd>
        </>
      ) : null}
      <dt>{t('licence')}</dt>
      <dd>
        {licence ? (
          <>
            {licence.licenceClass === 'other' ? t('other') : licence.licenceClass} ·{' '}
            {licence.maskedHolder} · {licence.maskedNumber} · {t('validUntil')} {licence.validUntil}
            {licence.checkedBy ? ` · ${t('checkedBy', { name: licence.checkedBy })}` : ''}
          </>
        ) : (
          <Badge tone="due">{t('notChecked')}</Badge>
        )}
      </dd>
      {drive.leftAt ? (
        <>
          <dt>{t('leftAt')}</dt>
          <dd>
            <When at={drive.leftAt} /> · {drive.kmOut} km
          </dd>
        </>
      ) : null}
      {drive.returnedAt ? (
        <>
          <dt>{t('returnedAt')}</dt>
          <dd>
            <When at={drive.returnedAt} /> · {drive.kmIn} km ·{' '}
            {t('driven', { km: (drive.kmIn ?? 0) - (drive.kmOut ?? 0) })}
          </dd>
        </>
      ) : null}
      {drive.damage ? (
        <>
          <dt>{t('damage')}</dt>
          <dd>{drive.damage}</dd>
        </>
      ) : null}
      {drive.ratings || drive.feedback ? (
        <>
          <dt>{t('feedback')}</dt>
          <dd>
            {ratingItems
              .flatMap((item) => {
                const points = drive.ratings?.[item]
                return points === undefined ? [] : [`${t(item)} ${points}`]
              })
              .join(' · ')}
            {drive.feedback ? <p>{drive.feedback}</p> : null}
          </dd>
        </>
      ) : null}
      {drive.nextStep ? (
        <>
          <dt>{t('nextStep')}</dt>
          <dd>{drive.nextStep}</dd>
        </>
      ) : null}
      {drive.note ? (
        <>
          <dt>{t('note')}</dt>
          <dd>{drive.note}</dd>
        </>
      ) : null}
      {drive.reason ? (
        <>
          <dt>{t('reason')}</dt>
          <dd>{drive.reason}</dd>
        </>
      ) : null}
    </dl>
  )
}

function Actions({ drive, onPart }: { drive: DriveView; onPart: (part: Part) => void }) {
  const t = useWords(testDriveWords)
  const toast = useToast()
  const writes = useCan('test_drives.write')
  const undo = useDo(undoTestDrive, { refresh: [listTestDrives, getTestDrive] })
  const { state } = drive
  const takeBack = () =>
    undo.mutate(
      { params: { id: drive.id }, body: { version: drive.version } },
      { onSuccess: () => toast(t('undone')) },
    )
  return (
    <div className="k-stack">
      {writes ? (
        <div className="k-line">
          {state === 'booked' && !drive.hasLicence ? (
            <Button kind="primary" onClick={() => onPart('licence')}>
              {t('checkLicence')}
            </Button>
          ) : null}
          {state === 'booked' && drive.hasLicence ? (
            <Button kind="primary" onClick={() => onPart('leave')}>
              {t('leave')}
            </Button>
          ) : null}
          {state === 'out' ? (
            <Button kind="primary" onClick={() => onPart('back')}>
              {t('back')}
            </Button>
          ) : null}
          {state === 'done' ? (
            <Button kind={drive.ratings ? 'plain' : 'primary'} onClick={() => onPart('feedback')}>
              {t('feedback')}
            </Button>
          ) : null}
          {state === 'booked' ? (
            <>
              <Button onClick={() => onPart('move')}>{t('move')}</Button>
              <Button onClick={() => onPart('no_show')}>{t('noShow')}</Button>
              <Button onClick={() => onPart('cancelled')}>{t('cancel')}</Button>
            </>
          ) : null}
          {state === 'cancelled' || state === 'no_show' || state === 'out' ? (
            <Button busy={undo.isPending} onClick={takeBack}>
              {t('undo')}
            </Button>
          ) : null}
        </div>
      ) : null}
      <div className="k-line">
        {writes && state !== 'cancelled' && state !== 'no_show' ? (
          <Link className="k-button" to={`/test-drives/${drive.id}/agreement`}>
            {t('showAgreement')}
          </Link>
        ) : null}
        {drive.customer ? (
          <Link className="k-button" to={`/customers/${drive.customer.id}`}>
            {t('openCustomer')}
          </Link>
        ) : null}
      </div>
      {undo.error ? <Failure error={undo.error} /> : null}
    </div>
  )
}
