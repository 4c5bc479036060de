/** The oldest browsers the screens are made for. The build, the page's notice and the check of the built screens follow this. */
export const oldest = { chrome: '111', edge: '111', firefox: '121', safari: '16.4' } as const
