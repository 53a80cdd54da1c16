export const matrix = {
  title: 'Matrix',
  purpose: 'How many operations each app can call for each user',
  search: { apps: 'Search apps', users: 'Search users', operations: 'Search operations' },
  grid: 'Operations by app and user',
  corner: 'App',
  cell: '{app} for {user}: {number} operations | {app} for {user}: {number} operation | {app} for {user}: {number} operations',
  itself: 'for itself:',
  itselfCell:
    '{app} for itself: {number} operations | {app} for itself: {number} operation | {app} for itself: {number} operations',
  range: 'Apps {apps} of {allApps}, users {users} of {allUsers}',
  legend: 'Colours by number of operations',
  totals: {
    waiting: 'Adding up the whole matrix',
    cancelled: 'The sums were not worked out.',
    calls:
      'No call is allowed. | {number} call is allowed, for {pairs}. | {number} calls are allowed, for {pairs}.',
    pairs: 'no pair of app and user | {number} pair of app and user | {number} pairs of app and user',
    itself:
      'Apps for themselves: none. | Apps for themselves can make {number} more. | Apps for themselves can make {number} more.',
    top: 'Where most of it lies…',
  },
  top: { title: 'Where most access lies', apps: 'Apps', users: 'Users', calls: 'Calls' },
  pair: {
    title: 'What {app} can call for {user}',
    itself: '{app} for itself',
    loading: 'Operations of this cell',
    of: ' of {all}',
    matching: ' in which “{search}” occurs',
    inDivision: ' in {division}',
    nothing: 'It can call none of them here.',
  },
  none: {
    apps: 'No app',
    users: 'No user',
    operations: 'No operation',
    filtered: 'None matches what is searched for.',
    detail: 'There is none in this organization yet.',
  },
}
