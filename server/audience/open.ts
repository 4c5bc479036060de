/** What has come to its end leaves the screens. */
export const isOpen = ({ closedAt }: { closedAt: number | null }): boolean => closedAt === null
