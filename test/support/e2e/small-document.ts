/** An API document of three operations, one of which names a permission that cannot be read. */
export const smallDocument = {
  name: 'small-api.json',
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'Small API', version: '3' },
      securityDefinitions: { 'PureCloud OAuth': { type: 'oauth2' } },
      paths: {
        '/api/v2/users': {
          get: operation('directory:user:view', 'users:readonly'),
          post: operation('directory:user:add', 'users'),
        },
        '/api/v2/users/{userId}': { delete: operation('nonsense', 'users') },
      },
    }),
  ),
}

function operation(permission: string, scope: string) {
  return {
    security: [{ 'PureCloud OAuth': [scope] }],
    'x-inin-requires-permissions': { type: 'ANY', permissions: [permission] },
  }
}
