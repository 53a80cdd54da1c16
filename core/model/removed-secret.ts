/** What stands in a text of the audit where a secret stands in the record (F4). */
export const REMOVED_SECRET = '[removed]'
