import { useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  changeRegion,
  createRegion,
  deleteRegion,
  listRegions,
  type Region,
} from '../contracts/stores.ts'
import { storeWords } from '../words.ts'
import { nameIn } from './names.ts'

/** Names a region; one without stores can be deleted. */
export function RegionSheet({
  region,
  onClose,
}: {
  region: Region | undefined
  onClose: () => void
}) {
  const t = useWords(storeWords)
  const locale = useLocale()
  const toast = useToast()
  const refresh = [listRegions]
  const create = useDo(createRegion, { refresh })
  const change = useDo(changeRegion, { refresh })
  const remove = useDo(deleteRegion, { refresh })
  const removeIt = (id: number) =>
    remove.mutate(
      { params: { id } },
      {
        onSuccess: () => {
          toast(t('deleted'))
          onClose()
        },
        onError: (error) => toast(sayError(error, locale)),
      },
    )
  return (
    <Sheet open onClose={onClose} title={region ? nameIn(locale, region) : t('addRegion')}>
      <Form
        initial={{ name: region?.name ?? '', nameEn: region?.nameEn ?? '' }}
        required={['name', 'nameEn']}
        onCancel={onClose}
        onSubmit={async (values) => {
          if (region)
            await change.mutateAsync({
              params: { id: region.id },
              body: { version: region.version, ...values },
            })
          else await create.mutateAsync({ body: values })
          toast(t('saved'))
          onClose()
        }}
        actions={
          region && region.stores === 0 ? (
            <Button kind="danger" busy={remove.isPending} onClick={() => removeIt(region.id)}>
              {t('delete')}
            </Button>
          ) : null
        }
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('nameEn')} {...form.field('nameEn')}>
              <TextInput maxLength={60} {...form.input('nameEn')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
