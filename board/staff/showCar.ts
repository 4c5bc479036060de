/** Scrolls the card of a car or a bay into view. */
export function showCar(id: string): void {
  const card = document.querySelector<HTMLElement>(`[data-car="${id}"], [data-drop="${id}"]`)
  card?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
}
