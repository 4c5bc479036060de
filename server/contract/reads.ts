/** The reads over HTTP, by their operation id in the OpenAPI document. The policy says who may use them. */
export const readNames = [
  'readState',
  'readChanges',
  'readLink',
  'readPromise',
  'tryMove',
  'identify',
  'readPushKey',
  'readWechatLogin',
  'readChannels',
  'testChannel',
  'readSession',
  'choosePerson',
  'findPairing',
  'reportDevice',
  'readDevices',
  'readFigures',
  'readFigureOrders',
] as const
export type ReadName = (typeof readNames)[number]
