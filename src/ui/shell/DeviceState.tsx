import { useState } from 'react'
import { useDeviceStatus, useIsUnsent } from '#ui/device.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { useOnline } from '#ui/live.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useFrame } from '#ui/shell/frame.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { When } from '#ui/When.tsx'
import { usePhrase, useWords } from '#ui/words.tsx'

const pendingPath = '/pending'
const keptHint = 'keyuan.offline-hint'

/** In the head of the phone: whether the network is there, and what is not sent. */
export function DeviceBadges() {
  const t = useWords(uiWords)
  const online = useOnline()
  const status = useDeviceStatus()
  const waiting = status?.waiting ?? 0
  const refused = status?.refused ?? 0
  return (
    <>
      {online ? null : <Badge tone="overdue">{t(status ? 'workingOffline' : 'offline')}</Badge>}
      {waiting + refused > 0 ? (
        <Link to={pendingPath} className="k-device-link">
          {refused > 0 ? (
            <Badge tone="overdue">{t('sentBackCount', { n: refused })}</Badge>
          ) : (
            <Badge tone="due">{t('unsentCount', { n: waiting })}</Badge>
          )}
        </Link>
      ) : null}
    </>
  )
}

/** In the person's menu: whether this phone works without network, and how old its data is. */
export function DeviceState({ onLeave }: { onLeave: () => void }) {
  const t = useWords(uiWords)
  const say = usePhrase()
  const { screens } = useFrame()
  const status = useDeviceStatus()
  const works = useCan('opportunities.write')
  const pending = screens.find((screen) => screen.path === pendingPath)
  if (!works) return null
  return (
    <section className="k-stack">
      <div className="k-line">
        <Badge tone={status ? 'done' : 'blocked'}>
          {t(status ? 'offlineReady' : 'offlineOff')}
        </Badge>
        {status ? (
          <span className="k-muted">
            {t('lastSync')} {status.syncedAt ? <When at={status.syncedAt} /> : t('neverYet')}
          </span>
        ) : null}
      </div>
      {status || window.isSecureContext ? null : <p className="k-muted">{t('offlineOffHint')}</p>}
      {status && pending ? (
        <Link to={pending.path} className="k-row" onClick={onLeave}>
          {say(pending.title)}
          <span className="k-number">{status.waiting + status.refused}</span>
        </Link>
      ) : null}
    </section>
  )
}

/** Said once on a phone without HTTPS: nothing is kept there. */
export function OfflineOffHint() {
  const t = useWords(uiWords)
  const works = useCan('opportunities.write')
  const [isRead, setRead] = useState(() => localStorage.getItem(keptHint) !== null)
  if (window.isSecureContext || isRead || !works) return null
  const read = () => {
    localStorage.setItem(keptHint, '1')
    setRead(true)
  }
  return (
    <Notice tone="blocked" action={<Button onClick={read}>{t('understood')}</Button>}>
      {t('offlineOff')}: {t('offlineOffHint')}
    </Notice>
  )
}

/** Beside a record that unsent work names. */
export function UnsentMark({ id }: { id: string }) {
  const t = useWords(uiWords)
  return useIsUnsent(id) ? <Badge tone="due">{t('notSent')}</Badge> : null
}
