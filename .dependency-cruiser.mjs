/** The arrows of docs/architecture.md: each room may import just what is listed here. */
const rooms = {
  'core/model': [],
  'core/wording': ['core/model'],
  'core/contract': ['core/model'],
  'core/catalogue': ['core/model', 'resources'],
  'core/policy': ['core/model'],
  'core/organization': [
    'core/model',
    'core/policy',
    'core/catalogue',
    'core/contract',
    'core/wording',
    'resources',
  ],
  'core/store': [
    'core/model',
    'core/organization/ports',
    'core/organization/token-store',
    'core/catalogue/catalogue',
  ],
  'core/certificates': [],
  'core/lab': ['core/model', 'core/policy', 'core/organization', 'core/contract', 'core/wording'],
  'core/oauth': ['core/model', 'core/policy', 'core/organization', 'core/wording'],
  'core/platform': [
    'core/model',
    'core/policy',
    'core/organization',
    'core/catalogue',
    'core/wording',
    'resources',
  ],
  'core/keychain': ['core/model', 'core/organization/ports'],
  'core/loopback': [
    'core/model',
    'core/contract',
    'core/wording',
    'core/organization',
    'core/oauth',
    'core/platform',
    'core/lab',
    'core/certificates',
  ],
  renderer: ['core/model', 'core/contract'],
  'electron/preload': ['core/contract'],
  'electron/main': [
    'electron/preload/channels',
    'core/model',
    'core/contract',
    'core/wording',
    'core/grantdesk',
    'core/store/data-directory',
    'core/store/store-error',
    'core/loopback/content-security-policy',
    'core/loopback/page-files',
  ],
  cli: [
    'core/model',
    'core/contract',
    'core/wording',
    'core/grantdesk',
    'core/store/data-directory',
    'core/store/store-error',
    'core/loopback/interface-host',
    'core/loopback/port-unavailable',
  ],
}

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room ${room}`,
  comment: `${room} may import only itself and ${allowed.join(', ') || 'nothing else'}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: '^(core|renderer|electron|cli|resources|test|scripts)/',
    pathNot: [`^${room}/`, ...allowed.map((path) => `^${path}(/|\\.ts$)`)],
  },
}))

/** A package that only one room may know. */
const only = (dependency, room) => ({
  name: `only ${room} imports ${dependency}`,
  severity: 'error',
  from: { path: '^(core|renderer|electron|cli)/', pathNot: `^${room}` },
  to: { path: `node_modules/${dependency}/` },
})

export default {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    // keytar is optional: it is not there where it cannot be built.
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^keytar$' },
    },
    ...roomRules,
    only('better-sqlite3', 'core/store/'),
    only('keytar', 'core/keychain/'),
    only('@peculiar/x509', 'core/certificates/'),
    only('oauth4webapi', 'core/lab/'),
    only('xml-crypto', 'core/oauth/saml/'),
    only('@xmldom/xmldom', 'core/oauth/saml/'),
    {
      name: 'only core/loopback imports node:http',
      severity: 'error',
      from: { path: '^(core|renderer|electron|cli)/', pathNot: '^core/loopback/' },
      to: { path: '^(node:)?(http|https|http2)$' },
    },
    only('hono', 'core/loopback/'),
    only('@hono/node-server', 'core/loopback/'),
    only('electron', 'electron/'),
    only('vue', 'renderer/'),
    only('naive-ui', 'renderer/'),
    only('commander', 'cli/'),
    {
      name: 'workers are started, not imported',
      severity: 'error',
      from: {},
      to: { path: '^core/(access-worker|catalogue/catalogue-worker)\\.ts$' },
    },
    {
      name: 'the access worker is a composition root without a host',
      severity: 'error',
      from: { path: '^core/access-worker\\.ts$' },
      to: { path: '^(core|renderer|electron|cli)/', pathNot: '^core/(model|organization|store)/' },
    },
    {
      name: 'policy and model are pure',
      severity: 'error',
      from: { path: '^core/(model|policy|wording)/' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
    exclude: { path: '^(out|dist)/' },
  },
}
