let numbers = Math.floor(Math.random() * 1e8)

/** A mobile number no other test uses. */
export function someNumber(): string {
  numbers = (numbers + 1) % 1e8
  return `139${String(numbers).padStart(8, '0')}`
}
