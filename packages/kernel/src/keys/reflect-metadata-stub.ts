// The certificate library brings a container (tsyringe) that refuses to load without `Reflect.getMetadata`, which it
// needs for constructor injection by decorators alone. Nothing here uses that, so no type has any metadata.
if (!('getMetadata' in Reflect)) {
  Object.defineProperty(Reflect, 'getMetadata', { value: () => undefined, configurable: true });
}

export {};
