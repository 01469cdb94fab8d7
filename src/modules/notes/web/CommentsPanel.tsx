import { useEffect, useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  addComment,
  type Comment,
  changeComment,
  listComments,
  removeComment,
  restoreComment,
} from '../contract.ts'
import { notesWords } from '../words.ts'
import { type Draft, MentionBox } from './MentionBox.tsx'
import { piecesOf } from './mention-text.ts'
import './notes.css'

const fewComments = 3
const mostComments = 200
const nothing: Draft = { text: '', mentions: [] }

/** What colleagues say to each other about a customer; who comes by a mention lands on it. */
export function CommentsPanel({ customerId }: { customerId: string }) {
  const t = useWords(notesWords)
  const { search } = useNavigation()
  const wanted = search.comment
  const [showsAll, setShowsAll] = useState(wanted !== undefined)
  const answer = useAsk(
    listComments,
    { params: { id: customerId }, query: { limit: showsAll ? mostComments : fewComments } },
    { live: ['notes.*'], keep: true },
  )
  return (
    <section className="k-card k-stack" aria-label={t('comments')}>
      <h2>{t('comments')}</h2>
      <Composer customerId={customerId} />
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data === undefined && !answer.error ? <Skeleton rows={2} /> : null}
      {answer.data?.items.length === 0 ? <p className="k-muted">{t('noComments')}</p> : null}
      <ul className="notes-comments">
        {answer.data?.items.map((comment) => (
          <CommentLine key={comment.id} comment={comment} isWanted={comment.id === wanted} />
        ))}
      </ul>
      {answer.data?.nextCursor && !showsAll ? (
        <Button kind="quiet" onClick={() => setShowsAll(true)}>
          {t('showOlder')}
        </Button>
      ) : null}
    </section>
  )
}

function Composer({ customerId }: { customerId: string }) {
  const t = useWords(notesWords)
  const [draft, setDraft] = useState(nothing)
  // One id for all tries of one comment.
  const id = useRef(uuidv7())
  const add = useDo(addComment, { refresh: [listComments] })
  const send = async () => {
    if (draft.text.trim() === '' || add.isPending) return
    await add.mutateAsync({
      params: { id: customerId },
      body: { id: id.current, text: draft.text, mentions: draft.mentions.map((one) => one.id) },
    })
    id.current = uuidv7()
    setDraft(nothing)
  }
  const sendQuietly = () => void send().catch(() => undefined)
  return (
    <>
      <MentionBox
        customerId={customerId}
        label={t('commentLabel')}
        value={draft}
        onChange={setDraft}
        onSend={sendQuietly}
      />
      {add.error ? <Failure error={add.error} /> : null}
      {draft.text.trim() === '' ? null : (
        <Button kind="primary" busy={add.isPending} onClick={sendQuietly}>
          {t('send')}
        </Button>
      )}
    </>
  )
}

function CommentLine({ comment, isWanted }: { comment: Comment; isWanted: boolean }) {
  const t = useWords(notesWords)
  const line = useRef<HTMLLIElement>(null)
  const [isEditing, setEditing] = useState(false)
  useEffect(() => {
    if (isWanted) line.current?.scrollIntoView({ block: 'center' })
  }, [isWanted])
  return (
    <li ref={line} data-wanted={isWanted || undefined} aria-current={isWanted || undefined}>
      <div className="k-spread">
        <span>
          <strong>{comment.author.name}</strong>{' '}
          <small className="k-muted">
            <When at={comment.at} />
            {comment.editedAt ? ` · ${t('edited')}` : ''}
          </small>
        </span>
        {comment.isMine && !isEditing ? (
          <OwnActions comment={comment} onEdit={() => setEditing(true)} />
        ) : null}
      </div>
      {isEditing ? (
        <Editor comment={comment} onClose={() => setEditing(false)} />
      ) : (
        <p className="notes-words">
          {piecesOf(comment.text, comment.mentions).map((piece, index) =>
            piece.isMention ? <strong key={index}>{piece.text}</strong> : piece.text,
          )}
        </p>
      )}
    </li>
  )
}

function OwnActions({ comment, onEdit }: { comment: Comment; onEdit: () => void }) {
  const t = useWords(notesWords)
  const locale = useLocale()
  const toast = useToast()
  const remove = useDo(removeComment, { refresh: [listComments] })
  const restore = useDo(restoreComment, { refresh: [listComments] })
  const params = { id: comment.id }
  return (
    <span className="k-line">
      <Button kind="quiet" aria-label={t('editComment')} onClick={onEdit}>
        {t('edit')}
      </Button>
      <Button
        kind="quiet"
        aria-label={t('removeComment')}
        busy={remove.isPending}
        onClick={() =>
          void remove
            .mutateAsync({ params })
            .then(() => toast(t('deleted'), { undo: () => restore.mutateAsync({ params }) }))
            .catch((error: unknown) => toast(sayError(error, locale)))
        }
      >
        {t('delete')}
      </Button>
    </span>
  )
}

function Editor({ comment, onClose }: { comment: Comment; onClose: () => void }) {
  const t = useWords(notesWords)
  const [draft, setDraft] = useState<Draft>(comment)
  const change = useDo(changeComment, { refresh: [listComments] })
  const save = async () => {
    if (draft.text.trim() === '') return
    await change.mutateAsync({
      params: { id: comment.id },
      body: {
        version: comment.version,
        text: draft.text,
        mentions: draft.mentions.map((one) => one.id),
      },
    })
    onClose()
  }
  const saveQuietly = () => void save().catch(() => undefined)
  return (
    <div className="k-stack">
      <MentionBox
        customerId={comment.customerId}
        label={t('editComment')}
        value={draft}
        onChange={setDraft}
        onSend={saveQuietly}
      />
      {change.error ? <Failure error={change.error} /> : null}
      <div className="k-line">
        <Button kind="primary" busy={change.isPending} onClick={saveQuietly}>
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </div>
  )
}
