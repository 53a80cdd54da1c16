/** Words of `grantdesk flow` in English. */
export const flowEnglish = {
  clientSecret: 'Secret of the client',
  userPassword: 'Password of the user',
  openAddress: (address: string) => `Open this address in a browser; Ctrl+C cancels:\n${address}`,
  flowStates: {
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    timed_out: 'Timed out',
    running: 'Running',
    waiting_for_browser: 'Waiting',
  },
  flowDone: (client: string) => `${client} got its token`,
  tokenLives: (duration: string) => `The token lives ${duration}.`,
  tokenScopes: (scopes: string) => `Its scopes: ${scopes}.`,
  trialWaits: (client: string, issuer: string) =>
    `Waiting for the app of ${client} at ${issuer}; Ctrl+C ends the trial.`,
  verdicts: { passed: 'Passed', failed: 'Failed', open: 'Open' },
}
