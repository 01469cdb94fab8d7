import { useEffect, useState } from 'react'
import { currentDevice, useDeviceStatus, watchDevice } from '#ui/device.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import type { PlacedCommand } from '#ui/offline/command.ts'
import { uiWords } from '#ui/ui-words.ts'
import { When } from '#ui/When.tsx'
import { usePhrase, useWords } from '#ui/words.tsx'
import { lateCollision } from '../contract.ts'
import { offlineWords } from '../words.ts'
import './pending.css'

/** What waits on this phone for the network, and what was sent back with its reason. */
export function PendingPage() {
  const t = useWords(offlineWords)
  const ui = useWords(uiWords)
  const status = useDeviceStatus()
  const commands = useUnsent()
  const [isBusy, setBusy] = useState(false)
  const sync = async () => {
    setBusy(true)
    await currentDevice()
      ?.sync()
      .catch(() => undefined)
    setBusy(false)
  }
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('pending')}</h1>
        {status ? (
          <Button busy={isBusy || status.isSending} onClick={() => void sync()}>
            {t('sendNow')}
          </Button>
        ) : null}
      </div>
      {status ? (
        <p className="k-muted">
          {ui('lastSync')} {status.syncedAt ? <When at={status.syncedAt} /> : ui('neverYet')}
        </p>
      ) : null}
      {status?.lastEnd === 'log-in' ? <Notice tone="overdue">{t('logInToSend')}</Notice> : null}
      {commands.length === 0 ? (
        <EmptyState title={t('allSent')}>{t('allSentHint')}</EmptyState>
      ) : (
        <ul className="pending-list" aria-label={t('pending')}>
          {commands.map((command) => (
            <Item key={command.place} command={command} isHeld={isHeld(command, commands)} />
          ))}
        </ul>
      )}
    </div>
  )
}

/** What is not sent, without what only settles something else. */
function useUnsent(): PlacedCommand[] {
  const [commands, setCommands] = useState<PlacedCommand[]>([])
  useEffect(() => {
    let isGone = false
    const read = async () => {
      const found = (await currentDevice()?.unsent()) ?? []
      if (!isGone) setCommands(found.filter(({ path }) => path !== lateCollision.path))
    }
    void read()
    const stop = watchDevice(() => void read())
    return () => {
      isGone = true
      stop()
    }
  }, [])
  return commands
}

/** Whether it builds on something that was sent back. */
function isHeld(command: PlacedCommand, all: readonly PlacedCommand[]): boolean {
  const text = JSON.stringify([command.params, command.body])
  return all.some(
    (other) =>
      other.place < command.place &&
      other.state === 'refused' &&
      typeof other.body?.id === 'string' &&
      text.includes(other.body.id),
  )
}

function Item({ command, isHeld: held }: { command: PlacedCommand; isHeld: boolean }) {
  const t = useWords(offlineWords)
  const ui = useWords(uiWords)
  const say = usePhrase()
  const [isEditing, setEditing] = useState(false)
  const device = currentDevice()
  const { place, refusal } = command
  const discard = () => {
    if (window.confirm(t('discardSure'))) void device?.discard(place)
  }
  const isCollision = refusal?.code === 'opportunities.collision'
  return (
    <li className="k-card k-stack">
      <div className="k-spread">
        <strong>
          {say(command.title)}
          {command.about ? ` · ${command.about}` : ''}
        </strong>
        <Badge tone={refusal ? 'overdue' : 'due'}>{t(refusal ? 'refused' : 'waiting')}</Badge>
      </div>
      <p className="k-muted">
        <When at={command.enteredAt} />
        {entered(command) ? ` · ${entered(command)}` : ''}
      </p>
      {held ? <p className="k-muted">{t('waitsForThat')}</p> : null}
      {refusal ? (
        <Notice tone="overdue">
          {refusal.text || refusal.code}
          {isCollision
            ? ` · ${t('collisionKept', { owner: String(refusal.details.ownerName ?? '') })}`
            : ''}
        </Notice>
      ) : null}
      {isEditing ? (
        <Edit command={command} onDone={() => setEditing(false)} />
      ) : (
        <div className="k-line">
          {refusal ? (
            <>
              <Button kind="primary" onClick={() => void device?.retry(place)}>
                {t('sendAgain')}
              </Button>
              {hasTexts(command) ? (
                <Button onClick={() => setEditing(true)}>{t('change')}</Button>
              ) : null}
            </>
          ) : null}
          <Button onClick={discard}>{t('discard')}</Button>
          <span className="k-hidden">{ui('notSent')}</span>
        </div>
      )}
    </li>
  )
}

interface GivenCustomer {
  name?: string
  phones?: string[]
}
const customerOf = (command: PlacedCommand) => command.body?.customer as GivenCustomer | undefined
const hasTexts = (command: PlacedCommand) =>
  customerOf(command) !== undefined || typeof command.body?.note === 'string'

/** What was typed, in one line. */
function entered(command: PlacedCommand): string {
  const { note, text, change } = command.body ?? {}
  const values = [customerOf(command)?.phones?.[0], note, text]
  if (typeof change === 'object' && change !== null) values.push(...Object.values(change))
  return values.filter((value) => typeof value === 'string' && value !== '').join(' · ')
}

/** What a person can put right of something that was sent back: name, number and note. */
function Edit({ command, onDone }: { command: PlacedCommand; onDone: () => void }) {
  const t = useWords(offlineWords)
  const ui = useWords(uiWords)
  const customer = customerOf(command)
  const [name, setName] = useState(customer?.name ?? '')
  const [phone, setPhone] = useState(customer?.phones?.[0] ?? '')
  const [note, setNote] = useState(String(command.body?.note ?? ''))
  const save = async () => {
    const body = {
      ...command.body,
      ...(customer === undefined ? {} : { customer: { ...customer, name, phones: [phone] } }),
      ...(note.trim() === '' && command.body?.note === undefined ? {} : { note }),
    }
    await currentDevice()?.retry(command.place, body)
    onDone()
  }
  return (
    <form
      className="k-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {customer === undefined ? null : (
        <>
          <Field label={t('phone')} required>
            <TextInput type="tel" value={phone} onChange={setPhone} maxLength={40} />
          </Field>
          <Field label={t('name')} required>
            <TextInput value={name} onChange={setName} maxLength={60} />
          </Field>
        </>
      )}
      <Field label={t('note')} required>
        <TextArea value={note} onChange={setNote} rows={2} maxLength={4000} />
      </Field>
      <div className="k-line">
        <Button type="submit" kind="primary">
          {t('sendAgain')}
        </Button>
        <Button onClick={onDone}>{ui('cancel')}</Button>
      </div>
    </form>
  )
}
