import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';

/** The HTTP server as its routes see it, with TLS or without. */
export type HttpServer = FastifyInstance<Server, IncomingMessage, ServerResponse>;
