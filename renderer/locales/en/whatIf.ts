export const whatIf = {
  title: 'Effect',
  waiting: 'Working out who loses and gains what',
  stop: 'Stop',
  cancelled: 'The effect was not worked out. Saving is possible all the same.',
  nothing: 'Nobody loses or gains an operation.',
  nothingAnywhere: 'Nobody loses or gains an operation where any division will do.',
  inDivision: 'In {division}: {effect}',
  sentence: '{lost}; {gained}.',
  operations: 'no operation | {number} operation | {number} operations',
  through: 'no app | {number} app | {number} apps',
  lose: {
    nobody: 'Nobody loses any',
    users:
      'Nobody loses {operations} | {number} user loses {operations} through {apps} | {number} users lose {operations} through {apps}',
    apps: 'Nobody loses {operations} | {number} app loses {operations} for itself | {number} apps lose {operations} for themselves',
  },
  gain: {
    nobody: 'nobody gains any',
    users:
      'nobody gains {operations} | {number} user gains {operations} through {apps} | {number} users gain {operations} through {apps}',
    apps: 'nobody gains {operations} | {number} app gains {operations} for itself | {number} apps gain {operations} for themselves',
  },
  privileges:
    'No gained operation changes privileges. | {number} gained operation changes privileges: who may do what. | {number} gained operations change privileges: who may do what.',
  privilegesAtLeast:
    'No gained operation changes privileges. | At least {number} gained operation changes privileges: who may do what. | At least {number} gained operations change privileges: who may do what.',
  lists: {
    operations: 'no operation | {number} operation | {number} operations',
    users: 'no user | {number} user | {number} users',
    apps: 'no app | {number} app | {number} apps',
  },
  lost: 'none lost | {number} lost | {number} lost',
  gained: 'none gained | {number} gained | {number} gained',
  untold: 'and {number} more | and {number} more',
  grantType: 'What another grant type changes is not worked out here.',
}
