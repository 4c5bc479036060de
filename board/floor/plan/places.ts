/** Names under which the plan sends what is about no one car: a refusal stands there. */
export const PLACES: Readonly<Record<'undo' | 'suggestions', string>> = { undo: 'undo', suggestions: 'suggestions' }
