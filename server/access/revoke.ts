/** Writes down what is taken away for good, in the transaction that does it: a restore must not bring it back (`server/backup`). */
import type { TransactionSql } from 'postgres'

/** The workshop's present access keys, if it has any. The statement has been sent when this returns. */
export const revokeKeys = (tx: TransactionSql, workshopId: string): Promise<unknown> =>
  tx`
  insert into revocation (workshop_id, id, kind, subject_id, at)
  select ${workshopId}, gen_random_uuid(), 'keys', ${workshopId}, now()
  where exists (select from access_key where workshop_id = ${workshopId})`.execute()
