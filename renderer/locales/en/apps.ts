export const apps = {
  title: 'Authorized apps',
}
