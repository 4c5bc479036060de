/**
 * The version of the wire: what `contract` describes. A screen of another version gets a snapshot and reloads itself (S6, S9).
 * `tests/domain/contract.test.ts` keeps a hash of every schema and fails until a change of shape has raised this number.
 */
export const CONTRACT_VERSION = 8
