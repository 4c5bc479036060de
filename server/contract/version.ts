/**
 * The version of the wire. A screen with another version gets a snapshot and reloads itself (S6, S9).
 * `tests/domain/contract.test.ts` hashes every schema and fails if a shape changes without a new version.
 */
export const CONTRACT_VERSION = 9
