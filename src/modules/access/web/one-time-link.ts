/** The secret of a one-time link stands after the #, so that it reaches no server log. */
export function tokenOfLink(): string {
  return location.hash.slice(1)
}

/** Opens the product as the person the link has just logged in; the page starts anew. */
export function enterProduct(): void {
  location.replace('/')
}
