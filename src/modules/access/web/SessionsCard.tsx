import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { endOtherSessions, endSession, listSessions } from '../contracts/profile.ts'
import { profileWords } from '../words.ts'
import { deviceOf } from './device-name.ts'

/** Where the person is logged in, each to be ended. */
export function SessionsCard() {
  const t = useWords(profileWords)
  const locale = useLocale()
  const toast = useToast()
  const answer = useAsk(listSessions, {})
  const refresh = [listSessions]
  const end = useDo(endSession, { refresh })
  const endOthers = useDo(endOtherSessions, { refresh })
  const sessions = answer.data?.sessions
  const say = {
    onSuccess: () => toast(t('ended')),
    onError: (error: unknown) => toast(sayError(error, locale)),
  }
  return (
    <section className="k-card k-stack" aria-label={t('sessions')}>
      <div className="k-spread">
        <h2>{t('sessions')}</h2>
        {sessions && sessions.length > 1 ? (
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate({}, say)}>
            {t('endOthers')}
          </Button>
        ) : null}
      </div>
      {answer.error ? <Failure error={answer.error} /> : null}
      {!sessions && !answer.error ? <Skeleton rows={2} /> : null}
      <List label={t('sessions')}>
        {(sessions ?? []).map((session) => (
          <Row
            key={session.id}
            end={
              session.isCurrent ? (
                <Badge tone="done">{t('thisDevice')}</Badge>
              ) : (
                <Button
                  kind="quiet"
                  onClick={() => end.mutate({ params: { id: session.id } }, say)}
                >
                  {t('end')}
                </Button>
              )
            }
          >
            {deviceOf(session.userAgent) ?? t('unknownDevice')}{' '}
            <span className="k-muted">
              {session.address} · {t('lastSeen')} <When at={session.lastSeenAt} />
            </span>
          </Row>
        ))}
      </List>
    </section>
  )
}
