// The program that tells what a process behind these walls may do, seen from inside.
import os from 'node:os';

const outerInterfaces = Object.values(os.networkInterfaces())
  .flat()
  .filter((address) => address?.internal === false);

process.stdout.write(
  JSON.stringify({
    uid: process.getuid?.() ?? -1,
    outerInterfaces: outerInterfaces.length,
    readsAnything: process.permission?.has('fs.read', '/') ?? true,
  }),
);
