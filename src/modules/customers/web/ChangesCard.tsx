import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type CustomerChangeEntry, listChanges } from '../contracts/changes.ts'
import { recordWords } from './record-words.ts'
import './record.css'

/** Who changed what of the record, when, from and to; asked only when somebody wants to know. */
export function ChangesCard({ customerId }: { customerId: string }) {
  const t = useWords(recordWords)
  const [pages, setPages] = useState<(string | undefined)[]>([])
  return (
    <section className="k-card k-stack" aria-label={t('changes')}>
      <h2>{t('changes')}</h2>
      {pages.length === 0 ? (
        <div>
          <Button onClick={() => setPages([undefined])}>{t('showChanges')}</Button>
        </div>
      ) : (
        pages.map((cursor, place) => (
          <Page
            key={cursor ?? 'first'}
            customerId={customerId}
            cursor={cursor}
            onMore={place === pages.length - 1 ? (next) => setPages([...pages, next]) : undefined}
          />
        ))
      )}
    </section>
  )
}

function Page(props: {
  customerId: string
  cursor: string | undefined
  onMore: ((next: string) => void) | undefined
}) {
  const t = useWords(recordWords)
  const { customerId, cursor, onMore } = props
  const answer = useAsk(
    listChanges,
    { params: { id: customerId }, query: { cursor, limit: 20 } },
    { live: ['customers.*'] },
  )
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton rows={3} />
  const { items, nextCursor } = answer.data
  if (items.length === 0 && cursor === undefined) return <p className="k-muted">{t('noChanges')}</p>
  return (
    <>
      <ul className="record-changes">
        {items.map((entry) => (
          <Change key={entry.id} entry={entry} />
        ))}
      </ul>
      {nextCursor && onMore ? (
        <div>
          <Button onClick={() => onMore(nextCursor)}>{t('moreChanges')}</Button>
        </div>
      ) : null}
    </>
  )
}

function Change({ entry }: { entry: CustomerChangeEntry }) {
  const t = useWords(recordWords)
  const word = (key: string) => wordOf(key, t)
  const value = (text: string | null) => (text === null ? t('nothing') : word(text))
  return (
    <li>
      <div className="k-line k-muted">
        <When at={entry.at} />
        <span>{entry.personName ?? t('bySystem')}</span>
        <span>{wordOf(entry.action.replace(/^customer\./, ''), t, t('otherChange'))}</span>
      </div>
      {entry.fields.map(({ field, from, to }) => (
        <div key={field}>
          <span className="k-muted">{word(fieldWords[field] ?? field)}</span>{' '}
          {from === null ? null : (
            <>
              <del>{value(from)}</del> →{' '}
            </>
          )}
          {value(to)}
        </div>
      ))}
      {entry.reason ? <div className="k-muted">{entry.reason}</div> : null}
    </li>
  )
}

const fieldWords: Record<string, keyof typeof recordWords> = {
  occupationId: 'occupation',
  industryId: 'industry',
  sourceId: 'source',
  hobbyIds: 'hobbies',
  seriesId: 'series',
}

/** A word of the record where there is one: fields, marks, sexes, roles; else the text itself. */
function wordOf(
  key: string,
  t: (key: keyof typeof recordWords & string) => string,
  otherwise = key,
): string {
  return Object.hasOwn(recordWords, key) ? t(key as keyof typeof recordWords & string) : otherwise
}
