import { useRef, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { useCopy } from '#ui/copy.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { listDisplays, makeDisplay, stopDisplay } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import './boards.css'

/** The televisions of the store: each has a secret address, made once and stopped at will. */
export function DisplaysPage() {
  const t = useWords(dashboardWords)
  const toast = useToast()
  const [isNew, setNew] = useState(false)
  const answer = useAsk(listDisplays, {})
  const stop = useDo(stopDisplay, { refresh: [listDisplays] })
  const items = answer.data?.items
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('displays')}</h1>
        <span className="k-line">
          <Link to="/wall">{t('wall')}</Link>
          <Button kind="primary" onClick={() => setNew(true)}>
            {t('newDisplay')}
          </Button>
        </span>
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {stop.error ? <Failure error={stop.error} /> : null}
      {items === undefined && !answer.error ? <Skeleton rows={3} /> : null}
      {items?.length === 0 ? (
        <EmptyState title={t('noDisplays')}>{t('noDisplaysHint')}</EmptyState>
      ) : null}
      {items?.map((one) => (
        <div key={one.id} className="k-card k-spread">
          <span>
            <strong>{one.name}</strong>{' '}
            <span className="k-muted">
              {one.madeBy} <When at={one.madeAt} />
            </span>
          </span>
          <Button
            onClick={async () => {
              await stop.mutateAsync({ params: { id: one.id } })
              toast(t('stopped'))
            }}
          >
            {t('stop')}
          </Button>
        </div>
      ))}
      {isNew ? <NewDisplay onClose={() => setNew(false)} /> : null}
    </div>
  )
}

function NewDisplay({ onClose }: { onClose: () => void }) {
  const t = useWords(dashboardWords)
  const copy = useCopy()
  const shown = useRef<HTMLElement>(null)
  const [address, setAddress] = useState<string>()
  const make = useDo(makeDisplay, { refresh: [listDisplays] })
  return (
    <Sheet open title={t('newDisplay')} onClose={onClose}>
      {address === undefined ? (
        <Form<{ name: string }>
          initial={{ name: '' }}
          required={['name']}
          submit={t('newDisplay')}
          onSubmit={async ({ name }) => {
            const { path } = await make.mutateAsync({ body: { name: name.trim() } })
            setAddress(`${location.origin}${path}`)
          }}
        >
          {(form) => (
            <Field label={t('displayName')} hint={t('displayNameHint')} {...form.field('name')}>
              <TextInput maxLength={40} {...form.input('name')} />
            </Field>
          )}
        </Form>
      ) : (
        <div className="k-stack">
          <Notice>{t('displayOnce')}</Notice>
          <code ref={shown} className="boards-address">
            {address}
          </code>
          <Button kind="primary" onClick={() => void copy(address, shown.current)}>
            {t('copy')}
          </Button>
        </div>
      )}
    </Sheet>
  )
}
