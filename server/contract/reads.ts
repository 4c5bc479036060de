/** What is asked over HTTP, by the name each question has in the OpenAPI document. Who may ask stands in the policy. */
export const readNames = [
  'readState',
  'readChanges',
  'readLink',
  'readPromise',
  'tryMove',
  'identify',
  'readPushKey',
  'readChannels',
  'testChannel',
  'readSession',
  'choosePerson',
] as const
export type ReadName = (typeof readNames)[number]
