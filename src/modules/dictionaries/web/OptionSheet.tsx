import { joinAliases, splitAliases } from '#shared/alias-text.ts'
import { sayError } from '#ui/call.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, usePhrase, useWords } from '#ui/words.tsx'
import {
  type ChannelFamily,
  changeOption,
  channelFamilies,
  createOption,
  listOptionsRoute,
  type Option,
  type OptionKind,
} from '../contract.ts'
import { dictionaryWords } from '../words.ts'
import { nameOf } from './option-order.ts'

interface Values {
  label: string
  labelEn: string
  family: ChannelFamily | undefined
  standardId: string
  aliases: string
}

const families = Object.keys(channelFamilies) as ChannelFamily[]

/** Adds an option, or changes one: its words, its family or mapping, and whether it is used. */
export function OptionSheet(props: {
  kind: OptionKind
  owner: Option['owner']
  option: Option | undefined
  standards: readonly Option[]
  onClose: () => void
}) {
  const { kind, owner, option } = props
  const t = useWords(dictionaryWords)
  const phrase = usePhrase()
  const locale = useLocale()
  const toast = useToast()
  const create = useDo(createOption, { refresh: [listOptionsRoute] })
  const change = useDo(changeOption, { refresh: [listOptionsRoute] })
  const needsFamily = owner === 'standard' && kind === 'source'
  const initial: Values = {
    label: option?.label ?? '',
    labelEn: option?.labelEn ?? '',
    family: option?.family ?? undefined,
    standardId: option?.standardId ?? '',
    aliases: joinAliases(option?.aliases ?? []),
  }

  const save = async (values: Values) => {
    const words = {
      label: values.label,
      labelEn: values.labelEn,
      aliases: splitAliases(values.aliases),
    }
    const family = needsFamily && values.family ? { family: values.family } : {}
    if (option) {
      const mapping = owner === 'store' ? { standardId: values.standardId } : {}
      const body = { version: option.version, ...words, ...family, ...mapping }
      await change.mutateAsync({ params: { id: option.id }, body })
    } else if (owner === 'store')
      await create.mutateAsync({ body: { owner, kind, ...words, standardId: values.standardId } })
    else await create.mutateAsync({ body: { owner, kind, ...words, ...family } })
    toast(t('saved'))
    props.onClose()
  }
  const setActive = async (of: Option, isActive: boolean): Promise<void> => {
    const after = await change.mutateAsync({
      params: { id: of.id },
      body: { version: of.version, isActive },
    })
    const name = nameOf(of, locale)
    toast(t(isActive ? 'optionWakes' : 'optionRests', { name }), {
      undo: () => setActive(after, !isActive),
    })
  }

  return (
    <Sheet open onClose={props.onClose} title={t(option ? 'editOption' : 'addOption')}>
      <Form<Values>
        initial={initial}
        draft={`option.${option?.id ?? `${kind}.${owner}`}`}
        required={[
          'label',
          ...(needsFamily ? (['family'] as const) : []),
          ...(owner === 'store' ? (['standardId'] as const) : []),
        ]}
        onSubmit={save}
        onCancel={props.onClose}
        actions={
          option ? (
            <Button
              kind={option.isActive ? 'danger' : 'plain'}
              busy={change.isPending}
              onClick={() =>
                void setActive(option, !option.isActive).then(props.onClose, (error: unknown) =>
                  toast(sayError(error, locale)),
                )
              }
            >
              {t(option.isActive ? 'rest' : 'wake')}
            </Button>
          ) : null
        }
      >
        {(form) => (
          <>
            <Field label={t('label')} {...form.field('label')}>
              <TextInput maxLength={60} {...form.input('label')} />
            </Field>
            <Field label={t('labelEn')} {...form.field('labelEn')}>
              <TextInput maxLength={60} {...form.input('labelEn')} />
            </Field>
            {needsFamily ? (
              <Field group label={t('family')} {...form.field('family')}>
                <Choice
                  label={t('family')}
                  {...form.input('family')}
                  options={families.map((family) => ({
                    value: family,
                    label: phrase(channelFamilies[family]),
                  }))}
                />
              </Field>
            ) : null}
            {owner === 'store' ? (
              <Field label={t('standsFor')} {...form.field('standardId')}>
                <Select
                  {...form.input('standardId')}
                  placeholder={t('chooseStandard')}
                  options={props.standards
                    .filter((one) => one.isActive || one.id === option?.standardId)
                    .map((one) => ({ value: one.id, label: nameOf(one, locale) }))}
                />
              </Field>
            ) : null}
            <Field label={t('aliases')} hint={t('aliasesHint')} {...form.field('aliases')}>
              <TextArea rows={3} {...form.input('aliases')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
