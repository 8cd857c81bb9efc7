import { readFile } from 'node:fs/promises';
import path from 'node:path';
import files from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { HttpServer } from './server-type.ts';
import { newNonce, pagePolicy } from './security.ts';

const yearSeconds = 31_536_000;

export interface Web {
  /** The one page, for every address that is no file and no /api. */
  readonly sendPage: (reply: FastifyReply) => Promise<FastifyReply>;
}

/** The built web. Files were compressed when it was built; the page gets its nonce as it is sent. */
export async function routeWeb(app: Pick<HttpServer, 'register' | 'get'>, folder: string): Promise<Web> {
  const sendPage = async (reply: FastifyReply): Promise<FastifyReply> => {
    // read each time: an update may replace the pages while this server runs
    const page = await readFile(path.join(folder, 'index.html'), 'utf8');
    const nonce = newNonce();
    return reply
      .header('content-security-policy', pagePolicy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll('__NONCE__', nonce));
  };
  app.get('/', async (_request, reply) => sendPage(reply));
  app.get('/index.html', async (_request, reply) => sendPage(reply));
  await app.register(files, {
    root: folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, file) {
      const hashed = path.relative(folder, file).startsWith('assets');
      reply.header('cache-control', hashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
    },
  });
  return { sendPage };
}
