import { parsePlate, provinces } from '#contract/plate.ts'
import type { PlateFormat } from '#contract/values.ts'

/**
 * The typed plate in stored form; null if it is invalid. Workshops in China also serve cars from elsewhere, but a plate that starts
 * with a province must be a complete Chinese plate.
 */
export function typedPlate(text: string, format: PlateFormat): string | null {
  const free = parsePlate(text, 'free')
  if (format === 'free' || free === null) return free
  return provinces.includes(free.slice(0, 1)) ? parsePlate(text, 'cn') : free
}
