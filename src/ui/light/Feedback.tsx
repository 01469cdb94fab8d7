import type { CSSProperties, ReactNode } from 'react'
import { CallError, sayError } from '#ui/call-error.ts'
import { useDeviceStatus } from '#ui/device.ts'
import { Button } from '#ui/light/Button.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'

/** Grey lines of the height the rows will have, so that nothing jumps. */
export function Skeleton({ rows = 3, height = 40 }: { rows?: number; height?: number }) {
  const t = useWords(uiWords)
  return (
    <div className="k-skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <span
          key={row}
          style={
            { '--height': `${height}px`, '--width': `${92 - ((row * 17) % 40)}%` } as CSSProperties
          }
        />
      ))}
    </div>
  )
}

/** Says what the place is for and offers the first step. */
export function EmptyState(props: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** It is all there is of the page: its title is the page's. */
  isPage?: boolean
}) {
  const Title = props.isPage ? 'h1' : 'h2'
  return (
    <div className="k-empty">
      <Title>{props.title}</Title>
      {props.children ? <p>{props.children}</p> : null}
      {props.action}
    </div>
  )
}

/** A note within the page: a colour and words, with what can be done about it. */
export function Notice(props: {
  tone?: 'accent' | 'overdue' | 'done' | 'blocked'
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div
      className="k-notice"
      data-tone={props.tone}
      role={props.tone === 'overdue' ? 'alert' : 'note'}
    >
      <span>{props.children}</span>
      {props.action}
    </div>
  )
}

/** What failed, in words, with one more try. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useWords(uiWords)
  const locale = useLocale()
  const hasDevice = useDeviceStatus() !== undefined
  // A phone that works without network is no place for alarm: what it lacks comes with the network.
  if (hasDevice && error instanceof CallError && error.status === 0)
    return <Notice tone="blocked">{t('needsNetwork')}</Notice>
  const retry = onRetry ? <Button onClick={onRetry}>{t('retry')}</Button> : undefined
  return (
    <Notice tone="overdue" action={retry}>
      {sayError(error, locale)}
    </Notice>
  )
}
