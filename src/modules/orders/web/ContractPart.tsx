import { useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Badge, type Tone } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getOrder, type Order } from '../contract.ts'
import { contractWords } from '../contract-words.ts'
import {
  addContractScan,
  contractFile,
  type ContractState,
  contractsOfOrder,
  listContracts,
  listTemplates,
  makeContract,
  stepContract,
} from '../contracts/documents.ts'

const refresh = [contractsOfOrder, listContracts, getOrder]

export const contractTones: Record<ContractState, Tone> = {
  prepared: 'due',
  printed: 'due',
  customer_signed: 'plain',
  store_signed: 'done',
  archived: 'done',
  void: 'blocked',
}
/** What comes next in the ordinary course. */
const nextOf: Partial<Record<ContractState, ContractState>> = {
  prepared: 'printed',
  printed: 'customer_signed',
  customer_signed: 'store_signed',
  store_signed: 'archived',
}
const forStore: readonly ContractState[] = ['store_signed', 'archived']

/** The contracts of an order: made, printed, signed, kept. */
export function ContractPart({ order }: { order: Order }) {
  const t = useWords(contractWords)
  const answer = useAsk(contractsOfOrder, { params: { id: order.id } }, { live: ['orders.*'] })
  const [isOpen, setOpen] = useState(false)
  const contracts = answer.data?.items ?? []
  return (
    <section className="k-card k-stack" aria-label={t('contract')}>
      <div className="k-spread">
        <h2>{t('contract')}</h2>
        {order.may.contracts ? (
          <Button onClick={() => setOpen(true)}>
            {t(contracts.length > 0 ? 'makeAgain' : 'make')}
          </Button>
        ) : null}
      </div>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data && contracts.length === 0 ? <p className="k-muted">{t('none')}</p> : null}
      {contracts.map((contract) => (
        <One key={contract.id} contract={contract} mayWrite={order.may.contracts} />
      ))}
      {isOpen ? (
        <MakeSheet order={order} again={contracts.length > 0} onClose={() => setOpen(false)} />
      ) : null}
    </section>
  )
}

type Shown = NonNullable<
  Awaited<ReturnType<typeof useAsk<typeof contractsOfOrder>>>['data']
>['items'][number]

function One({ contract, mayWrite }: { contract: Shown; mayWrite: boolean }) {
  const t = useWords(contractWords)
  const locale = useLocale()
  const toast = useToast()
  const mayManage = useCan('contracts.manage', 'store')
  const step = useDo(stepContract, { refresh })
  const file = useRef<File>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const scan = useDo(addContractScan, { refresh, file: () => file.current })
  const next = nextOf[contract.state]
  const mayStep = next !== undefined && (mayManage || (mayWrite && !forStore.includes(next)))
  const say = (error: unknown) => toast(sayError(error, locale))
  const get = (format: 'pdf' | 'docx' | 'scan') =>
    void download(contractFile, { params: { id: contract.id }, query: { format } }).catch(say)
  return (
    <article className="k-stack" aria-label={contract.number}>
      <div className="k-line">
        <strong>{contract.number}</strong>
        <Badge tone={contractTones[contract.state]}>{t(contract.state)}</Badge>
        {contract.isOutdated ? <Badge tone="overdue">{t('outdated')}</Badge> : null}
        {contract.isLate ? <Badge tone="overdue">{t('lateSign')}</Badge> : null}
      </div>
      <p className="k-muted">
        {t('templateOf', { name: contract.templateName, n: contract.templateVersion })} ·{' '}
        <When at={contract.madeAt} />
      </p>
      <div className="k-line">
        <Button onClick={() => get('pdf')}>{t('pdf')}</Button>
        <Button onClick={() => get('docx')}>{t('word')}</Button>
        {contract.hasScan ? <Button onClick={() => get('scan')}>{t('scan')}</Button> : null}
        {contract.state !== 'void' && (mayWrite || mayManage) ? (
          <>
            <input
              ref={input}
              type="file"
              hidden
              accept="image/*,.pdf"
              aria-label={t('uploadScan')}
              onChange={(event) => {
                file.current = event.target.files?.[0]
                event.target.value = ''
                if (file.current)
                  void scan
                    .mutateAsync({ params: { id: contract.id }, query: { fileId: uuidv7() } })
                    .then(() => toast(t('scanSaved')), say)
              }}
            />
            <Button kind="quiet" busy={scan.isPending} onClick={() => input.current?.click()}>
              {t('uploadScan')}
            </Button>
          </>
        ) : null}
        {mayStep ? (
          <Button
            kind="primary"
            busy={step.isPending}
            onClick={() =>
              void step
                .mutateAsync({
                  params: { id: contract.id },
                  body: { version: contract.version, state: next },
                })
                .then(() => toast(t('saved')), say)
            }
          >
            {t(`to_${next as 'printed'}`)}
          </Button>
        ) : null}
      </div>
      <details>
        <summary>{t('life')}</summary>
        <ol className="order-history">
          {contract.life.map((one) => (
            <li key={`${one.state}${one.at}`} className="k-line">
              <span>{t(one.state)}</span>
              <When at={one.at} />
              <span className="k-muted">{[one.by, one.note].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ol>
      </details>
    </article>
  )
}

function MakeSheet(props: { order: Order; again: boolean; onClose: () => void }) {
  const t = useWords(contractWords)
  const toast = useToast()
  const templates = useAsk(listTemplates, {})
  const make = useDo(makeContract, { refresh })
  const usable = (templates.data?.items ?? []).filter((one) => one.isActive)
  const usual = usable.find((one) => one.isDefault)
  return (
    <Sheet open title={t(props.again ? 'makeAgain' : 'make')} onClose={props.onClose}>
      {props.again ? <Notice>{t('makeHint')}</Notice> : null}
      <Form<{ id: string; templateId: string }>
        initial={{ id: uuidv7(), templateId: '' }}
        submit={t('make')}
        onSubmit={async ({ id, templateId }) => {
          const chosen = templateId || (usual?.id ?? 'builtin')
          const made = await make.mutateAsync({
            params: { id: props.order.id },
            body: { id, templateId: chosen === 'builtin' ? null : chosen },
          })
          toast(t('made', { number: made.number }))
          props.onClose()
        }}
      >
        {(form) => (
          <Field label={t('template')} required>
            <Select
              value={form.values.templateId || (usual?.id ?? 'builtin')}
              onChange={(templateId) => form.set({ templateId })}
              options={usable.map((one) => ({
                value: one.id ?? 'builtin',
                label: one.isDefault ? `${one.name} · ${t('usual')}` : one.name,
              }))}
            />
          </Field>
        )}
      </Form>
    </Sheet>
  )
}
