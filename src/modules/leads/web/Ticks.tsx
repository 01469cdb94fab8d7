/** Any number of choices, each with its tick. */
export function Ticks<T extends string>(props: {
  value: readonly T[]
  onChange: (value: T[]) => void
  options: readonly { value: T; label: string }[]
}) {
  const { value, onChange } = props
  return (
    <div className="k-choices">
      {props.options.map((option) => (
        <label key={option.value} className="k-choice">
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...value, option.value]
                  : value.filter((one) => one !== option.value),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
