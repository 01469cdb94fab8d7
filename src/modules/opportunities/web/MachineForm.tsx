import { useState } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  listMachineHistory,
  listStages,
  type MachineRules,
  type MachineStage,
  readMachine,
  saveMachine,
} from '../contracts/machine.ts'
import { lifeWords } from '../life-words.ts'

type Machine = CallOutput<typeof readMachine>

/** Sets the machine of the store, or of the whole group. */
export function MachineForm({ machine, onClose }: { machine: Machine; onClose: () => void }) {
  const t = useWords(lifeWords)
  const toast = useToast()
  const { mayEdit, numbers } = machine
  const [scope, setScope] = useState<'store' | 'group'>(mayEdit.group ? 'group' : 'store')
  const [rules, setRules] = useState<MachineRules>(machine.rules)
  const [reason, setReason] = useState('')
  const save = useDo(saveMachine, { refresh: [readMachine, listMachineHistory, listStages] })
  const send = (next: MachineRules | null) =>
    save.mutate(
      { body: { scope, basedOn: numbers[scope], rules: next, reason: reason.trim() } },
      {
        onSuccess: () => {
          toast(t('machineSaved'))
          onClose()
        },
      },
    )
  const { activate, suspend, terminate } = rules
  const isReady = reason.trim().length > 1
  return (
    <Sheet open onClose={onClose} title={t('edit')}>
      <div className="k-form">
        {mayEdit.group && mayEdit.store ? (
          <Field label={t('scope')} group required>
            <Segmented
              value={scope}
              onChange={setScope}
              options={[
                { value: 'store', label: t('scopeStore') },
                { value: 'group', label: t('scopeGroup') },
              ]}
            />
          </Field>
        ) : null}
        <h3>{t('stages')}</h3>
        <Notice>{t('earlierStays')}</Notice>
        <StageFields rules={rules} roles={machine.roles} onChange={setRules} />
        <h3>{t('suspending')}</h3>
        <Number
          label={t('longest')}
          value={suspend.longestDays}
          most={180}
          onChange={(longestDays) => setRules({ ...rules, suspend: { ...suspend, longestDays } })}
        />
        <Approvers
          label={t('approvers')}
          value={suspend.approvers}
          roles={machine.roles}
          onChange={(approvers) => setRules({ ...rules, suspend: { ...suspend, approvers } })}
        />
        <h3>{t('waking')}</h3>
        {(['early', 'due', 'again'] as const).map((name) => (
          <Approvers
            key={name}
            label={t(name)}
            value={activate[name]}
            roles={machine.roles}
            onChange={(approvers) =>
              setRules({ ...rules, activate: { ...activate, [name]: approvers } })
            }
          />
        ))}
        <Number
          label={t('long')}
          value={activate.long.days}
          most={180}
          onChange={(days) =>
            setRules({ ...rules, activate: { ...activate, long: { ...activate.long, days } } })
          }
        />
        {activate.long.days > 0 ? (
          <Approvers
            label={t('longApprovers')}
            value={activate.long.approvers}
            roles={machine.roles}
            onChange={(approvers) =>
              setRules({
                ...rules,
                activate: { ...activate, long: { ...activate.long, approvers } },
              })
            }
          />
        ) : null}
        <h3>{t('terminating')}</h3>
        <Approvers
          label={t('approvers')}
          value={terminate.approvers}
          roles={machine.roles}
          onChange={(approvers) => setRules({ ...rules, terminate: { approvers } })}
        />
        <Field label={t('reason')} required>
          <TextInput value={reason} onChange={setReason} maxLength={500} />
        </Field>
        {save.error ? <Failure error={save.error} /> : null}
        <div className="k-line">
          <Button
            kind="primary"
            busy={save.isPending}
            disabled={!isReady}
            onClick={() => send(rules)}
          >
            {t('save')}
          </Button>
          {scope === 'store' && machine.source === 'store' ? (
            <Button disabled={!isReady} onClick={() => send(null)}>
              {t('backToGroup')}
            </Button>
          ) : null}
        </div>
      </div>
    </Sheet>
  )
}

type Roles = Machine['roles']

function StageFields(props: {
  rules: MachineRules
  roles: Roles
  onChange: (rules: MachineRules) => void
}) {
  const t = useWords(lifeWords)
  const { rules, roles, onChange } = props
  const { stages, openingStage } = rules
  const set = (at: number, next: Partial<MachineStage>) => {
    const before = stages[at]
    const changed = stages.map((stage, n) => (n === at ? { ...stage, ...next } : stage))
    const moved =
      next.percent !== undefined && before?.percent === openingStage ? next.percent : openingStage
    onChange({ ...rules, stages: changed, openingStage: moved })
  }
  const last = stages.at(-1)?.percent ?? 0
  return (
    <>
      {stages.map((stage, at) => (
        <fieldset key={at} className="machine-stage" aria-label={`${stage.percent}%`}>
          <Number
            label={t('percent')}
            value={stage.percent}
            most={89}
            onChange={(percent) => set(at, { percent })}
          />
          <Field label={t('name')} required>
            <TextInput value={stage.name} maxLength={20} onChange={(name) => set(at, { name })} />
          </Field>
          <Field label={t('nameEn')}>
            <TextInput
              value={stage.nameEn}
              maxLength={40}
              onChange={(nameEn) => set(at, { nameEn })}
            />
          </Field>
          <div className="k-line role-boxes">
            <label>
              <input
                type="radio"
                name="opening-stage"
                checked={stage.percent === openingStage}
                onChange={() => onChange({ ...rules, openingStage: stage.percent })}
              />
              {t('opening')}
            </label>
            <label>
              <input
                type="checkbox"
                checked={stage.needsModel}
                onChange={(event) => set(at, { needsModel: event.target.checked })}
              />
              {t('needsModel')}
            </label>
            {stages.length > 2 && stage.percent !== openingStage ? (
              <Button
                kind="quiet"
                onClick={() => onChange({ ...rules, stages: stages.filter((_one, n) => n !== at) })}
              >
                {t('removeStage', { n: stage.percent })}
              </Button>
            ) : null}
          </div>
          <div className="k-line">
            <Approvers
              label={t('approvers')}
              value={stage.approvers}
              roles={roles}
              onChange={(approvers) => set(at, { approvers })}
            />
          </div>
        </fieldset>
      ))}
      {stages.length < 12 && last < 89 ? (
        <Button
          onClick={() =>
            onChange({
              ...rules,
              stages: [
                ...stages,
                {
                  percent: Math.min(89, last + 5),
                  name: '',
                  nameEn: '',
                  needsModel: false,
                  approvers: [],
                },
              ],
            })
          }
        >
          {t('addStage')}
        </Button>
      ) : null}
    </>
  )
}

function Number(props: {
  label: string
  value: number
  most: number
  onChange: (value: number) => void
}) {
  return (
    <Field label={props.label} required>
      <TextInput
        inputMode="numeric"
        maxLength={3}
        value={String(props.value)}
        onChange={(text) =>
          props.onChange(Math.min(props.most, globalThis.Number(text.replace(/\D/g, '')) || 0))
        }
      />
    </Field>
  )
}

/** Roles by ticking; none means that nobody has to approve. */
function Approvers(props: {
  label: string
  value: readonly string[]
  roles: Roles
  onChange: (approvers: string[]) => void
}) {
  const { label, value, roles, onChange } = props
  // A role named before but not offered any more stays until it is taken off.
  const offered = [
    ...roles,
    ...value
      .filter((key) => roles.every((role) => role.key !== key))
      .map((key) => ({ key, name: key })),
  ]
  return (
    <fieldset className="role-boxes">
      <legend>{label}</legend>
      {offered.map((role) => (
        <label key={role.key}>
          <input
            type="checkbox"
            checked={value.includes(role.key)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...value, role.key]
                  : value.filter((key) => key !== role.key),
              )
            }
          />
          {role.name}
        </label>
      ))}
    </fieldset>
  )
}
