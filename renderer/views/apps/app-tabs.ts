/** The tabs of an authorized application, as its address names them. */
export const appTabs = ['authorization', 'history'] as const
export type AppTab = (typeof appTabs)[number]
