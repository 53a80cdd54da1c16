/** Operations of the contract go in here, their results come back. */
export const callChannel = 'admin'

/** Subscriptions go in here, messages come out. */
export const topicChannel = 'topics'
