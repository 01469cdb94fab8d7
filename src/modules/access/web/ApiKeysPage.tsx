import { useRef, useState } from 'react'
import { instantOf } from '#shared/days.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { useCopy } from '#ui/copy.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useSession } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from '../contracts/api-keys.ts'
import { listPeople } from '../contracts/people.ts'
import { keyWords } from '../words.ts'
import './access.css'

/** The keys with which other systems come in, each as one person. */
export function ApiKeysPage() {
  const t = useWords(keyWords)
  const answer = useAsk(listApiKeys, {})
  const [isAdding, setIsAdding] = useState(false)
  const [ending, setEnding] = useState<ApiKey>()
  const keys = answer.data?.keys
  const add = (
    <Button kind="primary" onClick={() => setIsAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('keys')}</h1>
        {keys?.length ? add : null}
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!keys && !answer.error ? <Skeleton rows={5} /> : null}
      {keys?.length === 0 ? (
        <EmptyState title={t('empty')} action={add}>
          {t('emptyHint')}
        </EmptyState>
      ) : null}
      {keys?.length ? <KeyTable keys={keys} onRevoke={setEnding} /> : null}
      {isAdding ? <NewKeySheet onClose={() => setIsAdding(false)} /> : null}
      {ending ? <RevokeSheet apiKey={ending} onClose={() => setEnding(undefined)} /> : null}
    </div>
  )
}

function KeyTable(props: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const t = useWords(keyWords)
  return (
    <div className="access-scroll">
      <table className="access-table" aria-label={t('keys')}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('tail')}</th>
            <th scope="col">{t('made')}</th>
            <th scope="col">{t('lastUsed')}</th>
            <th scope="col">{t('expires')}</th>
            <th scope="col">{t('revoke')}</th>
          </tr>
        </thead>
        <tbody>
          {props.keys.map((key) => (
            <tr key={key.id}>
              <th scope="row">{key.name}</th>
              <td>{key.person.name}</td>
              <td className="k-number">…{key.tail}</td>
              <td>
                <When at={key.createdAt} />
              </td>
              <td>{key.lastUsedAt ? <When at={key.lastUsedAt} /> : t('never')}</td>
              <td>{key.expiresAt ? <When at={key.expiresAt} /> : t('noExpiry')}</td>
              <td>
                {key.revokedAt ? (
                  <Badge tone="blocked">{t('revoked')}</Badge>
                ) : (
                  <Button kind="danger" onClick={() => props.onRevoke(key)}>
                    {t('revoke')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RevokeSheet({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useWords(keyWords)
  const toast = useToast()
  const revoke = useDo(revokeApiKey, { refresh: [listApiKeys] })
  return (
    <Sheet open onClose={onClose} title={t('revoke')}>
      <div className="k-stack">
        <p>{t('revokeTitle', { name: apiKey.name })}</p>
        {revoke.error ? <Failure error={revoke.error} /> : null}
        <div className="k-form-actions">
          <Button
            kind="danger"
            busy={revoke.isPending}
            onClick={() =>
              revoke.mutate(
                { params: { id: apiKey.id } },
                {
                  onSuccess: () => {
                    toast(t('revoked'))
                    onClose()
                  },
                },
              )
            }
          >
            {t('revoke')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </div>
    </Sheet>
  )
}

function NewKeySheet({ onClose }: { onClose: () => void }) {
  const t = useWords(keyWords)
  const copy = useCopy()
  const shown = useRef<HTMLParagraphElement>(null)
  const { store } = useSession()
  const people = useAsk(listPeople, { query: { limit: 200 } }).data?.items ?? []
  const create = useDo(createApiKey, { refresh: [listApiKeys] })
  const made = create.data
  if (made)
    return (
      <Sheet open onClose={onClose} title={t('secretTitle')}>
        <div className="k-stack">
          <p ref={shown} className="k-card access-secret">
            {made.secret}
          </p>
          <p className="k-muted">{t('secretHint')}</p>
          <div className="k-form-actions">
            <Button kind="primary" onClick={() => void copy(made.secret, shown.current)}>
              {t('copy')}
            </Button>
            <Button onClick={onClose}>{t('done')}</Button>
          </div>
        </div>
      </Sheet>
    )
  return (
    <Sheet open onClose={onClose} title={t('add')}>
      <Form
        initial={{ name: '', personId: '', expiresAt: '' }}
        required={['name', 'personId']}
        onCancel={onClose}
        onSubmit={({ name, personId, expiresAt }) =>
          create.mutateAsync({
            body: {
              name,
              personId,
              expiresAt: expiresAt
                ? instantOf(expiresAt, '23:59', store.timeZone).toISOString()
                : null,
            },
          })
        }
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('person')} hint={t('personHint')} {...form.field('personId')}>
              <Select
                {...form.input('personId')}
                placeholder={t('choosePerson')}
                options={people.map((person) => ({
                  value: person.id,
                  label: `${person.name} (${person.login})`,
                }))}
              />
            </Field>
            <Field label={t('expiresOn')} {...form.field('expiresAt')}>
              <TextInput type="date" {...form.input('expiresAt')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
