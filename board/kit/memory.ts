/** What this device was last set to show. Storage may be forbidden; then it begins anew each time. */
const key = (name: string) => `pitboard.plan.${name}`

export function recall<T extends string>(name: string, allowed: readonly T[]): T | null {
  try {
    const value = localStorage.getItem(key(name))
    return allowed.find((one) => one === value) ?? null
  } catch {
    return null
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(key(name), value)
  } catch {
    // As above.
  }
}
