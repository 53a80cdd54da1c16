/** What is used of keytar, so that types can be checked where it could not be installed. */
declare module 'keytar' {
  export function setPassword(service: string, account: string, password: string): Promise<void>
  export function getPassword(service: string, account: string): Promise<string | null>
  export function deletePassword(service: string, account: string): Promise<boolean>
}
