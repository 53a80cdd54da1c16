/** The tabs of an authorized application, as its address names them. */
export const appTabs = ['authorization', 'access', 'least', 'leak', 'history'] as const
export type AppTab = (typeof appTabs)[number]
