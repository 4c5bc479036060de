/** The names of backups that are made without anybody naming them: 2026-11-24-0300-nightly.backup, in UTC. They sort by time. */
export const nameAt = (at: Date, why: 'nightly' | 'before-update'): string =>
  `${at.toISOString().slice(0, 16).replace('T', '-').replace(':', '')}-${why}.backup`
