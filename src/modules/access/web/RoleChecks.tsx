import { useLocale } from '#ui/words.tsx'
import { nameIn } from './names.ts'
import './access.css'

/** The roles a person has, ticked. */
export function RoleChecks(props: {
  roles: readonly { id: string; name: string; nameEn: string }[]
  value: readonly string[]
  onChange: (ids: string[]) => void
  disabled?: boolean
}) {
  const locale = useLocale()
  return (
    <div className="access-two">
      {props.roles.map((role) => (
        <label key={role.id} className="access-check">
          <input
            type="checkbox"
            disabled={props.disabled}
            checked={props.value.includes(role.id)}
            onChange={(event) =>
              props.onChange(
                event.target.checked
                  ? [...props.value, role.id]
                  : props.value.filter((id) => id !== role.id),
              )
            }
          />
          {nameIn(locale, role)}
        </label>
      ))}
    </div>
  )
}
