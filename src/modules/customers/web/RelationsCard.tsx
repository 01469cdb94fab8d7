import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { SpecialMark } from '#ui/light/SpecialMark.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useCan, useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { getCustomer } from '../contract.ts'
import { getCompleteness } from '../contracts/questions.ts'
import {
  listRelations,
  type Relation,
  removeRelation,
  restoreRelation,
  revealRelation,
} from '../contracts/relations.ts'
import { ReasonSheet } from './ReasonSheet.tsx'
import { RelationSheet } from './RelationSheet.tsx'
import { recordWords } from './record-words.ts'
import { useMayEdit } from './useMayEdit.ts'
import './record.css'

const refresh = [listRelations, getCustomer, getCompleteness]

/** Family, driver, decision maker, company: who else belongs to this customer; both sides show a link. */
export function RelationsCard({ customerId }: { customerId: string }) {
  const t = useWords(recordWords)
  const customer = useAsk(getCustomer, { params: { id: customerId } }).data
  const mayEdit = useMayEdit(customer?.ownerId ?? null)
  const relations = useAsk(listRelations, { params: { id: customerId } }, { live: ['customers.*'] })
  const [open, setOpen] = useState<Relation | 'new'>()
  return (
    <section className="k-card k-stack" aria-label={t('relations')}>
      <div className="k-spread">
        <h2>{t('relations')}</h2>
        {mayEdit ? (
          <Button aria-label={t('addRelationTitle')} onClick={() => setOpen('new')}>
            {t('addRelation')}
          </Button>
        ) : null}
      </div>
      {relations.error ? (
        <Failure error={relations.error} onRetry={() => void relations.refetch()} />
      ) : relations.data === undefined ? (
        <Skeleton rows={1} />
      ) : relations.data.items.length === 0 ? (
        <p className="k-muted">{t('noRelations')}</p>
      ) : (
        <div>
          {relations.data.items.map((relation) => (
            <RelationRow
              key={relation.id}
              customerId={customerId}
              ownerId={customer?.ownerId ?? null}
              relation={relation}
              mayEdit={mayEdit}
              onEdit={() => setOpen(relation)}
            />
          ))}
        </div>
      )}
      {open ? (
        <RelationSheet
          customerId={customerId}
          relation={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </section>
  )
}

function RelationRow(props: {
  customerId: string
  ownerId: string | null
  relation: Relation
  mayEdit: boolean
  onEdit: () => void
}) {
  const t = useWords(recordWords)
  const toast = useToast()
  const { customerId, relation, mayEdit } = props
  const remove = useDo(removeRelation, { refresh })
  const restore = useDo(restoreRelation, { refresh })
  const params = { id: customerId, relationId: relation.id }
  const name = relation.customer?.name ?? relation.person?.name ?? t('hiddenCustomer')
  const takeOff = async () => {
    await remove.mutateAsync({ params, query: { version: relation.version } })
    toast(t('removed'), { undo: () => restore.mutateAsync({ params }) })
  }
  return (
    <div className="record-relation">
      <span className="k-line">
        <Badge>{t(relation.role)}</Badge>
        {relation.customer ? (
          <Link to={`/customers/${relation.customer.id}`}>{name}</Link>
        ) : (
          <span>{name}</span>
        )}
        {relation.customer ? <SpecialMark mark={relation.customer.special} /> : null}
        {relation.customer?.isOwner ? <Badge tone="done">{t('isOwner')}</Badge> : null}
      </span>
      <Number {...props} />
      {relation.note ? <span className="k-muted">{relation.note}</span> : null}
      {mayEdit ? (
        <span className="k-line">
          <Button kind="quiet" aria-label={`${t('edit')} ${name}`} onClick={props.onEdit}>
            {t('edit')}
          </Button>
          <Button
            kind="quiet"
            busy={remove.isPending}
            aria-label={`${t('remove')} ${name}`}
            onClick={() => void takeOff().catch(() => undefined)}
          >
            {t('remove')}
          </Button>
        </span>
      ) : null}
      {remove.error ? <Failure error={remove.error} /> : null}
    </div>
  )
}

/** A number is masked; that of a person by name opens like the customer's own, logged. */
function Number(props: { customerId: string; ownerId: string | null; relation: Relation }) {
  const t = useWords(recordWords)
  const { person } = useSession()
  const isOwn = props.ownerId === person.id
  const may = useCan('customers.reveal', isOwn ? 'own' : 'store')
  const reveal = useDo(revealRelation)
  const [asking, setAsking] = useState(false)
  const { relation } = props
  const masked = relation.customer?.maskedPhone ?? relation.person?.maskedPhone
  if (!masked) return null
  const show = async (reason?: string) => {
    await reveal.mutateAsync({
      params: { id: props.customerId, relationId: relation.id },
      body: reason ? { reason } : {},
    })
    setAsking(false)
  }
  if (reveal.data)
    return (
      <a className="k-number" href={`tel:${reveal.data.dial}`}>
        {reveal.data.number}
      </a>
    )
  return (
    <span className="k-line">
      <span className="k-number">{masked}</span>
      {relation.person && may ? (
        <Button
          kind="quiet"
          busy={reveal.isPending}
          onClick={() => (isOwn ? void show().catch(() => undefined) : setAsking(true))}
        >
          {t('reveal')}
        </Button>
      ) : null}
      {asking ? (
        <ReasonSheet
          title={t('reveal')}
          error={reveal.error}
          busy={reveal.isPending}
          onClose={() => setAsking(false)}
          onGive={show}
        />
      ) : null}
    </span>
  )
}
