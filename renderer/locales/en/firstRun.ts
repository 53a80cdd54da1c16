export const firstRun = {
  title: 'Welcome',
}
