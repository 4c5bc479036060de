/** View choices remembered on this device. If storage is blocked, they last until the page is reloaded. */
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
    // Storage is blocked.
  }
}
