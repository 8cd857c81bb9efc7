import { randomBytes, randomUUID } from 'node:crypto';
import { appendToObject, readObject, createObjectFile } from './object-file.ts';
import { suiteNamed } from './suites.ts';
const s = suiteNamed(process.argv[2] ?? 'intl');
const id = randomUUID(); const file = '/tmp/zz-vc/'+id; await createObjectFile(file);
const f = { id, path: file, sealer: s.sealer(randomBytes(32)), overheadBytes: s.overheadBytes, tagBytes: s.tagBytes };
const piece = randomBytes(1<<20);
async function* src(){ for (let i=0;i<128;i++) yield piece; }
const p = { length: 0, ended: false };
let c = process.cpuUsage(), t = performance.now();
await appendToObject(f, p, { source: src(), endsAt: () => true, see: () => {} });
let d = process.cpuUsage(c); console.log('append 128MB cpu', d.user/1e6, d.system/1e6, 'wall', (performance.now()-t)/1e3);
c = process.cpuUsage(); t = performance.now(); let n=0;
for await (const b of readObject(f, p.length, { from: 0, to: p.length })) n += b.length;
d = process.cpuUsage(c); console.log('read cpu', d.user/1e6, d.system/1e6, 'wall', (performance.now()-t)/1e3, n);
