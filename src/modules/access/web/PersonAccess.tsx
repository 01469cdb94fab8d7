import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  deactivatePerson,
  getPerson,
  listPeople,
  makePersonLink,
  type PersonRecord,
  reactivatePerson,
  removeAuthenticator,
} from '../contracts/people.ts'
import { staffWords } from '../words.ts'
import { LinkShown } from './LinkShown.tsx'

const refresh = [getPerson, listPeople]

/** How a person gets in: link, authenticator, and the end of their access. */
export function PersonAccess({ person }: { person: PersonRecord }) {
  const t = useWords(staffWords)
  const locale = useLocale()
  const toast = useToast()
  const session = useSession()
  const mayAssign = useCan('opportunities.assign')
  const link = useDo(makePersonLink)
  const leave = useDo(deactivatePerson, { refresh })
  const back = useDo(reactivatePerson, { refresh })
  const unlock = useDo(removeAuthenticator, { refresh })
  const [isLeaving, setIsLeaving] = useState(false)
  const params = { id: person.id }
  const fail = (error: unknown) => toast(sayError(error, locale))
  const { name } = person
  const takeBack = () =>
    back.mutateAsync({ params }).then(() => toast(t('wasBack', { name })), fail)
  return (
    <section className="k-card k-stack" aria-label={t('access')}>
      <h2>{t('access')}</h2>
      <div className="k-line">
        {person.isActive ? (
          <>
            <Button
              busy={link.isPending}
              onClick={() => link.mutate({ params }, { onError: fail })}
            >
              {t('makeLink')}
            </Button>
            {person.hasAuthenticator ? (
              <Button
                busy={unlock.isPending}
                onClick={() =>
                  unlock.mutate(
                    { params },
                    { onSuccess: () => toast(t('authenticatorGone')), onError: fail },
                  )
                }
              >
                {t('authenticatorOff')}
              </Button>
            ) : null}
            {person.id === session.person.id ? null : (
              <Button kind="danger" onClick={() => setIsLeaving(true)}>
                {t('deactivate')}
              </Button>
            )}
          </>
        ) : (
          <Button kind="primary" busy={back.isPending} onClick={() => void takeBack()}>
            {t('reactivate')}
          </Button>
        )}
      </div>
      {link.data ? (
        <Sheet open onClose={link.reset} title={t('linkTitle')}>
          <LinkShown name={name} {...link.data} onClose={link.reset} />
        </Sheet>
      ) : null}
      {isLeaving ? (
        <Sheet open onClose={() => setIsLeaving(false)} title={t('deactivateTitle', { name })}>
          <Form<{ reason: string; leaving: string }>
            initial={{ reason: '', leaving: 'no' }}
            submit={t('deactivate')}
            onCancel={() => setIsLeaving(false)}
            onSubmit={async ({ reason, leaving }) => {
              await leave.mutateAsync({
                params,
                body: { ...(reason ? { reason } : {}), leavingCards: leaving === 'yes' },
              })
              setIsLeaving(false)
              toast(t('wasLeft', { name }), { undo: takeBack })
            }}
          >
            {(form) => (
              <>
                <p>{t('deactivateHint')}</p>
                {mayAssign ? (
                  <p>
                    <Link to={`/hand-over?from=${person.id}`}>{t('handOverFirst')}</Link>
                  </p>
                ) : null}
                <Field label={t('reason')} {...form.field('reason')}>
                  <TextInput maxLength={200} {...form.input('reason')} />
                </Field>
                <Field label={t('openCards')} group required>
                  <Choice<'no' | 'yes'>
                    value={form.values.leaving === 'yes' ? 'yes' : 'no'}
                    onChange={(leaving) => form.set({ leaving })}
                    options={[
                      { value: 'no', label: t('handedOverFirst') },
                      { value: 'yes', label: t('leaveCards') },
                    ]}
                  />
                </Field>
              </>
            )}
          </Form>
        </Sheet>
      ) : null}
    </section>
  )
}
