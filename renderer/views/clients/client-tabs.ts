/** The tabs of a client's page, which are part of its address. */
export const clientTabs = ['overview', 'redirects', 'scopes', 'access', 'least', 'leak', 'history'] as const
export type ClientTab = (typeof clientTabs)[number]
